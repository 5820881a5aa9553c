import type { Sql } from '../../platform/db.ts'
import type { Llm } from '../../platform/llm.ts'
import { itemsOf } from '../../quiz/items.ts'
import { participationBySpan, type Numbers } from '../../quiz/participation.ts'
import { addDays, weekday, type Day } from '../../shared/day.ts'
import { fairNumbersOf, type FairNumbers } from '../fair-numbers.ts'
import {
  articlesMissed,
  masteryBy,
  sureButWrong,
  type Mastery,
  type SureButWrong,
} from '../mastery.ts'
import { mostMissedOf, type MissedArticle } from '../most-missed.ts'
import { helpSigns, type HelpSigns } from '../signs.ts'
import { isMissed, nextAction, type NextAction } from './next-action.ts'
import { revealOf, type Reveal } from './reveal.ts'
import { countNewcomers, findAsked } from './store.ts'
import { wordReveal } from './word-reveal.ts'

/** An article missed often, with what its wrong option reveals. */
export interface RevealedArticle extends MissedArticle {
  reveal: Reveal | null
  /** In a model's words, where they were worded before. */
  sentence: string | null
}

/** A week of a unit, from Monday to Sunday. */
export interface Weekly {
  unit: FairNumbers
  children: FairNumbers[]
  fromDay: Day
  toDay: Day
  /** Eight weeks, the oldest first; the last one is this. */
  trend: Numbers[]
  /** The weakest first, of what at least ten officers saw. */
  laws: Mastery[]
  topics: Mastery[]
  /** At most five, those with the most wrong answers first. */
  articles: RevealedArticle[]
  sure: SureButWrong
  signs: HelpSigns
  action: NextAction
}

const trendWeeks = 8
const mostArticles = 5

/** Monday to Sunday of the week before the one of `day`. */
export function weekBefore(day: Day): { fromDay: Day; toDay: Day } {
  const fromDay = addDays(day, -6 - weekday(day))
  return { fromDay, toDay: addDays(fromDay, 6) }
}

/**
 * What a week shows of a unit and everything below it, and the one thing to do next. Every number is counted; sentences
 * of a model are only those worded before, so nobody waits for one. Asks nobody for permission.
 * @throws when there is no such unit
 */
export async function weeklyOf(
  { db, llm }: { db: Sql; llm: Llm | null },
  span: { unitId: number; fromDay: Day; toDay: Day },
): Promise<Weekly> {
  const { unitId, fromDay, toDay } = span
  const { total: unit, children } = await fairNumbersOf(db, span)
  const items = await itemsOf(db, span)
  const [laws, topics] = [masteryBy(items, 'law'), masteryBy(items, 'topic')]
  const missed = await mostMissedOf(db, span, mostArticles)
  const articles = await Promise.all(missed.map((article) => revealed({ db, llm }, article)))
  const newcomers = await countNewcomers(db, span)
  const facts = { unit, children, newcomers, articles: missed, topics }
  return {
    unit,
    children,
    fromDay,
    toDay,
    trend: await participationBySpan(db, unitId, weeksUntil(fromDay)),
    laws,
    topics,
    articles,
    sure: sureButWrong(items),
    signs: await helpSigns({ db }, { unitId, day: toDay }),
    action: await nextAction(facts, (article) => countUnitsMissing(db, children, span, article)),
  }
}

async function revealed(
  { db, llm }: { db: Sql; llm: Llm | null },
  article: MissedArticle,
): Promise<RevealedArticle> {
  const { option } = article
  const asked = option && (await findAsked(db, { ...article, stem: option.stem }))
  const reveal = asked && revealOf(asked, option)
  const sentence = reveal && (await wordReveal(llm, { ...article, reveal }))
  return { ...article, reveal, sentence }
}

function weeksUntil(fromDay: Day): { fromDay: Day; toDay: Day }[] {
  return Array.from({ length: trendWeeks }, (_, index) => {
    const monday = addDays(fromDay, 7 * (index + 1 - trendWeeks))
    return { fromDay: monday, toDay: addDays(monday, 6) }
  })
}

/** In how many of the units below the article was missed. */
async function countUnitsMissing(
  db: Sql,
  children: FairNumbers[],
  { fromDay, toDay }: { fromDay: Day; toDay: Day },
  { law, article }: MissedArticle,
): Promise<number> {
  let units = 0
  for (const { unitId, own, due } of children) {
    if (own || due === 0) continue
    const items = await itemsOf(db, { unitId, fromDay, toDay })
    const counted = articlesMissed(items).find((one) => one.law === law && one.article === article)
    if (counted && isMissed(counted)) units += 1
  }
  return units
}
