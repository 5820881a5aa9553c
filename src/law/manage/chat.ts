import { Composer } from 'grammy'

import { findAsked, saveAsked } from '../../platform/asked.ts'
import type { Deps } from '../../platform/deps.ts'
import { reply, replace, type BotContext, repliedTo } from '../../platform/telegram-context.ts'
import { dayIn, isDay } from '../../shared/day.ts'
import type { Screen } from '../../shared/screen.ts'
import { readManageData, type ManageAct } from '../buttons.ts'
import { cancelLawImport } from '../cancel-law-import.ts'
import { changeVersion, type VersionChange } from '../change-version.ts'
import type { FollowDeps } from '../change/apply-change.ts'
import { foreseeLawImport } from '../change/foresee-law-import.ts'
import { confirmLawImport } from '../confirm-law-import.ts'
import type { TextView } from '../screens.ts'
import { setImportInForce } from '../set-import-in-force.ts'
import { loadLaws } from '../store.ts'
import { undoLawImport } from '../undo-law-import.ts'
import { viewLawImport } from '../view-law-import.ts'
import {
  askDayScreen,
  changedScreen,
  confirmedScreen,
  detailsScreen,
  importStateScreen,
  manageScreen,
  previewScreen,
  removeScreen,
  tooEarlyScreen,
  undoneScreen,
} from './screens.ts'

type LawDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram'> & { follow: FollowDeps }

/** What a typed day is for: a file's laws, or a text of the library. */
interface AskedDay {
  what: 'day' | 'begin' | 'repeal'
  id: number
}

const dayAsked = 'law-day'

/** What admins do with the library; law files themselves arrive through bot.ts. */
export function lawDeskChat(deps: LawDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.callbackQuery(/^lw:/, async (ctx, next) => {
    const press = readManageData(ctx.callbackQuery.data)
    if (!press) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    const { act, id } = press
    if (act === 'day' || act === 'begin' || act === 'repeal') {
      return await askDay(deps, ctx, { what: act, id })
    }
    const screen = await acts[act](deps, ctx, id)
    // A preview stays where it is when its details are asked for.
    await (act === 'all' ? reply : replace)(ctx, deps.telegram, screen)
  })

  chat.on('message:text', async (ctx, next) => {
    const messageId = repliedTo(ctx)
    if (messageId === null) return await next()
    const asked = { chatId: ctx.person.telegramId, messageId, purpose: dayAsked }
    const about = await findAsked<AskedDay>(deps.db, asked)
    if (!about) return await next()
    await reply(ctx, deps.telegram, await takeDay(deps, ctx, about, ctx.message.text.trim()))
  })

  return chat
}

const acts: Record<
  Exclude<ManageAct, AskedDay['what']>,
  (deps: LawDeps, ctx: BotContext, id: number) => Promise<Screen>
> = {
  ok: async (deps, { t, person }, importId) => {
    const done = await confirmLawImport(deps, { importId, by: person.telegramId })
    return confirmedScreen(t, importId, done)
  },
  no: async (deps, { t }, importId) => {
    const kind = await cancelLawImport(deps, importId)
    return importStateScreen(t, kind === 'cancelled' ? 'just-cancelled' : kind)
  },
  undo: async (deps, { t, person }, importId) => {
    const undone = await undoLawImport(deps, { importId, by: person.telegramId })
    if (undone.kind === 'undone') return undoneScreen(t, undone)
    return importStateScreen(t, undone.kind)
  },
  all: async (deps, { t }, importId) => {
    const preview = await viewLawImport(deps.db, importId)
    if (!preview) return importStateScreen(t, 'unknown')
    return detailsScreen(t, preview, await foreseeLawImport(deps, importId))
  },
  manage: (deps, ctx, id) => aboutText(deps, ctx, id, (view) => manageScreen(ctx.t, view)),
  remove: (deps, ctx, id) => aboutText(deps, ctx, id, (view) => removeScreen(ctx.t, view)),
  removed: (deps, ctx, id) => change(deps, ctx, id, { act: 'remove' }),
  restore: (deps, ctx, id) => change(deps, ctx, id, { act: 'repeal', repealedOn: null }),
}

async function aboutText(
  { db, now, settings }: LawDeps,
  ctx: BotContext,
  versionId: number,
  screen: (view: TextView) => Screen,
): Promise<Screen> {
  const today = dayIn(settings.timeZone, now())
  for (const law of await loadLaws(db)) {
    const version = law.versions.find(({ id }) => id === versionId)
    if (version) return screen({ law, version, today, isAdmin: true })
  }
  return { text: ctx.t('law-gone') }
}

async function change(
  deps: LawDeps,
  ctx: BotContext,
  versionId: number,
  wanted: VersionChange,
): Promise<Screen> {
  const changed = await changeVersion(deps, {
    versionId,
    by: ctx.person.telegramId,
    change: wanted,
  })
  const isRestored = wanted.act === 'repeal' && wanted.repealedOn === null
  return changedScreen(ctx.t, changed, isRestored ? 'restore' : wanted.act)
}

async function askDay(deps: LawDeps, ctx: BotContext, about: AskedDay): Promise<void> {
  const messageId = await reply(ctx, deps.telegram, askDayScreen(ctx.t, about.what))
  const asked = { chatId: ctx.person.telegramId, messageId, purpose: dayAsked }
  await saveAsked(deps.db, { ...asked, data: { ...about }, now: deps.now() })
}

/** A typed day, as 2026-1-1, 2026年1月1日 or 20260101 as well. */
function readTypedDay(text: string): string {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})[-年./]?(\d{1,2})[-月./]?(\d{1,2})日?$/.exec(text.normalize('NFKC')) ?? []
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

async function takeDay(
  deps: LawDeps,
  ctx: BotContext,
  { what, id }: AskedDay,
  typed: string,
): Promise<Screen> {
  const { t } = ctx
  const day = readTypedDay(typed)
  if (!isDay(day)) return { text: t('law-no-day') }
  if (what === 'begin') return await change(deps, ctx, id, { act: 'begin', inForce: day })
  if (what === 'repeal') return await change(deps, ctx, id, { act: 'repeal', repealedOn: day })
  const set = await setImportInForce(deps.db, { importId: id, inForce: day })
  if (set.kind === 'early') return tooEarlyScreen(t, set.date)
  if (set.kind === 'decided') return importStateScreen(t, 'already-confirmed')
  const preview = await viewLawImport(deps.db, id)
  if (!preview) return importStateScreen(t, 'unknown')
  return previewScreen(t, preview, await foreseeLawImport(deps, id))
}
