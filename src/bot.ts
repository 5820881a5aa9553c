import { Bot, BotError, Composer, GrammyError } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'

import { bankChat } from './bank/chat.ts'
import { draftChat } from './bank/draft/chat.ts'
import { editChat } from './bank/edit/chat.ts'
import { questionReportChat } from './bank/reports/chat.ts'
import { reviewChat, reviewChoicesChat } from './bank/review/chat.ts'
import { statisticsChat } from './bank/statistics/chat.ts'
import { dayFollower } from './calendar-changes.ts'
import { pagesChat } from './dashboard/chat.ts'
import { maySeePages } from './dashboard/log-in.ts'
import { appealChat, markReviewChat } from './grade/appeal/chat.ts'
import { samplesChat } from './grade/samples/chat.ts'
import { shortAnswerReadiness } from './grade/samples/short-answer-readiness.ts'
import { importFile } from './import-file.ts'
import { lawFollower } from './law-changes.ts'
import { findArticleSources, findLawArticles } from './law/article-sources.ts'
import { askChat, legalOfficeChat } from './law/ask/chat.ts'
import { lawChat } from './law/chat.ts'
import { checkBases } from './law/check-bases.ts'
import { findArticleText } from './law/find-article.ts'
import { lawDeskChat } from './law/manage/chat.ts'
import { peopleChat, rosterChat, startChat, strangerScreen } from './people/chat.ts'
import type { WarnOfGuesses } from './people/guesses.ts'
import { commandsFor, helpScreen } from './people/help.ts'
import { identify } from './people/identify.ts'
import { markBlocked, markReachable } from './people/mark-reachable.ts'
import { shiftChat } from './people/shifts/chat.ts'
import type { Sql } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { openRateLimiter, personLimits, type Rank, type RateLimits } from './platform/rate-limit.ts'
import { reply, type BotContext } from './platform/telegram-context.ts'
import { certaintyChat } from './quiz/certainty/chat.ts'
import { quizChat } from './quiz/chat.ts'
import { changeMark } from './quiz/receive-mark.ts'
import { refreshDuty } from './quiz/refresh-duty.ts'
import { regradeChat } from './quiz/regrade/chat.ts'
import { calendarChat } from './remind/calendar/chat.ts'
import { notifyAdmins } from './remind/notify-admins.ts'
import { nudgeUnit } from './remind/nudge-missing.ts'
import { rankingChat, reportChat } from './report/chat.ts'
import { scriptChat } from './report/script/chat.ts'
import { weeklyChat } from './report/weekly/chat.ts'
import { wouldExceed } from './report/would-exceed.ts'
import { planWeighedRetest } from './retest-burden.ts'
import type { Addition } from './shared/excess.ts'
import { localeFor } from './shared/locale.ts'
import { isStranger, type Person } from './shared/person.ts'
import type { Basis } from './shared/question.ts'
import { statusChat } from './status-chat.ts'

/** What the bot hears; Telegram keeps this list, so it is always sent whole. */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const

interface BotOptions {
  token: string
  botInfo: UserFromGetMe
  limits?: RateLimits | undefined
}

/**
 * All that a person can do in the chat, who may, in the order it is tried. Who may is decided here
 * and nowhere else, from the rights in the database at this very update.
 */
export function createBot(
  deps: Deps,
  { token, botInfo, limits = personLimits }: BotOptions,
): Bot<BotContext> {
  const bot = new Bot<BotContext>(token, {
    botInfo,
    client: { apiRoot: deps.settings.telegramApiRoot },
  })
  const menus = new Set<string>()
  const limiter = openRateLimiter(limits)

  // Before anything is read from the database.
  bot.use(async (ctx, next) => {
    const id = ctx.from?.id
    if (id === undefined) return
    const updateId = ctx.update.update_id
    const kind = ctx.callbackQuery ? 'press' : 'message'
    const admission = limiter.admit({ id, updateId, kind, now: deps.now().getTime() })
    if (admission === 'go') return await next()
    if (admission === 'notice') await tellTooFast(deps, ctx)
  })

  bot.on('my_chat_member').filter(
    (ctx) => ctx.chat.type === 'private',
    async (ctx) => {
      const isBlocked = ctx.myChatMember.new_chat_member.status === 'kicked'
      await (isBlocked ? markBlocked(deps, ctx.from.id) : markReachable(deps, ctx.from.id))
    },
  )

  // Training is between the bot and one person; in groups it stays silent.
  const chat = bot.filter((ctx) => ctx.chat?.type === 'private' && ctx.from !== undefined)

  chat.use(async (ctx, next) => {
    const { person } = await identified(deps, ctx)
    limiter.recognise(person.telegramId, rankOf(person))
    await next()
  })

  chat.use(async (ctx, next) => {
    await next()
    // A code may just have made somebody of a stranger: their commands appear at once.
    if (ctx.hasCommand('start')) await showMenu(deps, await identified(deps, ctx), menus)
  })
  const warnOfGuesses: WarnOfGuesses = (sql, { at, ...args }) =>
    notifyAdmins(sql, deps.settings, {
      campaign: `codes-guessed:${at.getTime()}`,
      key: 'people-codes-guessed',
      args,
      now: at,
    })
  chat.use(startChat({ ...deps, warnOfGuesses }))

  chat
    .filter(({ person }) => isStranger(person))
    .use(async (ctx) => {
      if (ctx.callbackQuery) return void (await ctx.answerCallbackQuery().catch(() => {}))
      await reply(ctx, deps.telegram, strangerScreen(ctx.t))
    })

  chat.use(async (ctx, next) => {
    await next()
    await showMenu(deps, ctx, menus)
  })

  chat.command('help', async (ctx) => {
    await reply(ctx, deps.telegram, helpScreen(ctx.t, ctx.person))
  })
  const weigh = (addition: Addition) => wouldExceed(deps, addition)
  chat.use(peopleChat({ ...deps, absenceChanged: (id) => refreshDuty(deps, id) }))
  // Before the drill: a reply to what an admin or a reviewer was asked is no answer to a question of it.
  chat
    .filter(({ person }) => person.isAdmin)
    .use(
      lawDeskChat({ ...deps, follow: lawFollower(deps) }),
      calendarChat({ ...deps, dayChanged: dayFollower(deps), wouldExceed: weigh }),
    )
  chat.use(lawChat(deps), askChat(deps))
  const reviewers = chat.filter(({ person }) => person.isReviewer)
  reviewers.use(legalOfficeChat(deps))
  const findArticle = async (basis: Basis) => (await findArticleText(deps, basis))?.text ?? null
  const setMark = (sql: Sql, mark: { answerId: number; score: number }) =>
    changeMark(deps, sql, mark)
  reviewers.use(markReviewChat({ ...deps, setMark }), samplesChat(deps))
  const findReadiness = (db: Sql, questionId: number) => shortAnswerReadiness({ db }, questionId)
  const review = {
    findReadiness,
    planRetest: (sql: Sql, about: { taskId: number; questionId: number }) =>
      planWeighedRetest(deps, sql, about),
  }
  const lookUpBases = (bases: Basis[]) => checkBases(deps, bases)
  reviewers.use(reviewChat({ ...deps, ...review, findArticle, checkBases: lookUpBases }))
  reviewers.use(editChat({ ...deps, ...review }))
  reviewers.use(regradeChat(deps), statisticsChat(deps))
  const library = {
    findArticles: (ids: number[]) => findArticleSources(deps.db, ids),
    findLawArticles: (versionId: number) => findLawArticles(deps.db, versionId),
  }
  reviewers.use(draftChat({ ...deps, ...library }))
  const officers = chat.filter(({ person }) => person.officer !== null)
  officers.use(questionReportChat(deps), appealChat(deps), quizChat(deps))
  const leaders = chat.filter(({ person }) => person.leads.length > 0 || person.isAdmin)
  leaders.use(
    reportChat({ ...deps, nudge: (input) => nudgeUnit({ ...deps, wouldExceed: weigh }, input) }),
  )
  const findInForce = (cited: Basis) => findArticleText(deps, cited)
  leaders.use(scriptChat({ ...deps, findArticle: findInForce }), weeklyChat(deps))
  chat.filter(({ person }) => maySeePages(person)).use(pagesChat(deps))
  const admins = chat.filter(({ person }) => person.isAdmin)
  admins.use(rosterChat(deps), shiftChat({ ...deps, dayChanged: dayFollower(deps) }))
  admins.use(bankChat(deps))
  admins.use(reviewChoicesChat(deps), certaintyChat(deps), rankingChat(deps))
  admins.use(statusChat(deps))
  admins.on('message:document', (ctx) => importFile(deps, ctx))
  chat.use(leftOver(deps))
  return bot
}

/** What nobody above took: say what can be done instead. */
function leftOver(deps: Deps): Composer<BotContext> {
  const rest = new Composer<BotContext>()
  rest.on('callback_query', async (ctx) => {
    await ctx.answerCallbackQuery(ctx.t('chat-old-button')).catch(() => {})
  })
  rest.on('message', async (ctx) => {
    await reply(ctx, deps.telegram, { text: ctx.t(hintFor(ctx)) })
  })
  return rest
}

function hintFor(ctx: BotContext): string {
  const { message, person } = ctx
  if (message?.text?.startsWith('/')) return 'chat-no-such-command'
  if (message?.text !== undefined) return 'chat-nothing-waits'
  if (message?.document) return 'chat-files-for-admins'
  if (message?.photo && person.isAdmin) return 'chat-photo-not-file'
  return 'chat-text-only'
}

/** The update is not looked at; whoever sent it is told so, if Telegram can be reached. */
async function tellTooFast(deps: Deps, ctx: BotContext): Promise<void> {
  if (ctx.chat?.type !== 'private' || !(ctx.message ?? ctx.callbackQuery)) return
  const text = deps.texts(localeFor(ctx.from?.language_code))('chat-too-fast')
  const told = ctx.callbackQuery
    ? ctx.answerCallbackQuery(text)
    : deps.telegram.send(ctx.chat.id, { text })
  await told.catch(() => {})
}

function rankOf(person: Person): Rank {
  if (person.isAdmin) return 'admin'
  return isStranger(person) ? 'stranger' : 'officer'
}

/** Finds out who wrote, with the rights of this moment. */
async function identified(deps: Deps, ctx: BotContext): Promise<BotContext> {
  const { id: telegramId, language_code: languageCode } = ctx.from ?? { id: 0 }
  ctx.person = await identify(deps, { telegramId, languageCode })
  ctx.t = deps.texts(ctx.person.locale)
  return ctx
}

/** The person's own command menu, set once per process and whenever their rights change. */
async function showMenu(deps: Deps, ctx: BotContext, menus: Set<string>): Promise<void> {
  const { telegramId, locale, officer, leads, isAdmin, isReviewer } = ctx.person
  if (isStranger(ctx.person)) return
  const key = [telegramId, locale, officer !== null, leads.length > 0, isAdmin, isReviewer].join()
  if (menus.has(key)) return
  menus.add(key)
  const commands = commandsFor(ctx.t, ctx.person)
  const scope = { type: 'chat' as const, chat_id: telegramId }
  await deps.telegram.api.setMyCommands(commands, { scope }).catch(() => menus.delete(key))
}

/** Handles one stored update. */
export async function handleUpdate(bot: Bot<BotContext>, update: Update): Promise<void> {
  try {
    await bot.handleUpdate(update)
  } catch (error) {
    const cause = error instanceof BotError ? error.error : error
    if (isUnreachable(cause)) return
    throw cause
  }
}

/** The person blocked the bot between writing and being answered: there is nobody to answer. */
function isUnreachable(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 403
}
