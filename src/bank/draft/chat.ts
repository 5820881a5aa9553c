import { Composer } from 'grammy'

import { findAsked, saveAsked } from '../../platform/asked.ts'
import type { Deps } from '../../platform/deps.ts'
import { reply, replace, type BotContext, repliedTo } from '../../platform/telegram-context.ts'
import { clip, type Screen } from '../../shared/screen.ts'
import { caseData, howData, readTextData, type TextAct } from './buttons.ts'
import { mostSources, type DraftDeps as JobDeps } from './draft-questions.ts'
import { keepText, requestDrafts, startDrafts } from './request-drafts.ts'
import {
  askCaseScreen,
  caseLength,
  caseRefusedScreen,
  caseScreen,
  howScreen,
  pressedScreen,
  tooManyScreen,
} from './screens.ts'
import { deleteRequest } from './store.ts'

type DraftDeps = Pick<Deps, 'db' | 'now' | 'llm' | 'telegram'> &
  Pick<JobDeps, 'findArticles'> & {
    /** A text of the library with the ids of its articles; null where it is gone. */
    findLawArticles: (versionId: number) => Promise<{ law: string; articleIds: number[] } | null>
  }

const caseAsked = 'draft-case'

/** Asking for drafts: from an article, a law, a file that was sent, or a case that is typed. */
export function draftChat(deps: DraftDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.callbackQuery(/^dr:a:(\d{1,9})$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await reply(ctx, deps.telegram, await draftArticle(deps, ctx, Number(ctx.match[1])))
  })
  chat.callbackQuery(/^dr:l:(\d{1,9})$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await reply(ctx, deps.telegram, await draftLaw(deps, ctx, Number(ctx.match[1])))
  })
  chat.callbackQuery(/^dr:(?:p|c|no):/, async (ctx, next) => {
    const press = readTextData(ctx.callbackQuery.data)
    if (!press) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    await replace(ctx, deps.telegram, await draftText(deps, ctx, press))
  })
  chat.callbackQuery(howData, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await reply(ctx, deps.telegram, howScreen(ctx.t, { hasModel: deps.llm !== null }))
  })
  chat.callbackQuery(caseData, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await askCase(deps, ctx, askCaseScreen(ctx.t))
  })
  chat.on('message:text', async (ctx, next) => {
    const messageId = repliedTo(ctx)
    if (messageId === null) return await next()
    const asked = { chatId: ctx.person.telegramId, messageId }
    if (!(await findAsked(deps.db, { ...asked, purpose: caseAsked }))) return await next()
    await takeCase(deps, ctx, ctx.message.text.trim())
  })

  return chat
}

async function draftArticle(deps: DraftDeps, ctx: BotContext, id: number): Promise<Screen> {
  const [article] = await deps.findArticles([id])
  if (!article) return pressedScreen(ctx.t, 'unknown')
  const title = `《${article.law}》${article.article}`
  const wanted = { title, articleIds: [id], ...pressOf(ctx) }
  return pressedScreen(ctx.t, await requestDrafts(deps, wanted), title)
}

async function draftLaw(deps: DraftDeps, ctx: BotContext, versionId: number): Promise<Screen> {
  const found = await deps.findLawArticles(versionId)
  if (!found) return pressedScreen(ctx.t, 'unknown')
  const { law, articleIds } = found
  const count = articleIds.length
  if (count > mostSources) return tooManyScreen(ctx.t, { count, most: mostSources })
  const title = `《${law}》`
  return pressedScreen(
    ctx.t,
    await requestDrafts(deps, { title, articleIds, ...pressOf(ctx) }),
    title,
  )
}

async function draftText(
  deps: DraftDeps,
  ctx: BotContext,
  { act, draftId }: { act: TextAct; draftId: number },
): Promise<Screen> {
  if (act === 'no') {
    const isGone = await deleteRequest(deps.db, draftId, ctx.person.telegramId)
    return pressedScreen(ctx.t, isGone ? 'forgotten' : 'already')
  }
  const kind = act === 'p' ? 'POLICY' : 'CASE'
  const started = await startDrafts(deps, { draftId, kind, ...pressOf(ctx) })
  return pressedScreen(ctx.t, started.kind, started.title)
}

/** One message begins one drafting, however often and with whichever of its buttons. */
function pressOf(ctx: BotContext): { by: number; press: string } {
  const { message, data } = ctx.callbackQuery ?? {}
  const button = /^dr:[pc]:/.test(data ?? '') ? 'text' : data
  return { by: ctx.person.telegramId, press: `${message?.message_id ?? 0}:${button}` }
}

async function takeCase(deps: DraftDeps, ctx: BotContext, text: string): Promise<void> {
  const { length } = text
  if (length < caseLength.least || length > caseLength.most) {
    const why = length < caseLength.least ? 'short' : 'long'
    return await askCase(deps, ctx, caseRefusedScreen(ctx.t, why, length))
  }
  const title = ctx.t('draft-case-title', { text: clip(text.replace(/\s+/g, ' '), 20) })
  const kept = await keepText(deps, { title, text, by: ctx.person.telegramId })
  await reply(ctx, deps.telegram, caseScreen(ctx.t, kept))
}

async function askCase({ db, now, telegram }: DraftDeps, ctx: BotContext, screen: Screen) {
  const messageId = await reply(ctx, telegram, screen)
  const asked = { chatId: ctx.person.telegramId, messageId, purpose: caseAsked }
  await saveAsked(db, { ...asked, data: {}, now: now() })
}
