import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

import { canOpenLink, logInByLink, logInByTelegram, logOut, type LoginDeps } from './log-in.ts'
import type { LoginLimit } from './login-limit.ts'
import { keep, localeKept } from './look.ts'
import {
  appPage,
  goneLinkPage,
  linkPage,
  loginPage,
  noRightPage,
  tooFastPage,
} from './pages/login.ts'
import { placeOf } from './place.ts'
import { dropSessionCookie, readSessionCookie, setSessionCookie } from './session-cookie.ts'
import type { PagesEnv } from './visit.ts'

/** The only addresses that change anything are the POSTs here, and each of them only who is logged in. */
export function loginRoutes(deps: LoginDeps, limit: LoginLimit): Hono<PagesEnv> {
  const { settings } = deps
  const routes = new Hono<PagesEnv>()
  const small = bodyLimit({ maxSize: 16_384, onError: (c) => c.text('too big', 413) })

  routes.get('/login', (c) => c.html(loginPage(c.var.look)))
  routes.get('/app', (c) => c.html(appPage(c.var.look)))

  routes.post('/login', sameOrigin, slowly(deps, limit), small, async (c) => {
    const { initData, theme, framed, to } = await readForm(c)
    const login = await logInByTelegram(deps, initData ?? '')
    if (login.kind !== 'in') {
      return c.json({ reason: login.kind === 'no-right' ? 'no-right' : 'refused' }, 403)
    }
    setSessionCookie(c, settings, { key: login.key, framed: framed === '1' })
    if (theme === 'light' || theme === 'dark') keep(c, 'theme', theme)
    if (!localeKept(c)) keep(c, 'lang', login.person.locale)
    return c.json({ to: placeOf(to) })
  })

  // Looking at the link uses nothing up: programs that preview links only look.
  routes.get('/open', slowly(deps, limit), async (c) => {
    const { key = '', to } = c.req.query()
    if (!(await canOpenLink(deps, key))) return c.html(goneLinkPage(c.var.look), 410)
    return c.html(linkPage(c.var.look, { key, to: placeOf(to) }))
  })

  routes.post('/open', sameOrigin, slowly(deps, limit), small, async (c) => {
    const { key, to } = await readForm(c)
    const login = await logInByLink(deps, key ?? '')
    if (login.kind === 'refused') return c.html(goneLinkPage(c.var.look), 410)
    if (login.kind === 'no-right') return c.html(noRightPage(c.var.look), 403)
    setSessionCookie(c, settings, { key: login.key, framed: false })
    return c.redirect(placeOf(to), 303)
  })

  routes.post('/logout', sameOrigin, async (c) => {
    const key = readSessionCookie(c, settings)
    if (key) await logOut(deps, key)
    dropSessionCookie(c, settings)
    return c.redirect('/dashboard/login', 303)
  })
  return routes
}

/** A form that another site sends is no form of these pages. */
const sameOrigin: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return c.text('another site sent this', 403)
  return await next()
}

function slowly({ now }: LoginDeps, limit: LoginLimit): MiddlewareHandler<PagesEnv> {
  return async (c, next) => {
    if (!limit(addressOf(c), now().getTime())) return c.html(tooFastPage(c.var.look), 429)
    return await next()
  }
}

/**
 * Who asks: a proxy near by writes it at the end of its header, and whatever stands before was given to it. From
 * elsewhere the header is only what somebody claims.
 */
function addressOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  const peer = incoming?.socket.remoteAddress ?? ''
  const isNear = nearPeer.test(peer)
  const handedOn = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return isNear && handedOn ? handedOn : peer
}

const nearPeer = /^(::1$|f[cd]|(::ffff:)?(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.)/

async function readForm(c: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()))
}
