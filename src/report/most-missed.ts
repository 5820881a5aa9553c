import type { ArticleRow } from './store.ts'

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

/** One entry per article, in the order of the rows, with the wrong option most often chosen. */
export function mostMissed(rows: ArticleRow[]): MissedArticle[] {
  const articles = new Map<string, { article: MissedArticle; options: Map<string, WrongOption> }>()
  for (const { choice, ...article } of rows) {
    const key = `${article.law}\n${article.article}`
    const entry = articles.get(key) ?? {
      article: { ...article, option: null },
      options: new Map<string, WrongOption>(),
    }
    articles.set(key, entry)
    for (const option of choice ? wrongOptions(choice) : []) {
      const optionKey = `${option.stem}\n${option.text}`
      const sofar = entry.options.get(optionKey)?.count ?? 0
      entry.options.set(optionKey, { ...option, count: sofar + option.count })
    }
  }
  return [...articles.values()].map(({ article, options }) => ({
    ...article,
    option: [...options.values()].sort((one, other) => other.count - one.count)[0] ?? null,
  }))
}

function wrongOptions({ content, given, count }: NonNullable<ArticleRow['choice']>): WrongOption[] {
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
