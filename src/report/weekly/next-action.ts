/** The one thing to do next, by what the week shows. Pure but for what is loaded when it is needed. */
import type { FairNumbers } from '../fair-numbers.ts'
import type { Mastery } from '../mastery.ts'
import type { MissedArticle } from '../most-missed.ts'
import { helpForMastery } from '../signs.ts'
import { worstFirst } from '../wording.ts'
import type { Newcomers } from './store.ts'

export type NextAction =
  /** Units in which few took part, the lowest rate first. */
  | { kind: 'participation'; units: FairNumbers[] }
  /** Officers whom no message reaches. */
  | { kind: 'unbound'; people: number }
  /** Who joined lately takes part less than the others; rates 0 to 1. */
  | { kind: 'newcomers'; people: number; rate: number; others: number }
  /** The same article is missed in several units. */
  | { kind: 'error'; article: MissedArticle; units: number }
  | { kind: 'topic'; topic: Mastery }
  | { kind: 'steady' }

export interface WeekFacts {
  unit: FairNumbers
  children: FairNumbers[]
  newcomers: Newcomers
  articles: MissedArticle[]
  topics: Mastery[]
}

/** Below this share too few took part. */
const lowRate = 0.8
/** Fewer unbound officers than that, or than this share of all, are no pattern. */
const unboundRule = { people: 3, share: 0.05 }
/** So many newcomers, so much below the others. */
const newcomerRule = { people: 5, gap: 0.1 }
/** An article is missed where at least so many of the answers to it are wrong. */
const missedShare = 0.4
const daysOfWeek = 5

/**
 * What to do next: what keeps people from training comes before what they know. `countUnits` tells in how many of the
 * units below an article was missed; it is asked only when nothing weighs more.
 */
export async function nextAction(
  facts: WeekFacts,
  countUnits: (article: MissedArticle) => Promise<number>,
): Promise<NextAction> {
  return lackOfPeople(facts) ?? (await lackOfKnowledge(facts, countUnits)) ?? { kind: 'steady' }
}

/** Whether so many answers are wrong that the article counts as missed. */
export function isMissed({ answered, wrong }: { answered: number; wrong: number }): boolean {
  return answered > 0 && wrong / answered >= missedShare
}

function lackOfPeople({ unit, children, newcomers }: WeekFacts): NextAction | null {
  // Of fewer than five people it would tell who they are.
  const units = worstFirst(
    children.filter(
      ({ rate, due, own }) => !own && due >= 5 * daysOfWeek && rate !== null && rate < lowRate,
    ),
  )
  if (units.length > 0) return { kind: 'participation', units }
  const all = unit.unbound + unit.due / daysOfWeek
  if (unit.unbound >= unboundRule.people && unit.unbound >= unboundRule.share * all) {
    return { kind: 'unbound', people: unit.unbound }
  }
  return lateNewcomers(unit, newcomers)
}

function lateNewcomers(unit: FairNumbers, { people, due, finished }: Newcomers): NextAction | null {
  const rest = unit.due - due
  if (people < newcomerRule.people || due === 0 || rest <= 0) return null
  const [rate, others] = [finished / due, (unit.done + unit.madeUp - finished) / rest]
  return others - rate >= newcomerRule.gap ? { kind: 'newcomers', people, rate, others } : null
}

async function lackOfKnowledge(
  { children, articles, topics }: WeekFacts,
  countUnits: (article: MissedArticle) => Promise<number>,
): Promise<NextAction | null> {
  const [article] = articles.filter(isMissed)
  const below = children.filter(({ own, due }) => !own && due > 0).length
  if (article && below > 1) {
    const units = await countUnits(article)
    if (units >= Math.max(2, below / 2)) return { kind: 'error', article, units }
  }
  const [topic] = topics.filter(({ rate }) => helpForMastery(rate) !== null)
  return topic ? { kind: 'topic', topic } : null
}
