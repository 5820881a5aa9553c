import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  addDays,
  clockIn,
  dayIn,
  daysBetween,
  instantOf,
  isDay,
  weekday,
} from '../../src/shared/day.ts'

describe('a day', () => {
  it('is today’s at 06:40 in Shanghai, when UTC is still in yesterday', () => {
    const morning = new Date('2026-11-24T22:40:00Z')
    expect(dayIn('Asia/Shanghai', morning)).toBe('2026-11-25')
    expect(clockIn('Asia/Shanghai', morning)).toBe('06:40')
  })

  it('and a clock time give the instant at which clocks there show it', () => {
    expect(instantOf('Asia/Shanghai', '2026-11-25', '06:40').toISOString()).toBe(
      '2026-11-24T22:40:00.000Z',
    )
    expect(instantOf('Europe/Kyiv', '2027-03-27', '06:40').toISOString()).toBe(
      '2027-03-27T04:40:00.000Z',
    )
    expect(instantOf('Europe/Kyiv', '2027-03-29', '06:40').toISOString()).toBe(
      '2027-03-29T03:40:00.000Z',
    )
  })

  it('is an hour later where clocks skip it, be it midnight itself', () => {
    const skipped = [
      ['America/New_York', '2026-03-08', '02:30', '03:30'],
      ['Africa/Cairo', '2028-04-28', '00:00', '01:00'],
    ] as const
    for (const [zone, day, asked, shown] of skipped) {
      const at = instantOf(zone, day, asked)
      expect([dayIn(zone, at), clockIn(zone, at)]).toEqual([day, shown])
    }
  })

  it('comes back from its instant in every zone, also across daylight saving', () => {
    const zones = [
      'Asia/Shanghai',
      'Europe/Kyiv',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 3000 }), (zone, after) => {
        const day = addDays('2024-01-01', after)
        const at = instantOf(zone, day, '06:40')
        expect([dayIn(zone, at), clockIn(zone, at)]).toEqual([day, '06:40'])
      }),
    )
  })

  it('is counted from and to over months and leap years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2026-11-24', '2026-12-01')).toBe(7)
    expect(weekday('2026-11-29')).toBe(7)
  })

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', 'gestern'])('is not %s', (text) => {
    expect(isDay(text)).toBe(false)
  })
})
