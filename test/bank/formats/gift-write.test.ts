import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { writeGift } from '../../../src/bank/formats/gift-write.ts'
import { readGift } from '../../../src/bank/formats/gift.ts'
import { readWritten, toWritten } from '../../../src/bank/formats/json.ts'
import { readBank } from '../../../src/bank/formats/read-bank.ts'
import type { Question } from '../../../src/shared/question.ts'

const sign = fc.constantFrom(
  ...'~=#{}:\\/%*[]|>-_;；。 \n\t\u3000\u200B\u2028\uFDD2',
  '//',
  '::',
  '->',
  '####',
  '%50%',
  '[html]',
  '<b>',
  '&lt;',
  '$CATEGORY: x',
  '\n\n',
  '\n// [id:1]',
  '// [chenxun:{}]',
  '{=a ~b}',
  '{1:SA:=a}',
  'TRUE',
  '____',
)
const text = fc
  .array(fc.oneof(sign, sign, fc.string({ unit: 'binary', maxLength: 4 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(''))
const basis = fc.record(
  { law: text, version: fc.constant('2025-06-27'), article: text, quote: text },
  { requiredKeys: ['law'] },
)
const shared = fc.record(
  { stem: text, explanation: text, basis, topic: text, difficulty: fc.constantFrom(1, 2, 3) },
  { requiredKeys: ['stem'] },
)
const point = fc.record({
  id: fc.constantFrom('1', '甲'),
  weight: fc.constantFrom(0.5, 2),
  text: fc.constant('要点'),
  keywords: fc.constant([['甲', '乙']]),
  quantities: fc.array(fc.constant('8小时'), { maxLength: 2 }),
})
const rubric = fc.array(point, { minLength: 1, maxLength: 2 })
const options = fc.array(text, { minLength: 2, maxLength: 5 })
const own = fc.oneof(
  fc.record({ kind: fc.constant('single'), options, key: fc.constantFrom('A', 'B') }),
  fc.record({ kind: fc.constant('multiple'), options, key: fc.constantFrom('A', 'B', 'AB') }),
  fc.record({ kind: fc.constant('true-false'), key: fc.boolean() }),
  fc.record({
    kind: fc.constant('fill-in'),
    key: fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('short'), key: text, rubric }, { requiredKeys: ['kind', 'key'] }),
)
/** Whatever the project's own format takes for a question. */
const question = fc
  .tuple(shared, own)
  .map(([fields, rest]) => readWritten({ ...fields, ...rest }))
  .filter((read): read is Question => 'kind' in read)

describe('a bank written as GIFT', () => {
  test('comes back as the same questions, whatever their texts hold', () => {
    fc.assert(
      fc.property(fc.array(question, { maxLength: 4 }), (questions) => {
        const file = readGift(writeGift('库', questions))
        expect(file.items.map((item) => item.question)).toEqual(questions)
        expect(file.problems.filter(({ code }) => code !== 'note-options-same')).toEqual([])
      }),
      { numRuns: 250 },
    )
  })

  test('is recognised as GIFT and read without a remark', async () => {
    const questions = fc.sample(question, { numRuns: 20, seed: 7 })
    const file = await readBank(Buffer.from(writeGift('// {=甲 ~乙}\n库', questions)))
    expect(file.format).toBe('gift')
    expect(file.items.map((item) => toWritten(item.question))).toEqual(questions.map(toWritten))
  })

  test('is plain GIFT where GIFT can say it all', () => {
    const written = writeGift('治安', [
      { kind: 'single', stem: '哪个 = 甲？', options: ['甲', '乙'], key: [0], topic: '治安/处罚' },
      { kind: 'multiple', stem: '哪些？', options: ['甲', '乙', '丙'], key: [0, 2] },
      { kind: 'true-false', stem: '对吗？', key: false, explanation: '因为\n如此' },
      { kind: 'fill-in', stem: '期限为____。', key: [['8小时', '八小时']] },
    ])
    expect(written).toBe(`// 治安

$CATEGORY: $course$/top/治安//处罚

::1::[plain]哪个 \\= 甲？{
=甲
~乙
}

$CATEGORY: $course$/top

::2::[plain]哪些？{
~%50%甲
~%-100%乙
~%50%丙
}

::3::[plain]对吗？{
FALSE
####因为\\n如此
}

::4::[plain]期限为____。{
=8小时
=八小时
}
`)
  })

  test('keeps what a person changes in it, but for what only the comment says', () => {
    const written = writeGift('库', [
      { kind: 'single', stem: '哪个？', options: ['甲', '乙'], key: [0], difficulty: 3 },
    ])
    const file = readGift(written.replace('哪个', '哪一个').replace('~乙', '~丙'))
    expect(file.items.map((item) => item.question)).toEqual([
      { kind: 'single', stem: '哪一个？', options: ['甲', '丙'], key: [0], difficulty: 3 },
    ])
  })

  test('does not take a comment that makes nonsense', () => {
    const file = readGift('// [chenxun:{"key":"F"}]\n哪个？{=甲 ~乙}\n\n// [chenxun:{x]\n对吗？{T}')
    expect(file.items.map((item) => item.question)).toEqual([
      { kind: 'true-false', stem: '对吗？', key: true },
    ])
    expect(file.problems).toMatchObject([{ where: { line: 2 }, code: 'key-outside' }])
  })
})
