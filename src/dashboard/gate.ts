/** Who may see which page: decided here and nowhere else, from the rights in the database at this very request. */

import type { MiddlewareHandler } from 'hono'

import { audit } from '../platform/audit.ts'
import type { Deps } from '../platform/deps.ts'
import { findUnitUnder } from '../report/store.ts'
import { unitWithinReach } from '../report/view-unit.ts'
import { dayIn } from '../shared/day.ts'
import type { Person } from '../shared/person.ts'
import { findVisitor, type LoginDeps } from './log-in.ts'
import { localeKept, lookOf } from './look.ts'
import { findOfficer } from './officer-store.ts'
import { refusedPage } from './pages/login.ts'
import { readSessionCookie } from './session-cookie.ts'
import { readSpan } from './span.ts'
import type { PagesEnv } from './visit.ts'

/** Weak points are told over four weeks where nobody asks otherwise. */
const topicDays = 28

/** Lets in who has logged in and still holds a right. */
export function whoHasLoggedIn(deps: LoginDeps & Pick<Deps, 'texts'>): MiddlewareHandler<PagesEnv> {
  return async (c, next) => {
    const key = readSessionCookie(c, deps.settings)
    const person = key ? await findVisitor(deps, key) : null
    if (!person) return c.redirect('/dashboard/login', 303)
    const look = lookOf(deps, c, localeKept(c) ?? person.locale)
    c.set('look', look)
    c.set('visit', { look, person })
    return await next()
  }
}

/** Lets in whoever the rule is true of. */
export function whoMay(rule: (person: Person) => boolean): MiddlewareHandler<PagesEnv> {
  return async (c, next) => {
    if (!rule(c.var.visit.person)) return c.html(refusedPage(c.var.look), 403)
    return await next()
  }
}

/** Lets in who may see the unit of the address, by the rule of the chat; a refusal is recorded. */
export function whoReachesUnit(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
): MiddlewareHandler<PagesEnv> {
  return async (c, next) => {
    const { person } = c.var.visit
    const unit = await unitWithinReach(deps, person, numberOf(c.req.param('unit')))
    if (!unit) return c.html(refusedPage(c.var.look), 403)
    const { parentId, ...found } = unit
    const roots = person.isAdmin ? 'all' : person.leads.map(({ id }) => id)
    const up = parentId === null ? null : await findUnitUnder(deps.db, parentId, roots)
    const today = dayIn(deps.settings.timeZone, deps.now())
    // The weak points of a single day are chance.
    const days = c.req.path.includes('/topics') ? topicDays : 1
    c.set('place', { unit: found, up, span: readSpan(c.req.query(), { today, days }), today })
    return await next()
  }
}

/** Lets in the leader of the officer's own unit, and admins. The look is recorded, and so is a refusal. */
export function whoMayKnowOfficer(deps: Pick<Deps, 'db' | 'now'>): MiddlewareHandler<PagesEnv> {
  return async (c, next) => {
    const { person } = c.var.visit
    const officerId = numberOf(c.req.param('officer'))
    const officer = await findOfficer(deps.db, officerId)
    const isTheirs = person.leads.some(({ id }) => id === officer?.unit.id)
    const mayKnow = officer !== null && (isTheirs || person.isAdmin)
    await audit(deps.db, {
      at: deps.now(),
      actor: person.telegramId,
      act: mayKnow ? 'see-officer' : 'refuse-officer',
      object: `officer:${officerId}`,
    })
    if (!mayKnow) return c.html(refusedPage(c.var.look), 403)
    c.set('officer', officer)
    return await next()
  }
}

/** A number in an address; 0, which nothing has, for anything else. */
export function numberOf(text: string | undefined): number {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0
}
