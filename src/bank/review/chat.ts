import { Composer } from 'grammy'

import { findAsked, saveAsked } from '../../platform/asked.ts'
import { readChoice } from '../../platform/choices.ts'
import type { Deps } from '../../platform/deps.ts'
import { replace, reply, type BotContext, repliedTo } from '../../platform/telegram-context.ts'
import { clip } from '../../shared/screen.ts'
import { choicesData, readReviewData, type ReviewAct } from './buttons.ts'
import { choicesScreen } from './choices-screen.ts'
import { decideTask, type Deciding, type DecisionOutcome } from './decide-task.ts'
import { findCard, type Card, type CardDeps } from './find-card.ts'
import { retireQuestion } from './retire-question.ts'
import {
  askScreen,
  cardScreen,
  decisionScreen,
  emptyScreen,
  reasonScreen,
  retestScreen,
  retiredScreen,
} from './screens.ts'
import { askRetireScreen, foundScreen, questionScreen, shownQuestions } from './search-screens.ts'
import { sendRetest, type RetestDeps } from './send-retest.ts'
import { reviewChoices, setReviewChoice } from './set-review-choice.ts'
import { findQuestion, searchQuestions, type Reviewed } from './store.ts'
import { findNext, listOpenTasks } from './task-store.ts'

type ReviewDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram'> &
  Omit<CardDeps, 'db'> &
  RetestDeps
type Handlers = Partial<Record<ReviewAct, (ctx: BotContext, id: number) => Promise<void>>>

/** A reply to this is why a text goes back to its author. */
const reasonAsked = 'review-reason'
/** So much of a reason is kept. */
const longestReason = 500

/** `/review`: the queue card by card, and single questions found by number or words. For reviewers. */
export function reviewChat(deps: ReviewDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  const handlers: Handlers = { ...taskHandlers(deps), ...questionHandlers(deps) }

  chat.command('review', async (ctx) => {
    const words = ctx.match.trim()
    await (words === '' ? sendNext(deps, ctx, null) : search(deps, ctx, words))
  })
  chat.callbackQuery(/^rv:/, async (ctx, next) => {
    const press = readReviewData(ctx.callbackQuery.data)
    const handle = press && handlers[press.act]
    if (!handle) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    await handle(ctx, press.id)
  })
  chat.on('message:text', async (ctx, next) => {
    const messageId = repliedTo(ctx)
    if (messageId === null) return await next()
    const asked = { chatId: ctx.person.telegramId, messageId, purpose: reasonAsked }
    const about = await findAsked<{ taskId: number }>(deps.db, asked)
    if (!about) return await next()
    const note = clip(ctx.message.text, longestReason)
    await decide(deps, ctx, { taskId: about.taskId, decision: 'REJECTED', note })
  })

  return chat
}

/** How strict review is, for admins. */
export function reviewChoicesChat(deps: ReviewDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  const show = async (ctx: BotContext) => {
    const own = await readChoice(deps.db, 'review-own')
    const imports = await readChoice(deps.db, 'review-imports')
    await replace(ctx, deps.telegram, choicesScreen(ctx.t, { own, imports }))
  }
  chat.callbackQuery(choicesData, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await show(ctx)
  })
  chat.callbackQuery(/^rs:([a-z]+):([01])$/, async (ctx, next) => {
    const name = reviewChoices.find((one) => one === ctx.match[1])
    if (!name) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    const value = ctx.match[2] === '1'
    await setReviewChoice(deps, { name, value, by: ctx.person.telegramId })
    await show(ctx)
  })
  return chat
}

function taskHandlers(deps: ReviewDeps): Handlers {
  const ask = (what: 'stop' | 'back') => async (ctx: BotContext, taskId: number) => {
    const card = await openCard(deps, ctx, taskId)
    if (card) await replace(ctx, deps.telegram, askScreen(ctx.t, card, what))
  }
  return {
    next: async (ctx, after) => {
      const place = await findNext(deps.db, after)
      const card = place && (await cardOf(deps, ctx, place.taskId))
      const screen = card ? cardScreen(ctx.t, card, ctx.person) : emptyScreen(ctx.t, ctx.person)
      await replace(ctx, deps.telegram, screen)
    },
    card: async (ctx, taskId) => {
      const card = await openCard(deps, ctx, taskId)
      if (card) await replace(ctx, deps.telegram, cardScreen(ctx.t, card, ctx.person))
    },
    ok: (ctx, taskId) => decide(deps, ctx, { taskId, decision: 'APPROVED' }),
    stop: ask('stop'),
    stopped: (ctx, taskId) => decide(deps, ctx, { taskId, decision: 'RETIRED' }),
    back: ask('back'),
    retest: async (ctx, taskId) => {
      const sending = await sendRetest(deps, { taskId, by: ctx.person.telegramId })
      await replace(ctx, deps.telegram, retestScreen(ctx.t, sending))
    },
    returned: (ctx, taskId) => decide(deps, ctx, { taskId, decision: 'REJECTED' }),
    why: async (ctx, taskId) => {
      const card = await openCard(deps, ctx, taskId)
      if (!card) return
      const messageId = await reply(ctx, deps.telegram, reasonScreen(ctx.t, card.content))
      const asked = { chatId: ctx.person.telegramId, messageId, purpose: reasonAsked }
      await saveAsked(deps.db, { ...asked, data: { taskId }, now: deps.now() })
    },
  }
}

function questionHandlers(deps: ReviewDeps): Handlers {
  return {
    q: async (ctx, questionId) => {
      const question = await findQuestion(deps.db, questionId)
      if (question) await reply(ctx, deps.telegram, await screenOf(deps, ctx, question))
    },
    qstop: async (ctx, questionId) => {
      const question = await findQuestion(deps.db, questionId)
      if (question) await replace(ctx, deps.telegram, askRetireScreen(ctx.t, question))
    },
    qstopped: async (ctx, questionId) => {
      const { telegramId: by } = ctx.person
      const outcome = await retireQuestion(deps, { questionId, by })
      await replace(ctx, deps.telegram, retiredScreen(ctx.t, outcome))
    },
  }
}

/** Decides, turns the card into what was decided, and brings the next one. */
async function decide(
  deps: ReviewDeps,
  ctx: BotContext,
  deciding: Omit<Deciding, 'by'>,
): Promise<void> {
  const { taskId } = deciding
  const by = ctx.person.telegramId
  const following = await findNext(deps.db, taskId)
  const outcome = await decideTask(deps, { ...deciding, by })
  const screen = decisionScreen(ctx.t, outcome, { taskId, reviewer: by })
  await (ctx.callbackQuery ? replace : reply)(ctx, deps.telegram, screen)
  if (outcome.kind === 'decided') await sendNext(deps, ctx, following?.taskId ?? null)
}

/** Sends a task of the queue, `wanted` if it still waits, or says that nothing does. */
async function sendNext(deps: ReviewDeps, ctx: BotContext, wanted: number | null): Promise<void> {
  const preferred = wanted === null ? null : await cardOf(deps, ctx, wanted)
  const first = preferred?.place ? null : await findNext(deps.db, null)
  const card = first ? await cardOf(deps, ctx, first.taskId) : preferred
  const waits = card?.place ? card : null
  const screen = waits ? cardScreen(ctx.t, waits, ctx.person) : emptyScreen(ctx.t, ctx.person)
  await reply(ctx, deps.telegram, screen)
}

/** The card of a task that still waits; where it does not, says what became of it. */
async function openCard(deps: ReviewDeps, ctx: BotContext, taskId: number): Promise<Card | null> {
  const card = await cardOf(deps, ctx, taskId)
  const decision = card?.task.decision ?? null
  if (card && decision === null) return card
  const by = card?.task.decidedBy ?? null
  const outcome: DecisionOutcome =
    card && decision
      ? { kind: 'already', decision, by, question: card.question }
      : { kind: 'unknown' }
  const reviewer = ctx.person.telegramId
  await replace(ctx, deps.telegram, decisionScreen(ctx.t, outcome, { taskId, reviewer }))
  return null
}

async function cardOf(deps: ReviewDeps, ctx: BotContext, taskId: number): Promise<Card | null> {
  return await findCard(deps, ctx.t, { taskId, reviewer: ctx.person.telegramId })
}

async function search(deps: ReviewDeps, ctx: BotContext, words: string): Promise<void> {
  const [, number] = /^#?(\d{1,9})$/.exec(words) ?? []
  const question = number === undefined ? null : await findQuestion(deps.db, Number(number))
  const screen = question
    ? await screenOf(deps, ctx, question)
    : foundScreen(ctx.t, await searchQuestions(deps.db, words.split(/\s+/), shownQuestions))
  await reply(ctx, deps.telegram, screen)
}

async function screenOf(deps: ReviewDeps, ctx: BotContext, question: Reviewed) {
  const [waiting = null] = await listOpenTasks(deps.db, question.id)
  return questionScreen(ctx.t, question, waiting)
}
