import type { RubricPoint, ShortQuestion } from '../shared/question.ts'
import { plain, sentencesOf } from './normalise-answer.ts'

/**
 * The rubric of a short question. Where none was written, every sentence of the model answer is a
 * point of equal weight, without words to look for: marks against it are always provisional.
 */
export function rubricOf({ key, rubric }: ShortQuestion): RubricPoint[] {
  if (rubric && rubric.length > 0) return rubric
  const text = plain(key)
  const sentences = sentencesOf(text).map(({ start, end }) => text.slice(start, end))
  return (sentences.length > 0 ? sentences : [key]).map((sentence, i) => ({
    id: `s${i + 1}`,
    weight: 1,
    text: sentence,
    keywords: [],
    quantities: [],
  }))
}
