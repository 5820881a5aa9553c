import type { Deps } from '../platform/deps.ts'
import type { Llm } from '../platform/llm.ts'
import type { Day } from '../shared/day.ts'
import { makeScript, type FindInForce, type Script } from './script/make-script.ts'
import { listStationLeaders } from './script/store.ts'
import { wordWhy } from './script/word-why.ts'
import { isWeeklyDue, listWeeklyReaders } from './weekly/send-weeklies.ts'
import { weekBefore, weeklyOf, type RevealedArticle } from './weekly/weekly-of.ts'
import { wordReveal } from './weekly/word-reveal.ts'

type AheadDeps = Pick<Deps, 'db' | 'now'> & { llm: Llm; findArticle: FindInForce }

/** Sentences of one day: a bureau whose stations all miss different articles gets the rest by rules. */
const most = 60
/** Tokens and the time of other jobs are worth more than the last sentences. */
const longestMs = 10 * 60_000

/**
 * Has a model word what the scripts and weekly reports of `day` will say, so that nobody waits for it when they go out:
 * what was worded is kept, and what was not is said by rules. One after the other, and in no transaction.
 */
export async function wordAhead(
  { db, now, llm, findArticle }: AheadDeps,
  { day }: { day: Day },
): Promise<void> {
  const wanted = new Map<string, () => Promise<unknown>>()
  for (const { unitId } of await listStationLeaders(db, day)) {
    const made = await makeScript({ db, findArticle }, { unitId, day })
    if (made.kind !== 'script') continue
    const { script } = made
    wanted.set(keyOf(script), () => wordWhy(llm, script, 'anew'))
  }
  for (const article of await listRevealed(db, day)) {
    wanted.set(JSON.stringify([article.option, article.reveal]), () =>
      wordReveal(llm, article, 'anew'),
    )
  }
  const until = now().getTime() + longestMs
  for (const word of [...wanted.values()].slice(0, most)) {
    if (now().getTime() > until) return
    await word()
  }
}

function keyOf({ article, topic }: Script): string {
  return JSON.stringify([article.articleId, topic])
}

async function listRevealed(db: Deps['db'], day: Day): Promise<RevealedArticle[]> {
  if (!(await isWeeklyDue(db, day))) return []
  const units = new Set((await listWeeklyReaders(db, day)).map(({ unitId }) => unitId))
  const articles: RevealedArticle[] = []
  for (const unitId of units) {
    const weekly = await weeklyOf({ db, llm: null }, { unitId, ...weekBefore(day) })
    articles.push(...weekly.articles)
  }
  return articles
}
