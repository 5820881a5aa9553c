import type { ItemCount } from '../quiz/items.ts'

/** How well the questions of one law or topic were answered. */
export interface Mastery {
  name: string
  /** Questions that at least ten officers answered; the others do not count. */
  items: number
  answered: number
  /** Marks won of marks possible, 0 to 1. */
  rate: number
}

/** Mastery by law or topic, the weakest first. Questions without one are left out. */
export function masteryBy(items: ItemCount[], field: 'law' | 'topic'): Mastery[] {
  const groups = new Map<string, { items: number; answered: number; score: number }>()
  for (const item of items) {
    const name = item[field]
    if (name === null || !item.seenByTen) continue
    const group = groups.get(name) ?? { items: 0, answered: 0, score: 0 }
    group.items += 1
    group.answered += item.answered
    group.score += item.score
    groups.set(name, group)
  }
  return [...groups]
    .map(([name, { score, ...group }]) => ({ name, ...group, rate: score / group.answered }))
    .sort((one, other) => one.rate - other.rate || byName(one.name, other.name))
}

/** How one article was answered. */
export interface ArticleCount {
  law: string
  article: string
  answered: number
  /** Answers that were not fully right. */
  wrong: number
  versionIds: number[]
}

/** The articles with wrong answers, most of them first. */
export function articlesMissed(items: ItemCount[]): ArticleCount[] {
  return [...byArticle(items).values()]
    .map(({ law, article, items: own }) => ({
      law,
      article,
      answered: sum(own, 'answered'),
      wrong: sum(own, 'answered') - sum(own, 'right'),
      versionIds: own.map(({ versionId }) => versionId),
    }))
    .filter(({ wrong }) => wrong > 0)
    .sort(
      (one, other) =>
        other.wrong - one.wrong ||
        one.answered - other.answered ||
        byName(one.law, other.law) ||
        byName(one.article, other.article),
    )
}

export interface SureButWrong {
  /** Articles on which at least five people were sure and not right, most such answers first. */
  articles: { law: string; article: string; sure: number; sureWrong: number }[]
  /** All others together: fewer people could be guessed. */
  merged: { articles: number; sure: number; sureWrong: number } | null
}

/** Where officers are sure and wrong: mistakes that will be made on duty as well. */
export function sureButWrong(items: ItemCount[]): SureButWrong {
  const groups = [...byArticle(items).values()]
    .map(({ law, article, items: own }) => ({
      law,
      article,
      sure: sum(own, 'sure'),
      sureWrong: sum(own, 'sureWrong'),
      // People are counted for each question; a sum could count one of them twice.
      people: Math.max(...own.map(({ mistaken }) => mistaken)),
    }))
    .filter(({ sureWrong }) => sureWrong > 0)
  const few = groups.filter(({ people }) => people < 5)
  return {
    articles: groups
      .filter(({ people }) => people >= 5)
      .sort((one, other) => other.sureWrong - one.sureWrong || byName(one.law, other.law))
      .map(({ people: _people, ...group }) => group),
    merged:
      few.length === 0
        ? null
        : { articles: few.length, sure: sum(few, 'sure'), sureWrong: sum(few, 'sureWrong') },
  }
}

function byArticle(items: ItemCount[]) {
  const articles = new Map<string, { law: string; article: string; items: ItemCount[] }>()
  for (const item of items) {
    const { law, article } = item
    if (law === null || article === null) continue
    const key = `${law}\n${article}`
    const group = articles.get(key) ?? { law, article, items: [] }
    group.items.push(item)
    articles.set(key, group)
  }
  return articles
}

function sum<Field extends string>(rows: Record<Field, number>[], field: Field): number {
  return rows.reduce((total, row) => total + row[field], 0)
}

function byName(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
