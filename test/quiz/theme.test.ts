import { describe, expect, it } from 'vitest'

import { themeOf } from '../../src/quiz/theme.ts'
import { addDays } from '../../src/shared/day.ts'

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
