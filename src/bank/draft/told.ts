import { z } from 'zod'

import { lawTitle } from '../../shared/law-title.ts'
import type { Question, RubricPoint } from '../../shared/question.ts'
import { settleDrafts } from '../formats/settle.ts'
import type { DraftSource } from './rules/draft.ts'

/** A question as a model writes it down. Key: letters, 对 or 错, or a model answer. */
export const toldQuestion = z.object({
  kind: z.enum(['single', 'multiple', 'true-false', 'short']),
  stem: z.string(),
  options: z.array(z.string()),
  key: z.string(),
  quote: z.string(),
  explanation: z.string(),
  rubric: z.array(
    z.object({
      text: z.string(),
      keywords: z.array(z.array(z.string())),
      quantities: z.array(z.string()),
    }),
  ),
})
export type ToldQuestion = z.infer<typeof toldQuestion>

const fullMarks = 100

/**
 * What a model wrote as a question on its source; null where it is none that can be asked: no key, two
 * keys of a single choice, a letter without an option, a short answer without points.
 */
export function readTold(told: ToldQuestion, source: DraftSource): Question | null {
  const { kind, stem, options, key, explanation, quote } = told
  const { law, version, article } = source
  const rubric = kind === 'short' ? rubricOf(told.rubric) : []
  if (kind === 'short' && rubric.length === 0) return null
  const { items } = settleDrafts([
    {
      place: {},
      kind,
      stem,
      options,
      key,
      explanation,
      topic: lawTitle(law),
      basis: { law, ...(version && { version }), article, quote: quote.trim() },
      ...(rubric.length > 0 && { rubric }),
    },
  ])
  const question = items[0]?.question
  return question?.kind === kind ? question : null
}

function rubricOf(told: ToldQuestion['rubric']): RubricPoint[] {
  const points = told.filter(
    ({ text, keywords }) => text.trim() !== '' && keywords.flat().length > 0,
  )
  const weight = Math.floor(fullMarks / Math.max(1, points.length))
  return points.map(({ text, keywords, quantities }, index) => ({
    id: `p${index + 1}`,
    weight: index === 0 ? fullMarks - weight * (points.length - 1) : weight,
    text: text.trim(),
    keywords: keywords.map(filled).filter((group) => group.length > 0),
    quantities: filled(quantities),
  }))
}

function filled(words: string[]): string[] {
  return words.map((word) => word.trim()).filter((word) => word !== '')
}
