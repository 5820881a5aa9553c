import { describe, expect, it } from 'vitest'

import { packPeriod, readPeriod, unpackPeriod } from '../../src/report/period.ts'

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
  ])('%j is understood', (text, date) => {
    expect(readPeriod(text, today)).toEqual(day(date))
  })

  it('gets the week from Monday to today', () => {
    const week = { fromDay: '2026-11-23', toDay: today }
    expect(readPeriod('周', today)).toEqual(week)
    expect(readPeriod('week', today)).toEqual(week)
  })

  it.each(['明天', '2026-02-30', '11', '2026-11'])('is told when %j is no day', (text) => {
    expect(readPeriod(text, today)).toBeNull()
  })
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

  it('of yesterday means the day before the press', () => {
    expect(unpackPeriod('y', '2026-12-01')).toEqual(day('2026-11-30'))
  })

  it('with a broken date leads nowhere', () => {
    expect(unpackPeriod('d20261340', today)).toBeNull()
    expect(unpackPeriod('z', today)).toBeNull()
  })
})
