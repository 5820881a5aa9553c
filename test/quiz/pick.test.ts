import { describe, expect, it } from 'vitest'

import { pickQuestions, type Candidate } from '../../src/quiz/pick.ts'

const candidate = (questionId: number, kind = 'single'): Candidate => ({
  questionId,
  versionId: questionId,
  kind,
  family: null,
})
const ids = (candidates: Candidate[]) => candidates.map(({ questionId }) => questionId)

describe('the set that is dealt', () => {
  it('takes reviews first, then the theme, then the rest', () => {
    const lists = [
      [candidate(1)],
      [candidate(2), candidate(3)],
      [candidate(4), candidate(5), candidate(6)],
    ]
    expect(ids(pickQuestions(lists, 5))).toEqual([1, 2, 3, 4, 5])
  })

  it('asks no question twice', () => {
    expect(ids(pickQuestions([[candidate(1)], [candidate(1), candidate(2)]], 5))).toEqual([1, 2])
  })

  it('holds at most one short answer, unless nothing else is left', () => {
    const shorts = [candidate(1, 'short'), candidate(2, 'short'), candidate(3, 'short')]
    const others = [4, 5, 6, 7].map((id) => candidate(id))
    const kinds = pickQuestions([shorts, others], 5).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'short')).toHaveLength(1)
    expect(pickQuestions([shorts], 5)).toHaveLength(3)
  })

  it('asks for one point once, unless nothing else is left', () => {
    const siblings = [1, 2, 3].map((id) => ({ ...candidate(id), family: 'draft:a' }))
    const others = [4, 5].map((id) => candidate(id))
    expect(ids(pickQuestions([siblings, others], 3))).toEqual([1, 4, 5])
    expect(ids(pickQuestions([siblings, others], 4))).toEqual([1, 4, 5, 2])
  })

  it('leaves what must be typed to the end', () => {
    const mixed = [
      candidate(1, 'short'),
      candidate(2, 'fill-in'),
      candidate(3),
      candidate(4, 'multiple'),
    ]
    expect(pickQuestions([mixed], 5).map(({ kind }) => kind)).toEqual([
      'single',
      'multiple',
      'fill-in',
      'short',
    ])
  })

  it('is smaller where the bank is', () => {
    expect(pickQuestions([[candidate(1)]], 5)).toHaveLength(1)
    expect(pickQuestions([], 5)).toEqual([])
  })
})
