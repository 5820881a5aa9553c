import { describe, expect, it } from 'vitest'

import { packPeriod, periodBefore, readPeriod, unpackPeriod } from '../../src/report/period.ts'

const today = '2026-11-25'
const day = (date: string) => ({ fromDay: date, toDay: date })

describe('a leader who types a day', () => {
  it.each([
    ['', today],
    ['今天', today],
    ['昨天', '2026-11-24'],
    ['Yesterday', '2026-11-24'],
    ['2026-11-20', '2026-11-20'],
    ['2026/3/5', '2026-03-05'],
    ['2026年11月2日', '2026-11-02'],
    ['20261102', '2026-11-02'],
    ['11月2日', '2026-11-02'],
    ['12月2日', '2025-12-02'],
  ])('%j is understood', (text, date) => {
    expect(readPeriod(text, today)).toEqual(day(date))
  })

  it('gets the week from Monday to today', () => {
    const week = { fromDay: '2026-11-23', toDay: today }
    expect(readPeriod('周', today)).toEqual(week)
    expect(readPeriod('week', today)).toEqual(week)
  })

  it.each(['上周', 'last week'])('gets the whole week before with %j', (text) => {
    expect(readPeriod(text, today)).toEqual({ fromDay: '2026-11-16', toDay: '2026-11-22' })
  })

  it.each([
    ['月', '2026-11-01', today],
    ['本月', '2026-11-01', today],
    ['month', '2026-11-01', today],
    ['2026-11', '2026-11-01', today],
    ['上月', '2026-10-01', '2026-10-31'],
    ['last month', '2026-10-01', '2026-10-31'],
    ['2026-10', '2026-10-01', '2026-10-31'],
    ['2026年2月', '2026-02-01', '2026-02-28'],
    ['2024/2', '2024-02-01', '2024-02-29'],
    ['10月', '2026-10-01', '2026-10-31'],
    ['11月', '2026-11-01', today],
    ['12月', '2025-12-01', '2025-12-31'],
    ['2026-12', '2026-12-01', '2026-12-31'],
  ])('gets the month from its first day to its last or today with %j', (text, fromDay, toDay) => {
    expect(readPeriod(text, today)).toEqual({ fromDay, toDay })
  })

  it.each(['明天', '2026-02-30', '11', '2026-13', '2026年', '月月', '13月', '2月30日'])(
    'is told when %j is no day',
    (text) => {
      expect(readPeriod(text, today)).toBeNull()
    },
  )
})

describe('a button', () => {
  it('of a day leads to that day, whenever it is pressed', () => {
    expect(unpackPeriod(packPeriod(day('2026-11-20')), today)).toEqual(day('2026-11-20'))
  })

  it('of a week leads to the whole week once it is over', () => {
    const code = packPeriod({ fromDay: '2026-11-23', toDay: today })
    expect(unpackPeriod(code, '2026-12-03')).toEqual({
      fromDay: '2026-11-23',
      toDay: '2026-11-29',
    })
  })

  it('of a month leads to the whole month once it is over', () => {
    const code = packPeriod({ fromDay: '2026-11-01', toDay: today })
    expect(code).toBe('m20261101')
    expect(unpackPeriod(code, '2026-12-03')).toEqual({
      fromDay: '2026-11-01',
      toDay: '2026-11-30',
    })
    expect(unpackPeriod('m', today)).toEqual({ fromDay: '2026-11-01', toDay: today })
  })

  it('leads back from a week or a month to the one before', () => {
    const week = { fromDay: '2026-11-23', toDay: today }
    expect(periodBefore(week)).toEqual({ fromDay: '2026-11-16', toDay: '2026-11-22' })
    const january = { fromDay: '2027-01-01', toDay: '2027-01-31' }
    expect(periodBefore(january)).toEqual({ fromDay: '2026-12-01', toDay: '2026-12-31' })
    // A month that begins on a Monday and is longer than a week is a month.
    const june = { fromDay: '2026-06-01', toDay: '2026-06-30' }
    expect(unpackPeriod(packPeriod(june), today)).toEqual(june)
    expect(periodBefore(june)).toEqual({ fromDay: '2026-05-01', toDay: '2026-05-31' })
  })

  it('of yesterday means the day before the press', () => {
    expect(unpackPeriod('y', '2026-12-01')).toEqual(day('2026-11-30'))
  })

  it('with a broken date leads nowhere', () => {
    expect(unpackPeriod('d20261340', today)).toBeNull()
    expect(unpackPeriod('z', today)).toBeNull()
  })
})
