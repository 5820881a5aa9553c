import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

import type { Settings } from '../shared/settings.ts'
import { sessionSeconds } from './log-in.ts'

type CookieSettings = Pick<Settings, 'web'>

/** Browsers accept the long name only by https, for this host alone. */
function nameOf(settings: CookieSettings): string {
  return isHttps(settings) ? '__Host-chenxun' : 'chenxun'
}

function isHttps({ web }: CookieSettings): boolean {
  return web?.publicUrl.startsWith('https:') ?? false
}

export function readSessionCookie(c: Context, settings: CookieSettings): string | undefined {
  return getCookie(c, nameOf(settings))
}

/**
 * Gives the browser the key of its session. `framed`: inside Telegram's web client a strict cookie would never
 * be sent, so there it belongs to that frame alone.
 */
export function setSessionCookie(
  c: Context,
  settings: CookieSettings,
  { key, framed }: { key: string; framed: boolean },
): void {
  const common = { path: '/', httpOnly: true, maxAge: sessionSeconds } as const
  const name = nameOf(settings)
  if (!isHttps(settings)) return setCookie(c, name, key, { ...common, sameSite: 'Strict' })
  const secure = { ...common, secure: true } as const
  if (framed) setCookie(c, name, key, { ...secure, sameSite: 'None', partitioned: true })
  else setCookie(c, name, key, { ...secure, sameSite: 'Strict' })
}

export function dropSessionCookie(c: Context, settings: CookieSettings): void {
  deleteCookie(c, nameOf(settings), { path: '/', secure: isHttps(settings) })
}
