import { describe, expect, it } from 'vitest'

import { bigramOverlap, builtIn, markedAnswers, measure } from '../../bench/grading.ts'
import { sharedData } from '../support/shared-data.ts'

const sets = markedAnswers()

describe('marks beside people’s marks', () => {
  it.each(['tuning', 'untouched'])('agree on the %s answers of this project', (name) => {
    const questions = sets[name] ?? []
    const { kappa, f1, injectionGain } = measure(questions, builtIn)
    expect(questions.flatMap(({ answers }) => answers).length).toBeGreaterThanOrEqual(80)
    expect(kappa).toBeGreaterThan(0.93)
    expect(f1).toBeGreaterThan(0.94)
    expect(injectionGain).toBe(0)
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
