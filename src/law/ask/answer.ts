/** What an answer about the law is made of. */
import type { PersonalKind } from '../../platform/mask-personal-data.ts'
import type { Day } from '../../shared/day.ts'

/** An article of the library, word for word, with the dates of its text. */
export interface SourceArticle {
  articleId: number
  law: string
  /** The day its text was made. */
  version: Day
  article: string
  inForce: Day
  /** Its last day in force; null while no end is known. */
  until: Day | null
  text: string
}

/** The words of an article that an answer rests on: `text.slice(start, end)`. */
export interface CitedPart {
  source: SourceArticle
  start: number
  end: number
}

/** What has to be said about an article that somebody names. */
export interface Remark {
  kind: 'past' | 'future' | 'repealed' | 'no-article' | 'no-part'
  law: string
  article: string
  version: Day
  /** Its first day in force for `future`, its last one for `past`, the day of its repeal. */
  date: Day
  /** The text in force instead; null where there is none. */
  current: Day | null
}

export interface LawAnswer {
  /**
   * Sentences of a model over checked quotes, the articles found, the articles named, articles that
   * may have to do with it, nothing, or a library that is empty.
   */
  kind: 'prose' | 'articles' | 'named' | 'related' | 'none' | 'no-laws'
  /** As it was searched: without personal data. */
  question: string
  masked: { kind: PersonalKind; count: number }[]
  /** Each rests on the citations with these indexes. Empty but for `prose`. */
  sentences: { text: string; cites: number[] }[]
  citations: CitedPart[]
  related: CitedPart[]
  remarks: Remark[]
  /** A model was asked and gave nothing. */
  isModelOut: boolean
}

/** Whether the answer rests on an article. */
export function isAnswered({ kind }: Pick<LawAnswer, 'kind'>): boolean {
  return kind === 'prose' || kind === 'articles' || kind === 'named'
}

/** The words that a citation shows, from the library and nowhere else. */
export function quoteOf({ source, start, end }: CitedPart): string {
  return source.text.slice(start, end)
}
