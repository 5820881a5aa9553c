import { describe, expect, it } from 'vitest'

import { parseLeave } from '../../src/people/parse-leave.ts'

const today = '2026-11-24'

describe('days typed after /leave', () => {
  it.each([
    ['假 2026-11-25 2026-11-27', 'LEAVE', '2026-11-25', '2026-11-27'],
    ['11-25 11-27', 'LEAVE', '2026-11-25', '2026-11-27'],
    ['值班 11月25日', 'DUTY_SHIFT', '2026-11-25', '2026-11-25'],
    ['培训 11月25日至11月27日', 'COURSE', '2026-11-25', '2026-11-27'],
    ['年假 11月25-27日', 'LEAVE', '2026-11-25', '2026-11-27'],
    ['25日到27日', 'LEAVE', '2026-11-25', '2026-11-27'],
    ['假 ２０２６．１１．２５', 'LEAVE', '2026-11-25', '2026-11-25'],
    ['11/25—11/27 学习', 'COURSE', '2026-11-25', '2026-11-27'],
    ['假 12-30 1-2', 'LEAVE', '2026-12-30', '2027-01-02'],
    ['假 1月2日', 'LEAVE', '2027-01-02', '2027-01-02'],
    ['假 11-20', 'LEAVE', '2026-11-20', '2026-11-20'],
    ['30日至2日', 'LEAVE', '2026-11-30', '2026-12-02'],
    ['今天', 'LEAVE', '2026-11-24', '2026-11-24'],
    ['值班 明天', 'DUTY_SHIFT', '2026-11-25', '2026-11-25'],
    ['假 今天起3天', 'LEAVE', '2026-11-24', '2026-11-26'],
    ['培训 11-30 起 5 天', 'COURSE', '2026-11-30', '2026-12-04'],
    ['假 2天', 'LEAVE', '2026-11-24', '2026-11-25'],
    ['course from tomorrow, 2 days', 'COURSE', '2026-11-25', '2026-11-26'],
  ])('%s is understood', (text, absence, fromDay, toDay) => {
    expect(parseLeave(text, today)).toEqual({ kind: 'days', absence, fromDay, toDay })
  })

  it.each([
    ['', null],
    ['值班', 'DUTY_SHIFT'],
  ])('%s leaves the days open', (text, absence) => {
    expect(parseLeave(text, today)).toEqual({ kind: 'no-days', absence })
  })

  it.each(['11-25 11-26 11-27', '11-25 取消', '家里有事', '0天', '11-25 11-27 3天', '20261125'])(
    '%s is said to be unclear',
    (text) => {
      expect(parseLeave(text, today)).toEqual({ kind: 'unclear' })
    },
  )

  it.each([
    ['2026-02-30', '2026-02-30'],
    ['假 13月1日', '13月1日'],
    ['假 11-25 11-31', '11-31'],
  ])('%s names a day that does not exist', (text, bad) => {
    expect(parseLeave(text, today)).toEqual({ kind: 'no-such-day', text: bad })
  })
})
