import { Composer } from 'grammy'

import { findAsked, saveAsked } from '../../platform/asked.ts'
import type { Deps } from '../../platform/deps.ts'
import {
  otherButtons,
  replace,
  reply,
  type BotContext,
  repliedTo,
} from '../../platform/telegram-context.ts'
import { clip } from '../../shared/screen.ts'
import { readMarkData, type MarkPress } from './buttons.ts'
import { decideMark, tickPoint, type DecidingMark, type MarkDecision } from './decide-mark.ts'
import { findMarkCard, findNextMark } from './find-card.ts'
import type { GiveDeps } from './give-mark.ts'
import { openAppeal } from './open-appeal.ts'
import {
  markCardScreen,
  markDecisionScreen,
  noneScreen,
  spreadScreen,
  waitingScreen,
  whyScreen,
} from './screens.ts'
import { planSpread, spreadDecision } from './spread-decision.ts'
import { listWaiting, saveNote } from './store.ts'

type AppealDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram'>
type ReviewDeps = AppealDeps & GiveDeps

/** A reply to this is what the officer reads about the decision. */
const noteAsked = 'mark-note'
/** So much of it is kept. */
const longestNote = 300

/** 「申诉」 under a marked short answer. For officers. */
export function appealChat(deps: AppealDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.callbackQuery(/^ap:(\d{1,9})$/, async (ctx, next) => {
    const { officer, telegramId } = ctx.person
    if (!officer) return await next()
    const appeal = { answerId: Number(ctx.match[1]), officerId: officer.id, by: telegramId }
    const text = ctx.t(`mark-appeal-${await openAppeal(deps, appeal)}`)
    const isNoticed = await ctx.answerCallbackQuery({ text }).catch(() => false)
    if (!isNoticed) await reply(ctx, deps.telegram, { text })
    const messageId = ctx.callbackQuery.message?.message_id
    if (messageId === undefined) return
    await deps.telegram.editButtons(telegramId, messageId, otherButtons(ctx, 'ap:'))
  })

  return chat
}

/** The marks that wait for a person, reached from `/review`. For reviewers. */
export function markReviewChat(deps: ReviewDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.command('review', async (ctx, next) => {
    await next()
    const waiting = await listWaiting(deps.db, ctx.person.telegramId)
    if (ctx.match.trim() === '' && waiting.length > 0)
      await reply(ctx, deps.telegram, waitingScreen(ctx.t, waiting.length))
  })
  chat.callbackQuery(/^mk:/, async (ctx, next) => {
    const press = readMarkData(ctx.callbackQuery.data)
    if (!press) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    await handle(deps, ctx, press)
  })
  chat.on('message:text', async (ctx, next) => {
    const messageId = repliedTo(ctx)
    if (messageId === null) return await next()
    const asked = { chatId: ctx.person.telegramId, messageId, purpose: noteAsked }
    const about = await findAsked<{ taskId: number }>(deps.db, asked)
    if (!about) return await next()
    await saveNote(deps.db, about.taskId, clip(ctx.message.text.replace(/\s+/g, ' '), longestNote))
    await sendCard(deps, ctx, about.taskId)
  })

  return chat
}

async function handle(deps: ReviewDeps, ctx: BotContext, press: MarkPress): Promise<void> {
  const { taskId } = press
  const { telegramId: by } = ctx.person
  switch (press.act) {
    case 'next': {
      const following = await findNextMark(deps.db, { after: taskId, reviewer: by })
      return await showCard(deps, ctx, following)
    }
    case 'card':
      return await showCard(deps, ctx, taskId)
    case 'tick': {
      const outcome = await tickPoint(deps, { ...press, by })
      if (outcome.kind === 'ticked') return await showCard(deps, ctx, taskId)
      return await showDecision(deps, ctx, taskId, outcome)
    }
    case 'ok':
      return await decide(deps, ctx, { taskId, ticks: press.ticks, by })
    case 'keep':
      return await decide(deps, ctx, { taskId, ticks: null, by })
    case 'why': {
      const messageId = await reply(ctx, deps.telegram, whyScreen(ctx.t))
      const asked = { chatId: by, messageId, purpose: noteAsked }
      return await saveAsked(deps.db, { ...asked, data: { taskId }, now: deps.now() })
    }
    case 'alike': {
      const spread = await spreadDecision(deps, { taskId, by })
      return await replace(ctx, deps.telegram, spreadScreen(ctx.t, spread))
    }
    case 'apart':
      return await replace(ctx, deps.telegram, { text: ctx.t('mark-apart') })
  }
}

/** Decides, turns the card into what was decided, and brings the next one. */
async function decide(deps: ReviewDeps, ctx: BotContext, deciding: DecidingMark): Promise<void> {
  const { taskId, by } = deciding
  const following = await findNextMark(deps.db, { after: taskId, reviewer: by })
  const outcome = await decideMark(deps, deciding)
  await showDecision(deps, ctx, taskId, outcome)
  if (outcome.kind === 'decided') await sendCard(deps, ctx, following === taskId ? null : following)
}

async function showDecision(
  deps: ReviewDeps,
  ctx: BotContext,
  taskId: number,
  outcome: MarkDecision,
): Promise<void> {
  const spread = outcome.kind === 'decided' ? await planSpread(deps, outcome.found) : null
  const about = { taskId, reviewer: ctx.person.telegramId, spread }
  await replace(ctx, deps.telegram, markDecisionScreen(ctx.t, outcome, about))
}

async function showCard(deps: ReviewDeps, ctx: BotContext, taskId: number | null): Promise<void> {
  await replace(ctx, deps.telegram, await cardOf(deps, ctx, taskId))
}

async function sendCard(deps: ReviewDeps, ctx: BotContext, taskId: number | null): Promise<void> {
  await reply(ctx, deps.telegram, await cardOf(deps, ctx, taskId))
}

/** The card of a mark that still waits; where it does not, says what became of it. */
async function cardOf(deps: ReviewDeps, ctx: BotContext, taskId: number | null) {
  const reviewer = ctx.person.telegramId
  const card = taskId === null ? null : await findMarkCard(deps.db, { taskId, reviewer })
  if (taskId === null) return noneScreen(ctx.t)
  const { isDecided = false, decidedBy = null } = card?.found ?? {}
  if (card && !isDecided) return markCardScreen(ctx.t, card)
  const outcome: MarkDecision = isDecided ? { kind: 'already', by: decidedBy } : { kind: 'unknown' }
  return markDecisionScreen(ctx.t, outcome, { taskId, reviewer, spread: null })
}
