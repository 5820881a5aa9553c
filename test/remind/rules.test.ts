import { describe, expect, it } from 'vitest'

import { dueRuns, isTooEarlyToCheck, wentOut } from '../../src/remind/rules.ts'
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
    ['06:49', ['open-day']],
    ['06:50', ['open-day', 'check-morning']],
    ['07:19', ['open-day', 'check-morning']],
    ['07:20', ['open-day', 'check-morning', 'script']],
    ['08:59', ['open-day', 'check-morning', 'script', 'weekly']],
    ['12:00', ['open-day', 'check-morning', 'weekly']],
    ['18:00', ['open-day', 'check-morning']],
    ['19:29', ['open-day', 'check-morning']],
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

describe('the alarm of the morning', () => {
  const openedAt = new Date('2026-11-30T06:40:00+08:00')
  const isTooEarly = (time: string, due: number) =>
    isTooEarlyToCheck({ openedAt, now: new Date(`2026-11-30T${time}:00+08:00`), due })

  it('comes ten minutes after the cards began, however late that was', () => {
    expect(isTooEarly('06:49', 300)).toBe(true)
    expect(isTooEarly('06:50', 300)).toBe(false)
  })

  it('waits for as many cards as Telegram cannot take in ten minutes', () => {
    expect(isTooEarly('06:59', 30_000)).toBe(true)
    expect(isTooEarly('07:00', 30_000)).toBe(false)
  })

  it('comes when fewer than 95 of 100 are out', () => {
    expect(wentOut({ due: 100, sent: 95 })).toBe(true)
    expect(wentOut({ due: 100, sent: 94 })).toBe(false)
    expect(wentOut({ due: 0, sent: 0 })).toBe(true)
  })
})
