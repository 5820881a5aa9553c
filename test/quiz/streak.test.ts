import { describe, expect, it } from 'vitest'

import { streakOf, type DutyOfDay } from '../../src/quiz/streak.ts'
import { themeOf } from '../../src/quiz/theme.ts'
import { addDays } from '../../src/shared/day.ts'

const days = (...states: DutyOfDay['state'][]): DutyOfDay[] =>
  states.map((state, back) => ({ day: addDays('2026-11-30', -back), state }))

describe('an officer’s streak', () => {
  it('counts finished days back to the last one missed', () => {
    expect(streakOf(days('DONE', 'MADE_UP', 'DONE', 'MISSED', 'DONE'))).toBe(3)
  })

  it('is neither broken nor lengthened by a day excused', () => {
    expect(streakOf(days('DONE', 'EXCUSED', 'DONE'))).toBe(2)
  })

  it('is not broken by the day that is still open', () => {
    expect(streakOf(days('DUE', 'DONE', 'DONE'))).toBe(2)
  })
})

describe('the theme of the day', () => {
  const topics = ['甲', '乙', '丙'].map((topic) => ({ topic, questions: 5 }))

  it('lets every topic have its turn', () => {
    const themes = [0, 1, 2].map((after) => themeOf(addDays('2026-11-30', after), topics))
    expect(themes.sort()).toEqual(['丙', '乙', '甲'].sort())
  })

  it('passes over topics with hardly any question, and does without where there is none', () => {
    expect(themeOf('2026-11-30', [{ topic: '甲', questions: 1 }])).toBeNull()
    expect(themeOf('2026-11-30', [])).toBeNull()
  })
})
