import { describe, expect, it } from 'vitest'

import { dueRuns } from '../../src/remind/rules.ts'
import { instantOf } from '../../src/shared/day.ts'

const settings = {
  timeZone: 'Asia/Shanghai',
  morningAt: '06:40',
  nudgeAt: '19:30',
  summaryAt: '20:30',
}
const at = (clock: string) => dueRuns(settings, instantOf('Asia/Shanghai', '2026-11-30', clock))

describe('what the clock asks for', () => {
  it.each([
    ['06:39', []],
    ['06:40', ['open-day']],
    ['12:00', ['open-day']],
    ['19:29', ['open-day']],
    ['19:30', ['nudge']],
    ['20:30', ['nudge', 'summary']],
    ['21:59', ['nudge', 'summary']],
    ['22:00', ['summary']],
    ['23:59', ['summary']],
    ['00:00', []],
  ])('is at %s: %j', (clock, runs) => {
    expect(at(clock)).toEqual(runs)
  })
})
