import type { Sql } from '../platform/db.ts'
import { itemsOf, wrongChoicesOf, type WrongChoice } from '../quiz/items.ts'
import type { Day } from '../shared/day.ts'
import type { Question } from '../shared/question.ts'
import { articlesMissed } from './mastery.ts'
import { listContents } from './store.ts'

export interface MissedArticle {
  law: string
  article: string
  /** Marked answers, and how many of them were not fully right. */
  answered: number
  wrong: number
  /** The wrong option chosen most often; null for questions without options. */
  option: WrongOption | null
}

export interface WrongOption {
  stem: string
  /** The words of the option; `对` or `错` for a true-false question. */
  text: string
  /** The truth value chosen, for a true-false question. */
  truth?: boolean
  /** How often it was chosen. */
  count: number
}

/**
 * The `limit` articles with the most wrong answers in the daily sets of a unit and everything below it, most first,
 * each with the wrong option most often chosen.
 */
export async function mostMissedOf(
  sql: Sql,
  span: { unitId: number; fromDay: Day; toDay: Day },
  limit: number,
): Promise<MissedArticle[]> {
  const articles = articlesMissed(await itemsOf(sql, span)).slice(0, limit)
  const versionIds = articles.flatMap((article) => article.versionIds)
  const [choices, contents] = [
    await wrongChoicesOf(sql, { ...span, versionIds }),
    await listContents(sql, versionIds),
  ]
  return articles.map(({ versionIds: own, ...article }) => ({
    ...article,
    option: mostChosen(
      choices.filter(({ versionId }) => own.includes(versionId)),
      contents,
    ),
  }))
}

function mostChosen(choices: WrongChoice[], contents: Map<number, Question>): WrongOption | null {
  const options = new Map<string, WrongOption>()
  for (const { versionId, given, count } of choices) {
    const content = contents.get(versionId)
    for (const option of content ? wrongOptions(content, given, count) : []) {
      const key = `${option.stem}\n${option.text}`
      const sofar = options.get(key)?.count ?? 0
      options.set(key, { ...option, count: sofar + option.count })
    }
  }
  return [...options.values()].sort((one, other) => other.count - one.count)[0] ?? null
}

function wrongOptions(content: Question, given: unknown, count: number): WrongOption[] {
  const { stem } = content
  if (content.kind === 'true-false') {
    if (typeof given !== 'boolean' || given === content.key) return []
    return [{ stem, text: given ? '对' : '错', truth: given, count }]
  }
  if (content.kind !== 'single' && content.kind !== 'multiple') return []
  const { options, key } = content
  const chosen: unknown[] = Array.isArray(given) ? given : []
  return chosen.flatMap((index) => {
    const text = typeof index === 'number' && !key.includes(index) ? options[index] : undefined
    return text === undefined ? [] : [{ stem, text, count }]
  })
}
