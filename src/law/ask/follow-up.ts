/** A question that goes on from the one before: 那第二款呢, 未成年人呢. Pure. */
import { numeral } from '../article-number.ts'
import { readCitations } from '../citation.ts'

/** A question and the first article its answer rests on. */
export interface Before {
  text: string
  cited: { law: string; article: string } | null
}

/** After this a reply to an answer is a question of its own. */
const minutes = 10

export function isStillOpen(askedAt: Date, now: Date): boolean {
  return now.getTime() - askedAt.getTime() <= minutes * 60_000
}

/**
 * What is searched for a follow-up: another article, paragraph or item belongs to the article that was
 * cited; anything else is searched together with the question before.
 */
export function joinQuestions({ text: earlier, cited }: Before, text: string): string {
  const [article] = readCitations(text)
  if (cited && article && article.at < 3) return `${cited.law}${text.slice(article.at)}`
  const isPart = new RegExp(`^.{0,3}第\\s*[（(]?${numeral}+[）)]?\\s*[款项]`).test(text)
  if (cited && !article && isPart) return `${cited.law}${cited.article} ${text}`
  return `${earlier} ${text}`
}
