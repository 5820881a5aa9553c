import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { readBank } from '../../../src/bank/formats/read-bank.ts'
import type { Question } from '../../../src/shared/question.ts'
import { sharedData } from '../../support/shared-data.ts'
import { only, readJson } from '../read.ts'

const text = (words: string) => ({ format: 'moodle', text: words })
const choice = (words: string, isCorrect: boolean, weight: number | null = null) => ({
  isCorrect,
  weight,
  text: text(words),
  feedback: null,
})
const base = { tags: null, stem: text('哪个？'), globalFeedback: text('见第一条') }

describe('GIFT that a parser wrote as JSON', () => {
  test.each([
    [
      { type: 'MC', choices: [choice('甲', false), choice('乙', true)] },
      { kind: 'single', options: ['甲', '乙'], key: [1] },
    ],
    [
      {
        type: 'MC',
        choices: [choice('甲', false, 50), choice('乙', false, 50), choice('丙', false, -100)],
      },
      { kind: 'multiple', options: ['甲', '乙', '丙'], key: [0, 1] },
    ],
    [
      { type: 'TF', isTrue: false },
      { kind: 'true-false', key: false },
    ],
    [
      { type: 'Short', choices: [choice('甲', true), choice('甲方', true)] },
      { kind: 'fill-in', key: [['甲', '甲方']] },
    ],
    [
      { type: 'Numerical', choices: { type: 'simple', number: 24 } },
      { kind: 'fill-in', key: [['24']] },
    ],
  ])('is read as GIFT would be: %j', async (node, question) => {
    const file = await readJson([
      { type: 'Category', title: '$course$/top/治安' },
      { ...base, ...node },
    ])
    expect(only(file)).toEqual({
      stem: '哪个？',
      explanation: '见第一条',
      topic: '治安',
      ...question,
    })
  })

  const folder = sharedData('banks/gift/gift-pegjs-tests')
  test.skipIf(!folder)(
    'gives the keys of the GIFT it was made from, for every real pair',
    async () => {
      const names = readdirSync(folder ?? '').filter((name) => name.endsWith('.json'))
      const keys = async (name: string) => {
        const { items } = await readBank(readFileSync(join(folder ?? '', name)))
        return items.map(({ question }) => [question.kind, optionsOf(question), question.key])
      }
      expect(names.length).toBeGreaterThan(45)
      for (const name of names) {
        expect([name, await keys(name)]).toEqual([name, await keys(name.replace('.json', '.gift'))])
      }
    },
  )
})

function optionsOf(question: Question): string[] {
  return 'options' in question ? question.options : []
}
