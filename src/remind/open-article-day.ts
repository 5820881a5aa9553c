import type { Sql } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { addDays, daysBetween, type Day } from '../shared/day.ts'
import {
  librarySeal,
  listCitedArticles,
  listMissedArticles,
  listSentArticles,
  type CitedArticle,
} from './article-store.ts'
import { notifyAdmins } from './notify-admins.ts'
import { queueArticle } from './send-morning.ts'
import { findRun, insertRun, replaceRun } from './store.ts'

/** What was missed so lately is worth reading again; an article is not sent twice within this time. */
const recentDays = 30

type ArticleDeps = Pick<Deps, 'db' | 'now' | 'settings'> & {
  /** The id of an article in the text that is in force; null where the library has none. */
  findArticle: (cited: CitedArticle) => Promise<number | null>
  /** The theme that the day would have. */
  theme: string | null
}

/**
 * A day of 只推文章: one article of law for everybody who is not away, and nobody is due. The article is
 * the one missed most of late, else one that the questions of the day's theme cite, taking turns. Where
 * there is none it is looked for again once laws or questions have changed.
 */
export async function openArticleDay(deps: ArticleDeps, day: Day): Promise<void> {
  const { db, settings } = deps
  const now = deps.now()
  const seal = await librarySeal(db)
  const before = await findRun(db, 'no-article', day)
  if ((before?.data as { seal?: string } | undefined)?.seal === seal) return
  const articleId = await chooseArticle(deps, day)
  if (articleId === null) {
    await replaceRun(db, { kind: 'no-article', day, now, data: { seal } })
    const notice = { campaign: `no-article:${day}`, key: 'remind-no-article', now }
    return await notifyAdmins(db, settings, notice)
  }
  await db.$transaction(
    async (sql) => {
      const count = await queueArticle(sql, settings, { day, now, articleId })
      await insertRun(sql, { kind: 'article-day', day, now, data: { articleId, count } })
    },
    { timeout: 60_000 },
  )
}

async function chooseArticle(deps: ArticleDeps, day: Day): Promise<number | null> {
  const from = addDays(day, -recentDays)
  const sent = await listSentArticles(deps.db, from)
  const missed = await listMissedArticles(deps.db, { from, to: day })
  const lists = [() => missed, () => inTurn(deps.db, day, deps.theme), () => inTurn(deps.db, day)]
  let sentBefore: number | null = null
  for (const list of lists) {
    for (const cited of await list()) {
      const articleId = await deps.findArticle(cited)
      if (articleId !== null && !sent.has(articleId)) return articleId
      sentBefore ??= articleId
    }
  }
  return sentBefore
}

/** The articles of a theme, each day beginning with another one. */
async function inTurn(sql: Sql, day: Day, theme: string | null = null): Promise<CitedArticle[]> {
  const all = await listCitedArticles(sql, theme)
  const first = all.length === 0 ? 0 : daysBetween('2020-01-01', day) % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}
