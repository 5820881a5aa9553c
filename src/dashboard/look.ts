import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

import type { Deps } from '../platform/deps.ts'
import { chosenLocale, localeFor, type Locale } from '../shared/locale.ts'
import { addressOf } from './html.ts'
import type { Look, PagesEnv } from './visit.ts'

/** Seconds: a choice of language or theme is kept for a year. */
const yearSeconds = 365 * 24 * 60 * 60

/**
 * How the page is to look: in the language that was asked for here, before, or by the browser, and in the
 * theme that Telegram named. Neither is a secret, so both are kept by the browser.
 */
export function readLook({ texts }: Pick<Deps, 'texts'>): MiddlewareHandler<PagesEnv> {
  return async (c, next) => {
    const asked = chosenLocale(c.req.query('lang'))
    if (asked) keep(c, 'lang', asked)
    const accepted = c.req.header('accept-language')?.split(',')[0]
    c.set('look', lookOf({ texts }, c, asked ?? localeKept(c) ?? localeFor(accepted)))
    await next()
  }
}

/** The language that this browser was asked to keep. */
export function localeKept(c: Context): Locale | undefined {
  return chosenLocale(c.req.query('lang')) ?? chosenLocale(getCookie(c, 'lang'))
}

export function lookOf({ texts }: Pick<Deps, 'texts'>, c: Context, locale: Locale): Look {
  const theme = getCookie(c, 'theme')
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return {
    locale,
    t: texts(locale),
    theme: theme === 'dark' || theme === 'light' ? theme : null,
    otherLanguage: addressOf(c.req.path, { ...c.req.query(), lang: other }),
    wall: c.req.query('wall') === '1',
  }
}

/** Keeps what Telegram said of its theme and of the person's language. */
export function keep(c: Context, name: 'lang' | 'theme', value: string): void {
  setCookie(c, name, value, {
    path: '/dashboard',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: yearSeconds,
  })
}
