import { describe, expect, it } from 'vitest'

import { authorOf, diffLines, isKeyChanged } from '../../../src/bank/review/rules.ts'
import type { Question } from '../../../src/shared/question.ts'

describe('the lines that differ', () => {
  it('stand in order, the old before the new, without what stayed', () => {
    const before = ['单选题', '1. 谁？', 'A. 甲', 'B. 乙', '答案：A']
    const after = ['单选题', '1. 谁？', 'A. 甲', 'B. 丙', '答案：B', '解析：因为']
    expect(diffLines(before, after)).toEqual([
      '− B. 乙',
      '− 答案：A',
      '+ B. 丙',
      '+ 答案：B',
      '+ 解析：因为',
    ])
  })

  it('are none between equal texts, and all where nothing is common', () => {
    expect(diffLines(['a', 'a'], ['a', 'a'])).toEqual([])
    expect(diffLines(['a'], ['b'])).toEqual(['− a', '+ b'])
    expect(diffLines(['a', 'b', 'a'], ['a'])).toEqual(['− b', '− a'])
  })
})

describe('a key', () => {
  const single: Question = { kind: 'single', stem: '?', options: ['甲', '乙'], key: [0] }

  it('counts as changed where an answer may be judged otherwise', () => {
    expect(isKeyChanged(single, { ...single, key: [1] })).toBe(true)
    expect(isKeyChanged(single, { kind: 'true-false', stem: '?', key: true })).toBe(true)
    expect(isKeyChanged(single, { ...single, stem: '？', explanation: '因为' })).toBe(false)
  })
})

describe('the author of what is reviewed', () => {
  it('is who proposed an edit, and who wrote the question otherwise', () => {
    expect(authorOf({ reason: 'EDITED', openedBy: 7 }, { authorId: 8 })).toBe(7)
    expect(authorOf({ reason: 'NEW', openedBy: 7 }, { authorId: null })).toBe(7)
    expect(authorOf({ reason: 'REPORTED', openedBy: null }, { authorId: 8 })).toBe(8)
    expect(authorOf({ reason: 'LAW_CHANGED', openedBy: null }, { authorId: null })).toBeNull()
  })
})
