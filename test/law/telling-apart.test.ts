import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { readLawFile } from '../../src/law/formats/read-law-file.ts'
import { readLaw } from '../../src/law/formats/read-law.ts'
import { mayHoldLaw } from '../../src/law/read-law-apart.ts'
import { UnreadableFile } from '../../src/platform/tables.ts'
import { sharedData } from '../support/shared-data.ts'

const banks = sharedData('banks')
const laws = sharedData('laws')

/** How many laws a file holds, as the bot asks it. */
async function countLaws(bytes: Uint8Array, name: string): Promise<number> {
  if (!mayHoldLaw(bytes)) return 0
  try {
    return (await readLawFile(bytes, name)).laws.length
  } catch (error) {
    if (error instanceof UnreadableFile) return 0
    throw error
  }
}

describe('a file', () => {
  it.skipIf(!banks)(
    'is no law where it is a question bank, in every real text and Word bank',
    async () => {
      const files = readdirSync(banks ?? '', { recursive: true, encoding: 'utf8' }).filter((file) =>
        /\.(?:txt|docx|doc|md|json|csv)$/.test(file),
      )
      expect(files.length).toBeGreaterThan(50)
      const taken: string[] = []
      for (const file of files) {
        if ((await countLaws(readFileSync(join(banks ?? '', file)), file)) > 0) taken.push(file)
      }
      expect(taken).toEqual([])
    },
  )

  it.skipIf(!laws)('is a law where it is one', async () => {
    for (const file of readdirSync(laws ?? '').filter((name) => !name.endsWith('.tsv'))) {
      expect([file, await countLaws(readFileSync(join(laws ?? '', file)), file)]).toEqual([file, 1])
    }
  })

  it('is no law where questions quote whole articles', () => {
    const question = (number: string) =>
      `1. 下列说法正确的是（A）\nA. 甲\nB. 乙\n答案：A\n第${number}条　殴打他人的，处五日以上十日以下拘留。\n`
    const text = `治安管理处罚法\n${['一', '二', '三', '四'].map(question).join('')}`
    expect(readLaw(text, { name: '题库.txt' }).laws).toEqual([])
  })
})
