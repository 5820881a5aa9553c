import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'

import { openLoginLimit } from '../../src/dashboard/login-limit.ts'
import { setSessionCookie } from '../../src/dashboard/session-cookie.ts'
import { readSpan, spanBefore } from '../../src/dashboard/span.ts'
import { sheetOf, tableHtml } from '../../src/dashboard/table.ts'

describe('the cookie of a session', () => {
  async function cookieOf(publicUrl: string, framed: boolean): Promise<string> {
    const web = new Hono()
    web.get('/', (c) => {
      setSessionCookie(c, { web: { publicUrl, secret: '' } }, { key: 'k', framed })
      return c.text('')
    })
    return (await web.request('/')).headers.get('set-cookie') ?? ''
  }

  it('is strict, and by https for this host alone', async () => {
    expect(await cookieOf('https://bot.example.com', false)).toBe(
      '__Host-chenxun=k; Max-Age=7200; Path=/; HttpOnly; Secure; SameSite=Strict',
    )
  })

  it('belongs to the frame of Telegram’s web client where it is opened there', async () => {
    expect(await cookieOf('https://bot.example.com', true)).toBe(
      '__Host-chenxun=k; Max-Age=7200; Path=/; HttpOnly; Secure; SameSite=None; Partitioned',
    )
  })
})

it('a login is looked at again once its address has waited', () => {
  const admit = openLoginLimit()
  const answers = Array.from({ length: 41 }, () => admit('203.0.113.9', 0))
  expect(answers.indexOf(false)).toBe(40)
  expect(admit('203.0.113.8', 0)).toBe(true)
  expect(admit('203.0.113.9', 1_500)).toBe(true)
})

describe('the days of a page', () => {
  const today = '2026-11-25'
  const days = (from: string, to: string) => readSpan({ from, to }, { today, days: 1 })

  it.each([
    ['', '', today, today],
    ['2026-11-23', '2026-11-24', '2026-11-23', '2026-11-24'],
    ['2026-11-24', '2026-11-23', '2026-11-23', '2026-11-24'],
    ['2026-11-23', '', '2026-11-23', '2026-11-23'],
    ['2026-02-30', 'x', today, today],
    ['1990-01-01', '2026-11-25', '2025-11-25', '2026-11-25'],
  ])('are read from %j to %j', (from, to, fromDay, toDay) => {
    expect(days(from, to)).toEqual({ fromDay, toDay })
  })

  it.each([
    [days('2026-11-25', '2026-11-25'), '2026-11-24', '2026-11-24'],
    [days('2026-11-23', '2026-11-25'), '2026-11-16', '2026-11-22'],
    [days('2026-11-01', '2026-11-25'), '2026-10-01', '2026-10-31'],
    [days('2026-11-03', '2026-11-12'), '2026-10-24', '2026-11-02'],
  ])('before %j are of the same kind', (span, fromDay, toDay) => {
    expect(spanBefore(span)).toEqual({ fromDay, toDay })
  })
})

describe('a table', () => {
  const table = {
    caption: '数字',
    columns: [
      { label: '单位', kind: 'text' as const },
      { label: '率', kind: 'percent' as const },
    ],
    rows: [
      [{ value: '<b>"县"</b>', href: '/x?a=1&b=2' }, 0.9999],
      ['乡', null],
    ],
  }

  it('is the same on a page and in a workbook, and rounds nothing up to 100', async () => {
    const page = String(await tableHtml(table))
    expect(page).toContain('99.9%')
    expect(page).toContain('<a href="/x?a=1&amp;b=2">&lt;b&gt;&quot;县&quot;&lt;/b&gt;</a>')
    expect(page).toMatch(/<th scope="row"[^>]*>\s*乡/)
    expect(sheetOf(table).rows).toEqual([
      ['<b>"县"</b>', { percent: 0.999 }],
      ['乡', null],
    ])
  })
})
