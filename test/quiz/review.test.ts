import { describe, expect, it } from 'vitest'

import { reviewed } from '../../src/quiz/review.ts'
import { daysBetween } from '../../src/shared/day.ts'

describe('spaced repetition', () => {
  it('asks again within days after a wrong answer and later after a right one', () => {
    const wrong = reviewed(null, { isRight: false }, '2026-11-30')
    const right = reviewed(null, { isRight: true }, '2026-11-30')
    expect(daysBetween('2026-11-30', wrong.dueDay)).toBeLessThanOrEqual(2)
    expect(daysBetween('2026-11-30', right.dueDay)).toBeGreaterThanOrEqual(2)
  })

  it('waits longer after each right answer given when it was due, and starts over after a wrong one', () => {
    let day = '2026-11-30'
    let review = reviewed(null, { isRight: true }, day)
    let last = 0
    for (let times = 0; times < 4; times++) {
      const interval = daysBetween(day, review.dueDay)
      expect(interval).toBeGreaterThan(last)
      last = interval
      day = review.dueDay
      review = reviewed(review.card, { isRight: true }, day)
    }
    const forgotten = reviewed(review.card, { isRight: false }, review.dueDay)
    expect(daysBetween(review.dueDay, forgotten.dueDay)).toBeLessThan(last)
  })

  it('asks sooner after a right answer that was not sure; a wrong one counts the same, sure or not', () => {
    const due = (isRight: boolean, sure: boolean | null) => {
      const first = reviewed(null, { isRight: true, sure: true }, '2026-11-30')
      const next = reviewed(first.card, { isRight, sure }, first.dueDay)
      return daysBetween(first.dueDay, next.dueDay)
    }
    expect(due(true, false)).toBeLessThan(due(true, true))
    expect(due(true, null)).toBe(due(true, true))
    expect(due(false, true)).toBe(due(false, null))
    expect(due(false, true)).toBeLessThan(due(true, false))
  })

  it('never is due on the same day and never after more than half a year', () => {
    let review = reviewed(null, { isRight: true }, '2026-01-01')
    for (let times = 0; times < 20; times++) {
      const day = review.dueDay
      review = reviewed(review.card, { isRight: true }, day)
      expect(daysBetween(day, review.dueDay)).toBeGreaterThanOrEqual(1)
      expect(daysBetween(day, review.dueDay)).toBeLessThanOrEqual(183)
    }
  })
})
