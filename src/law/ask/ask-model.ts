import { z } from 'zod'

import type { Llm } from '../../platform/llm.ts'
import type { Log } from '../../platform/log.ts'
import { loadPrompt } from '../../platform/prompts.ts'
import { clip } from '../../shared/screen.ts'
import type { SourceArticle } from './answer.ts'
import type { ToldAnswer } from './verify-answer.ts'

const wire: z.ZodType<ToldAnswer> = z.object({
  answerable: z.boolean(),
  sentences: z.array(
    z.object({
      text: z.string(),
      cites: z.array(z.object({ article: z.number(), quote: z.string() })),
    }),
  ),
})

/** Characters of an article that a model is shown: eight of them stay below 3,000 tokens. */
const shown = 480
/** Somebody waits in the chat. */
const deadlineMs = 15_000

/** What a model makes of the question and these articles, unchecked; null where it gave nothing. */
export async function askModel(
  { llm, log }: { llm: Llm; log: Log },
  {
    question,
    articles,
    officerId,
  }: {
    question: string
    articles: SourceArticle[]
    officerId?: number | undefined
  },
): Promise<ToldAnswer | null> {
  const listed = articles.map(
    ({ law, article, text }, index) => `[${index + 1}] 《${law}》${article}\n${clip(text, shown)}`,
  )
  const answer = await llm.askJson({
    prompt: loadPrompt('answer-law-question'),
    schema: wire,
    name: 'cited_answer',
    inputs: { articles: listed.join('\n\n'), question },
    deadlineMs,
    ...(officerId !== undefined && { officerId }),
  })
  if (answer.ok) return answer.data
  log.warn({ reason: answer.reason }, 'no answer from the model: the articles stand in')
  return null
}
