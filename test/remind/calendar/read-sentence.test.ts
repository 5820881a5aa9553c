import { describe, expect, it } from 'vitest'

import { readDaySpan, readSentence } from '../../../src/remind/calendar/read-sentence.ts'

/** A Tuesday. */
const today = '2026-11-24'

/** `11-24 STOPPED, …`, or why the sentence was not taken. */
function read(text: string): string {
  const result = readSentence(text, today)
  if (result.kind !== 'changes') return result.kind
  return result.changes.map(({ day, mode }) => `${day.slice(5)} ${mode ?? 'usual'}`).join(', ')
}

describe('a sentence about the calendar', () => {
  it.each([
    ['即日起停训3天', '11-24 STOPPED, 11-25 STOPPED, 11-26 STOPPED'],
    ['停训到11月26日', '11-24 STOPPED, 11-25 STOPPED, 11-26 STOPPED'],
    ['12月5日照常训练', '12-05 NORMAL'],
    ['12月8日至12月10日只推文章', '12-08 ARTICLE, 12-09 ARTICLE, 12-10 ARTICLE'],
    ['取消12月8日', '12-08 usual'],
    ['12月8日－9日停训（全市大练兵）', '12-08 STOPPED, 12-09 STOPPED'],
    ['停训：12月8日、12月10日', '12-08 STOPPED, 12-10 STOPPED'],
    ['12月5日，12月6日停训；12月7日正常', '12-05 STOPPED, 12-06 STOPPED, 12-07 NORMAL'],
    ['停训12月8日，12月10日', '12-08 STOPPED, 12-10 STOPPED'],
    ['明天不训练', '11-25 STOPPED'],
    ['取消12月8日停训', '12-08 usual'],
    ['1月4日停训', '01-04 STOPPED'],
    ['2026-12-08~2026-12-09 停训', '12-08 STOPPED, 12-09 STOPPED'],
    ['stop training for 2 days from 12/8', '12-08 STOPPED, 12-09 STOPPED'],
    ['12-08 to 12-09 article only', '12-08 ARTICLE, 12-09 ARTICLE'],
    ['cancel 12/8', '12-08 usual'],
  ])('is understood: %s', (text, days) => {
    expect(read(text)).toBe(days)
  })

  it.each([
    ['下个月随便练练', 'unclear'],
    ['停训', 'unclear'],
    ['12月9日', 'unclear'],
    ['12月9日至12月8日停训', 'unclear'],
    ['12月8日停训照常', 'unclear'],
    ['2月30日停训', 'no-such-day'],
    ['11月1日停训', 'past'],
    ['即日起停训500天', 'too-many'],
  ])('is refused with a reason: %s', (text, reason) => {
    expect(read(text)).toBe(reason)
  })

  it('keeps what stands in brackets as the reason', () => {
    const result = readSentence('12月8日停训（全市演练）', today)
    expect(result).toMatchObject({ changes: [{ day: '2026-12-08', note: '全市演练' }] })
  })
})

it('days of a cell are one, or from one to another', () => {
  expect(readDaySpan('2026/12/1', today)).toEqual(['2026-12-01'])
  expect(readDaySpan('12月31日至1月1日', today)).toEqual(['2026-12-31', '2027-01-01'])
  expect(readDaySpan('某日', today)).toBeNull()
})
