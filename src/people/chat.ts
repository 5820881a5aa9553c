import { randomBytes } from 'node:crypto'

import { Composer } from 'grammy'

import type { Deps } from '../platform/deps.ts'
import { replace, reply, type BotContext } from '../platform/telegram-context.ts'
import { dayIn, isDay } from '../shared/day.ts'
import { locales } from '../shared/locale.ts'
import { isStranger } from '../shared/person.ts'
import type { Screen } from '../shared/screen.ts'
import type { Settings } from '../shared/settings.ts'
import { absenceKinds, type AbsenceKind, type Days } from './absences.ts'
import { bindOfficer, type BindDeps } from './bind-officer.ts'
import { issueCodes, writeCodes } from './binding-codes.ts'
import { cancelLeave, listAbsences } from './cancel-leave.ts'
import { chooseLocale } from './choose-locale.ts'
import { cancelRoster, confirmRoster } from './confirm-roster.ts'
import { identify } from './identify.ts'
import { lookUpOfficer } from './look-up-officer.ts'
import { parseLeave } from './parse-leave.ts'
import { reviewRoster } from './preview-roster.ts'
import {
  changesListScreen,
  codesAgainScreen,
  codesScreen,
  confirmationScreen,
  officerScreen,
  oneCodeScreen,
  rosterHowScreen,
  rosterScreen,
} from './roster-screens.ts'
import {
  bindingScreen,
  leaveCancelledText,
  leaveDaysScreen,
  leaveScreen,
  leaveTakenText,
  settingsScreen,
  strangerScreen,
  welcomeScreen,
} from './screens.ts'
import { countOfficers } from './store.ts'
import { takeLeave, type AbsenceDeps } from './take-leave.ts'

export { strangerScreen } from './screens.ts'

type ChatDeps = Pick<Deps, 'db' | 'now' | 'texts' | 'telegram'> & {
  settings: Pick<Settings, 'adminIds' | 'timeZone'>
}
type PeopleDeps = ChatDeps & Pick<AbsenceDeps, 'absenceChanged'>

/** /start, the only thing a stranger can do: with a code it binds, without one it greets. */
export function startChat(deps: ChatDeps & Pick<BindDeps, 'warnOfGuesses'>): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.command('start', async (ctx) => {
    const code = ctx.match.trim()
    if (code === '') {
      const known = !isStranger(ctx.person)
      const greeting = known ? welcomeScreen(ctx.t, ctx.person) : strangerScreen(ctx.t)
      return void (await reply(ctx, deps.telegram, greeting))
    }
    const { telegramId } = ctx.person
    const binding = await bindOfficer(deps, { telegramId, code })
    const languageCode = ctx.from?.language_code
    const person = await identify(deps, { telegramId, languageCode })
    const t = deps.texts(person.locale)
    await reply(ctx, deps.telegram, bindingScreen(t, binding, person))
  })
  return chat
}

/** /leave and /settings, for everybody the bot knows. */
export function peopleChat(deps: PeopleDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.command('leave', async (ctx) => {
    const { officer } = ctx.person
    if (!officer) {
      return void (await reply(ctx, deps.telegram, { text: ctx.t('people-only-officers') }))
    }
    await reply(ctx, deps.telegram, await readLeave(deps, ctx, ctx.match))
  })
  chat.filter(({ person }) => person.officer !== null).use(leaveButtons(deps))

  chat.command('settings', async (ctx) => {
    await reply(ctx, deps.telegram, settingsScreen(ctx.t, ctx.person))
  })
  chat.callbackQuery(/^pp:locale:(.+)$/, async (ctx, next) => {
    const locale = locales.find((one) => one === ctx.match[1])
    if (!locale || !ctx.person.officer) return await next()
    acknowledge(ctx)
    await chooseLocale(deps, { officerId: ctx.person.officer.id, locale })
    const person = { ...ctx.person, locale }
    await replace(ctx, deps.telegram, settingsScreen(deps.texts(locale), person))
  })
  return chat
}

function leaveButtons(deps: PeopleDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.callbackQuery('pp:leave', async (ctx) => {
    acknowledge(ctx)
    await replace(ctx, deps.telegram, await leaveNow(deps, ctx))
  })
  chat.callbackQuery(/^pp:leave:(\w+)$/, async (ctx, next) => {
    const kind = readKind(ctx.match[1])
    if (!kind) return await next()
    acknowledge(ctx)
    await replace(ctx, deps.telegram, leaveDaysScreen(ctx.t, kind, today(deps)))
  })
  chat.callbackQuery(/^pp:leave:(\w+):(\d{4}-\d\d-\d\d):(\d{4}-\d\d-\d\d)$/, async (ctx, next) => {
    const [, name, fromDay = '', toDay = ''] = ctx.match
    const kind = readKind(name)
    if (!kind || !isDay(fromDay) || !isDay(toDay)) return await next()
    acknowledge(ctx)
    await replace(ctx, deps.telegram, await take(deps, ctx, { kind, fromDay, toDay }))
  })
  chat.callbackQuery(/^pp:leave-off:(\d{1,9})$/, async (ctx) => {
    acknowledge(ctx)
    const officerId = officerOf(ctx)
    const cancelled = await cancelLeave(deps, { officerId, absenceId: Number(ctx.match[1]) })
    const notice = leaveCancelledText(ctx.t, cancelled)
    await replace(ctx, deps.telegram, await leaveNow(deps, ctx, notice))
  })
  return chat
}

async function readLeave(deps: PeopleDeps, ctx: BotContext, words: string): Promise<Screen> {
  const { t } = ctx
  const read = parseLeave(words, today(deps))
  switch (read.kind) {
    case 'days': {
      const { absence: kind, fromDay, toDay } = read
      return await take(deps, ctx, { kind, fromDay, toDay })
    }
    case 'no-days':
      return read.absence
        ? leaveDaysScreen(t, read.absence, today(deps))
        : await leaveNow(deps, ctx)
    case 'no-such-day':
      return await leaveNow(deps, ctx, t('people-leave-no-such-day', { text: read.text }))
    case 'unclear':
      return await leaveNow(deps, ctx, t('people-leave-unclear'))
  }
}

async function take(
  deps: PeopleDeps,
  ctx: BotContext,
  asked: { kind: AbsenceKind } & Days,
): Promise<Screen> {
  const taken = await takeLeave(deps, { officerId: officerOf(ctx), ...asked })
  return await leaveNow(deps, ctx, leaveTakenText(ctx.t, taken))
}

async function leaveNow(deps: PeopleDeps, ctx: BotContext, notice?: string): Promise<Screen> {
  const about = { officerId: officerOf(ctx), today: today(deps) }
  return leaveScreen(ctx.t, await listAbsences(deps, about), notice)
}

/** /roster and its buttons, and the decision about a previewed roster: for admins. */
export function rosterChat(deps: ChatDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  const count = () => countOfficers(deps.db, deps.now())

  chat.command('roster', async (ctx) => {
    const badge = ctx.match.trim().toUpperCase()
    await reply(ctx, deps.telegram, badge ? await oneOfficer(ctx, badge) : await overview(ctx))
  })
  chat.callbackQuery('pp:roster', async (ctx) => {
    acknowledge(ctx)
    await replace(ctx, deps.telegram, await overview(ctx))
  })
  chat.callbackQuery('pp:roster:how', async (ctx) => {
    acknowledge(ctx)
    await replace(ctx, deps.telegram, rosterHowScreen(ctx.t))
  })
  chat.callbackQuery('pp:roster:codes', async (ctx) => {
    acknowledge(ctx)
    const counts = await count()
    if (counts.invited === 0) return await sendCodes(ctx)
    await replace(ctx, deps.telegram, codesAgainScreen(ctx.t, counts))
  })
  chat.callbackQuery('pp:roster:codes-anyway', async (ctx) => {
    acknowledge(ctx)
    await replace(ctx, deps.telegram, await overview(ctx))
    await sendCodes(ctx)
  })
  chat.callbackQuery(/^pp:roster:code:(\d{1,9})$/, async (ctx) => {
    acknowledge(ctx)
    const [code] = await issue(ctx, [Number(ctx.match[1])])
    const screen = code ? oneCodeScreen(ctx.t, code) : { text: ctx.t('people-officer-inactive') }
    await reply(ctx, deps.telegram, screen)
  })
  chat.use(importButtons(deps))

  async function overview(ctx: BotContext): Promise<Screen> {
    return rosterScreen(ctx.t, await count())
  }

  async function oneOfficer(ctx: BotContext, badge: string): Promise<Screen> {
    const officer = await lookUpOfficer(deps, { badge, by: ctx.person.telegramId })
    return officer ? officerScreen(ctx.t, officer) : { text: ctx.t('people-officer-unknown') }
  }

  function issue(ctx: BotContext, officers: number[] | 'unbound') {
    const botUsername = ctx.me.username
    const by = ctx.person.telegramId
    return issueCodes({ ...deps, randomBytes, botUsername }, { officers, by })
  }

  async function sendCodes(ctx: BotContext): Promise<void> {
    const codes = await issue(ctx, 'unbound')
    const file = { csv: writeCodes(codes, ctx.t), count: codes.length }
    const screen =
      codes.length > 0 ? codesScreen(ctx.t, file) : { text: ctx.t('people-codes-none') }
    await reply(ctx, deps.telegram, screen)
  }

  return chat
}

function importButtons(deps: ChatDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.callbackQuery(/^pp:import:yes:(\d{1,9})$/, async (ctx) => {
    acknowledge(ctx)
    const by = ctx.person.telegramId
    const result = await confirmRoster(deps, { importId: Number(ctx.match[1]), by })
    const counts = await countOfficers(deps.db, deps.now())
    await replace(ctx, deps.telegram, confirmationScreen(ctx.t, result, counts))
  })
  chat.callbackQuery(/^pp:import:no:(\d{1,9})$/, async (ctx) => {
    acknowledge(ctx)
    const cancelled = await cancelRoster(deps, Number(ctx.match[1]))
    const text = ctx.t(cancelled ? 'people-import-dropped' : 'people-import-settled')
    await replace(ctx, deps.telegram, { text })
  })
  chat.callbackQuery(/^pp:import:list:(\d{1,9})$/, async (ctx) => {
    acknowledge(ctx)
    const review = await reviewRoster(deps, Number(ctx.match[1]))
    const screen = review
      ? changesListScreen(ctx.t, review.changes)
      : { text: ctx.t('people-import-settled') }
    await reply(ctx, deps.telegram, screen)
  })
  return chat
}

function readKind(text: string | undefined): AbsenceKind | undefined {
  return absenceKinds.find((kind) => kind === text)
}

function today({ now, settings }: Pick<ChatDeps, 'now' | 'settings'>): string {
  return dayIn(settings.timeZone, now())
}

function officerOf({ person }: BotContext): number {
  if (!person.officer) throw new Error('only officers come here')
  return person.officer.id
}

/** Stops the button's spinner; the press counts whether Telegram takes this or not. */
function acknowledge(ctx: BotContext): void {
  void ctx.answerCallbackQuery().catch(() => {})
}
