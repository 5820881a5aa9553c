import { describe, expect, it } from 'vitest'

import { readTypedAnswer } from '../../src/quiz/read-answer.ts'
import type { Question } from '../../src/shared/question.ts'

const multiple: Question = { kind: 'multiple', stem: '?', options: ['a', 'b', 'c', 'd'], key: [0] }
const single: Question = { kind: 'single', stem: '?', options: ['a', 'b', 'c', 'd'], key: [0] }
const shuffled = [2, 0, 3, 1]

describe('a typed answer', () => {
  it('reads letters in the order this officer sees', () => {
    expect(readTypedAnswer(single, shuffled, 'a')).toEqual({ kind: 'answer', given: [2] })
    expect(readTypedAnswer(multiple, shuffled, 'A、B D')).toEqual({
      kind: 'answer',
      given: [0, 1, 2],
    })
    expect(readTypedAnswer(multiple, shuffled, 'ＡＢ')).toEqual({ kind: 'answer', given: [0, 2] })
  })

  it.each(['E', 'AB', '选A', '不知道'])(
    'asks for the buttons when “%s” names no single option',
    (text) => {
      expect(readTypedAnswer(single, shuffled, text)).toEqual({ kind: 'use-buttons' })
    },
  )

  it.each([
    ['对', true],
    ['√', true],
    ['错误', false],
    ['×', false],
  ])('reads %s as %s', (text, given) => {
    const statement: Question = { kind: 'true-false', stem: '?', key: true }
    expect(readTypedAnswer(statement, [], text)).toEqual({ kind: 'answer', given })
  })

  it('splits several blanks at semicolons, or at spaces and commas where that fits', () => {
    const blanks: Question = { kind: 'fill-in', stem: '____ ____', key: [['a'], ['b']] }
    expect(readTypedAnswer(blanks, [], '教育；处罚')).toEqual({
      kind: 'answer',
      given: ['教育', '处罚'],
    })
    expect(readTypedAnswer(blanks, [], '教育 处罚')).toEqual({
      kind: 'answer',
      given: ['教育', '处罚'],
    })
    expect(readTypedAnswer(blanks, [], '教育、处罚、改造')).toEqual({
      kind: 'blanks-differ',
      wanted: 2,
      got: 3,
    })
  })

  it('keeps a single blank whole', () => {
    const blank: Question = { kind: 'fill-in', stem: '____', key: [['教育与处罚，相结合']] }
    expect(readTypedAnswer(blank, [], '教育与处罚，相结合')).toMatchObject({ kind: 'answer' })
  })

  it('refuses a message as long as Telegram allows, before anything is saved', () => {
    const short: Question = { kind: 'short', stem: '?', key: '' }
    expect(readTypedAnswer(short, [], '长'.repeat(4096))).toEqual({ kind: 'too-long', limit: 1000 })
  })
})
