import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { writeGift } from '../../src/bank/formats/gift-write.ts'
import { writeOwnFormat } from '../../src/bank/formats/json.ts'
import { readBank } from '../../src/bank/formats/read-bank.ts'
import { writeBank } from '../../src/bank/write-bank.ts'
import { readZip } from '../../src/platform/tables-zip.ts'
import type { Question } from '../../src/shared/question.ts'

/** Words with all the signs that some format gives a meaning, also at the start. */
const sign = fc.constantFrom(
  ...'民警处罚八小时'.split(''),
  ...'=+-@#{}~:\\\'",;；|、．.A1(（)）<>&%*`$[]'.split(''),
  ' ',
  '\n',
)
const words = fc
  .array(sign, { minLength: 1, maxLength: 12 })
  .map((signs) => `题${signs.join('')}答`.replace(/[ \n]+/g, ' '))
const risky = fc
  .tuple(fc.constantFrom('=', '+', '-', '@', "'=", "''+"), words)
  .map(([first, rest]) => first + rest)
const text = fc.oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: risky })

const common = fc.record(
  {
    explanation: text,
    topic: words,
    difficulty: fc.constantFrom(1 as const, 2 as const, 3 as const),
    basis: fc.record({ law: words, article: words }),
  },
  { requiredKeys: [] },
)

/** A question of each kind with whatever words. */
const question: fc.Arbitrary<Question> = fc
  .tuple(common, text, fc.uniqueArray(text, { minLength: 2, maxLength: 6, selector: bare }))
  .chain(([rest, stem, options]) => {
    const indexes = fc.subarray(
      options.map((_, index) => index),
      { minLength: 1 },
    )
    const base = { ...rest, stem: `${stem}？` }
    return fc.oneof(
      fc.nat(options.length - 1).map((key): Question => ({
        ...base,
        kind: 'single',
        options,
        key: [key],
      })),
      indexes.map((key): Question => ({ ...base, kind: 'multiple', options, key })),
      fc.boolean().map((key): Question => ({ ...base, kind: 'true-false', key })),
      fc.constant<Question>({ ...base, kind: 'fill-in', key: [options] }),
      fc.constant<Question>({ ...base, kind: 'short', key: stem }),
    )
  })

/** Options that differ in signs only are one option to a reader. */
function bare(option: string): string {
  return option
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toLowerCase()
}

const bank = fc.array(question, { minLength: 1, maxLength: 6 })

describe('a bank that is written and read again is the same bank', () => {
  test.each([
    ['xlsx', 120],
    ['csv', 200],
    ['json', 200],
    ['gift', 200],
  ] as const)('as %s', async (ending, numRuns) => {
    await fc.assert(
      fc.asyncProperty(bank, async (questions) => {
        const file = await readBank(writeBank(ending, '某题库', questions) ?? new Uint8Array())
        expect(file.items.map((item) => item.question)).toEqual(questions)
        expect(file.problems).toEqual([])
      }),
      { numRuns },
    )
  })
})

describe('a text that a spreadsheet would take for a formula', () => {
  const stems = ['=HYPERLINK("http://x","点")', '+cmd', '-1+2', '@SUM(A1)', "'=1+1"]
  const questions = stems.map((stem): Question => ({ kind: 'true-false', stem, key: true }))

  test('is a text in every cell of an xlsx', async () => {
    const bytes = writeBank('xlsx', '某', questions) ?? new Uint8Array()
    const parts = await readZip(bytes, (name) => name.endsWith('sheet1.xml'))
    const xml = [...parts.values()].join('')
    expect(xml).not.toContain('<f>')
    const cells = [...xml.matchAll(/<c [^>]*>/g)].map(([cell]) => cell)
    expect(cells.length).toBeGreaterThan(stems.length)
    expect(cells.filter((cell) => !/t="(s|str|inlineStr)"/.test(cell))).toEqual([])
  })

  test('has an apostrophe before it in a csv, which is gone when it is read', async () => {
    const bytes = writeBank('csv', '某', questions) ?? new Uint8Array()
    const lines = Buffer.from(bytes).toString('utf8').split('\r\n').slice(1)
    for (const line of lines.filter(Boolean)) expect(line).toMatch(/^判断题,"?'/)
    const { items } = await readBank(bytes)
    expect(items.map(({ question: { stem } }) => stem)).toEqual(stems)
  })
})

test('what is written has the name of the bank where the format has a place for it', () => {
  expect(writeOwnFormat('某题库', [])).toContain('某题库')
  expect(writeGift('某题库', [])).toContain('某题库')
})
