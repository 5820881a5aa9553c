import { Composer } from 'grammy'

import type { Deps } from '../platform/deps.ts'
import { reply, replace, type BotContext } from '../platform/telegram-context.ts'
import { dayIn, type Day } from '../shared/day.ts'
import { lawTitle } from '../shared/law-title.ts'
import { clip, type Screen } from '../shared/screen.ts'
import { readBrowseData, type BrowseAct, type LawPress } from './buttons.ts'
import { findArticleText } from './find-article.ts'
import { byBeginning, versionInForce } from './rules.ts'
import {
  articleScreens,
  foundScreen,
  lawsScreen,
  partScreen,
  textScreen,
  textsScreen,
  type TextView,
} from './screens.ts'
import { searchLaw } from './search-law.ts'
import {
  findArticleById,
  findBasis,
  findNeighbours,
  listArticles,
  loadLaws,
  type Law,
} from './store.ts'

type LawDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram' | 'embedder'>

/** `/laws`: the library law by law, text by text; `/laws words` searches it. Every article can be read whole. */
export function lawChat(deps: LawDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  const today = (): Day => dayIn(deps.settings.timeZone, deps.now())

  chat.command('laws', async (ctx) => {
    const question = ctx.match.trim()
    const { isAdmin } = ctx.person
    const screen =
      question === ''
        ? lawsScreen(ctx.t, await loadLaws(deps.db), { page: 0, isAdmin })
        : foundScreen(ctx.t, await searchLaw(deps, { question }))
    await reply(ctx, deps.telegram, screen)
  })

  chat.callbackQuery(/^lw:/, async (ctx, next) => {
    const press = readBrowseData(ctx.callbackQuery.data)
    if (!press) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    const screen = await show(deps, ctx, press, today())
    await replace(ctx, deps.telegram, screen ?? { text: ctx.t('law-gone') })
  })

  // A new message: the list or the question above stays where it is.
  chat.callbackQuery(/^la:(\d{1,9})$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    const screens = await readWhole(deps, ctx, Number(ctx.match[1]), today())
    for (const screen of screens) await reply(ctx, deps.telegram, screen)
  })

  chat.callbackQuery(/^la:q:(\d{1,9})$/, async (ctx) => {
    const basis = await findBasis(deps.db, Number(ctx.match[1]))
    const article = basis && (await findArticleText(deps, basis))
    if (!article) {
      const text = ctx.t('law-not-in-library', { law: clip(lawTitle(basis?.law ?? ''), 60) })
      return void (await ctx.answerCallbackQuery({ text, show_alert: true }).catch(() => {}))
    }
    await ctx.answerCallbackQuery().catch(() => {})
    const screens = await readWhole(deps, ctx, article.articleId, today())
    for (const screen of screens) await reply(ctx, deps.telegram, screen)
  })

  return chat
}

async function show(
  { db }: LawDeps,
  ctx: BotContext,
  { act, id, at }: LawPress<BrowseAct>,
  today: Day,
): Promise<Screen | null> {
  const { isAdmin } = ctx.person
  const laws = await loadLaws(db)
  const withText = (versionId: number | undefined): TextView | null => {
    const law = laws.find(({ versions }) => versions.some((one) => one.id === versionId))
    const version = law?.versions.find((one) => one.id === versionId)
    return law && version ? { law, version, today, isAdmin } : null
  }
  switch (act) {
    case 'list':
      return lawsScreen(ctx.t, laws, { page: at, isAdmin })
    case 'law': {
      const view = withText(
        textToShow(
          laws.find((law) => law.id === id),
          today,
        ),
      )
      return view && textScreen(ctx.t, view, await listArticles(db, view.version.id), 0)
    }
    case 'text': {
      const view = withText(id)
      return view && textScreen(ctx.t, view, await listArticles(db, id), at)
    }
    case 'part': {
      const view = withText(id)
      return view && partScreen(ctx.t, view, await listArticles(db, id), at)
    }
    case 'texts': {
      const law = laws.find((one) => one.id === id)
      return law ? textsScreen(ctx.t, law, today) : null
    }
  }
}

/** The text in force, or the newest where none is. */
function textToShow(law: Law | undefined, today: Day): number | undefined {
  if (!law) return undefined
  const newest = [...law.versions].sort(byBeginning).at(-1)
  return (versionInForce(law.versions, today) ?? newest)?.id
}

async function readWhole(
  { db }: LawDeps,
  ctx: BotContext,
  articleId: number,
  today: Day,
): Promise<Screen[]> {
  const article = await findArticleById(db, articleId)
  const laws = article ? await loadLaws(db) : []
  const law = laws.find(({ versions }) => versions.some(({ id }) => id === article?.versionId))
  const version = law?.versions.find(({ id }) => id === article?.versionId)
  if (!article || !law || !version) return [{ text: ctx.t('law-gone') }]
  const neighbours = await findNeighbours(db, { ...article, lawId: law.id })
  const view = { law, version, today, canDraft: ctx.person.isReviewer }
  return articleScreens(ctx.t, view, { ...article, ...neighbours })
}
