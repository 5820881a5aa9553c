import { z } from 'zod'

import type { Llm, LlmFailure } from '../../platform/llm.ts'
import { loadPrompt } from '../../platform/prompts.ts'
import { clip } from '../../shared/screen.ts'
import type { Draft, DraftSource } from './rules/draft.ts'
import { readTold, toldQuestion } from './told.ts'

const wire = z.object({ questions: z.array(toldQuestion.extend({ point: z.string() })) })

/** Three points with three questions each. */
const mostDrafts = 9
/** Stems of what is there already, so that a prompt stays below 3,000 tokens. */
const knownStems = 8
const roomForStem = 60
const roomForSource = 1_800
export const draftDeadlineMs = 40_000

/**
 * What a model drafts from one article or section, unchecked; null in the list for what cannot be read
 * as a question. `known` are stems of questions about it that exist already.
 */
export async function askForDrafts(
  llm: Llm,
  source: DraftSource,
  known: string[],
): Promise<{ drafts: (Draft | null)[] } | { failure: LlmFailure }> {
  const stems = known.slice(0, knownStems).map((stem) => `- ${clip(stem, roomForStem)}`)
  const answer = await llm.askJson({
    prompt: loadPrompt('draft-questions'),
    schema: wire,
    name: 'drafts',
    inputs: {
      source: `《${source.law}》${source.article}\n${clip(source.text, roomForSource)}`,
      known: stems.length > 0 ? stems.join('\n') : '（无）',
    },
    deadlineMs: draftDeadlineMs,
  })
  if (!answer.ok) return { failure: answer.reason }
  const drafts = answer.data.questions.slice(0, mostDrafts).map(({ point, ...told }) => {
    const question = readTold(told, source)
    return question && { question, point: clip(point.trim(), 40) }
  })
  return { drafts }
}
