import { describe, expect, it } from 'vitest'

import { bigramOverlap, builtIn, markedAnswers, measure } from '../../bench/grading.ts'
import { markBuiltIn } from '../../src/grade/built-in.ts'
import { sharedData } from '../support/shared-data.ts'

const sets = markedAnswers()

describe('marks beside people’s marks', () => {
  it.each([
    ['tuning', 0.97, 0.97],
    ['untouched', 0.9, 0.92],
  ])('agree on the %s answers of this project', (name, leastKappa, leastF1) => {
    const questions = sets[name] ?? []
    const { kappa, f1, injectionGain } = measure(questions, builtIn)
    expect(questions.flatMap(({ answers }) => answers).length).toBeGreaterThanOrEqual(80)
    expect(kappa).toBeGreaterThan(leastKappa)
    expect(f1).toBeGreaterThan(leastF1)
    expect(injectionGain).toBe(0)
  })

  it('always give a point to its own words', () => {
    for (const { question, points } of Object.values(sets).flat()) {
      const answer = points.map(({ text }) => text).join('；')
      const mark = markBuiltIn({ question, points, answer })
      expect({ answer, score: mark.score }).toEqual({ answer, score: mark.max })
    }
  })

  it('are far closer to people than shared characters are', () => {
    const questions = sets['untouched'] ?? []
    const naive = measure(questions, bigramOverlap)
    expect(measure(questions, builtIn).f1).toBeGreaterThan(naive.f1 + 0.3)
  })

  it('still mean something where a rubric has no words to look for', () => {
    const bare = (sets['tuning'] ?? []).map((question) => ({
      ...question,
      points: question.points.map((point) => ({ ...point, keywords: [], quantities: [] })),
    }))
    const { f1, kappa } = measure(bare, builtIn)
    expect(f1).toBeGreaterThan(0.7)
    expect(kappa).toBeGreaterThan(0.6)
  })
})

describe.skipIf(!sharedData('grading'))('marks beside the real marked answers', () => {
  it('agree, and an instruction in an answer gains nothing', () => {
    const { kappa, f1, injectionGain } = measure(sets['shared'] ?? [], builtIn)
    expect(kappa).toBeGreaterThan(0.95)
    expect(f1).toBeGreaterThan(0.95)
    expect(injectionGain).toBe(0)
  })
})
