import { describe, expect, test } from 'vitest'

import type { Problem } from '../../src/bank/formats/format.ts'
import { readBlocks } from '../../src/bank/read-blocks.ts'
import type { Llm } from '../../src/platform/llm.ts'

const block = '现场执法须几人？甲、一人；乙、两人以上 ⇒ 应选：乙（B）'
const problem: Problem = { where: { line: 7 }, code: 'list-unread', block }
const honest = {
  block: 1,
  kind: 'single',
  stem: '现场执法须几人？',
  options: ['一人', '两人以上'],
  key: 'B',
  explanation: '',
}

/** A model that answers each call with the next of these; then it is out of reach. */
function modelSaying(...answers: object[][]): Llm {
  return {
    model: 'stub',
    askJson: ({ schema }) => {
      const questions = answers.shift()
      if (!questions) return Promise.resolve({ ok: false, reason: 'unreachable' })
      return Promise.resolve({
        ok: true,
        data: schema.parse({ questions }),
        model: 'stub',
        promptVersion: 'read-questions@1',
        usage: { input: 0, output: 0, cached: 0 },
      })
    },
  }
}

describe('a block that no rule understood', () => {
  test('is read by a model, word for word, and keeps its place', async () => {
    const reading = await readBlocks(modelSaying([honest]), [problem])
    expect(reading).toEqual({
      items: [
        {
          place: { line: 7 },
          question: {
            kind: 'single',
            stem: '现场执法须几人？',
            options: ['一人', '两人以上'],
            key: [1],
          },
        },
      ],
      settled: [problem],
      unread: 0,
    })
  })

  test.each([
    ['a stem that is not in the file', { ...honest, stem: '现场执法须几名民警？' }],
    ['an option that is not in the file', { ...honest, options: ['一人', '三人以上'] }],
    ['an explanation that is not in the file', { ...honest, explanation: '依据第八十二条' }],
    ['an answer that the file does not give', { ...honest, key: '' }],
    ['a letter without an option', { ...honest, key: 'D' }],
    ['a block that was not sent', { ...honest, block: 9 }],
    ['an invented model answer', { ...honest, kind: 'short', options: [], key: '三人' }],
  ])('is no question when the model makes up %s', async (_, read) => {
    const reading = await readBlocks(modelSaying([read]), [problem])
    expect(reading).toEqual({ items: [], settled: [], unread: 0 })
  })

  test('is no question when only the letters of its options are there to copy a key from', async () => {
    const bare = { ...problem, block: '现场执法须几人？\nA、一人\nB. 两人以上\n' }
    const reading = await readBlocks(modelSaying([honest]), [bare])
    expect(reading).toEqual({ items: [], settled: [], unread: 0 })
  })

  test('stays a problem when the model gives out half-way', async () => {
    const many = Array.from({ length: 6 }, () => problem)
    const reading = await readBlocks(modelSaying([honest]), many)
    expect(reading.items).toHaveLength(1)
    expect(reading.unread).toBe(2)
  })
})
