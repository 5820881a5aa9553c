import { z } from 'zod'

import type { Llm, LlmAnswer } from '../platform/llm.ts'
import type { Log } from '../platform/log.ts'
import { loadPrompt } from '../platform/prompts.ts'
import { markBuiltIn } from './built-in.ts'
import { verifiedQuote } from './evidence.ts'
import { scoreOf } from './mark.ts'
import type { FlagCode, GradeInput, Grader, Mark } from './mark.ts'
import { plain } from './normalise-answer.ts'

const wire = z.object({
  points: z.array(z.object({ id: z.string(), hit: z.boolean(), quote: z.string().nullable() })),
})
type Judged = z.infer<typeof wire>

/** Characters of an answer that a model is shown. */
const shown = 800
/** From this share of the marks on, the two graders are far apart. */
const farApart = 0.3

/**
 * The grader that asks a model which points are made, and believes only what it can prove: every
 * hit needs a quote from the answer, the score is summed here, and an answer that speaks to the
 * marker gets no point that the built-in grader does not see as well. The built-in mark stands in,
 * provisionally, whenever the model gives none.
 */
export function modelGrader(llm: Llm, log: Log): Grader {
  const prompt = loadPrompt('grade-short-answer')
  return async (input) => {
    const builtIn = markBuiltIn(input)
    if (input.answer.trim() === '') return builtIn
    const { question, officerId } = input
    const rubric = JSON.stringify(input.points.map(({ id, text }) => ({ id, text })))
    const text = input.answer.slice(0, shown)
    const answer = await llm.askJson({
      prompt,
      schema: wire,
      name: 'marked_points',
      inputs: { question, rubric, answer: text },
      // Two spellings of one answer are marked alike.
      cacheKey: [question, rubric, plain(text)],
      ...(officerId !== undefined && { officerId }),
    })
    if (answer.ok) return combined(input, builtIn, answer)
    log.warn({ reason: answer.reason }, 'no mark from the model: the built-in one stands in')
    return { ...builtIn, provisional: true, flags: [...builtIn.flags, 'model-unavailable'] }
  }
}

function combined(
  input: GradeInput,
  builtIn: Mark,
  { data, model, promptVersion }: LlmAnswer<Judged> & { ok: true },
): Mark {
  const guarded = builtIn.flags.some((flag) => flag === 'instructions' || flag === 'keyword-list')
  let voided = false
  const points = input.points.map(({ id }, i) => {
    const judged = data.points.find((point) => point.id === id)
    if (!judged?.hit) return { id, hit: false, quote: null }
    const quote = verifiedQuote(input, judged.quote ?? '')
    if (quote === null) voided = true
    const hit = quote !== null && (!guarded || builtIn.points[i]?.hit === true)
    return { id, hit, quote: hit ? quote : null }
  })
  const score = scoreOf(input.points, points)
  const flags = flagsOf(input, builtIn, score)
  if (voided) flags.push('quote-void')
  return {
    score,
    max: builtIn.max,
    points,
    provisional: flags.length > 0,
    flags,
    by: 'model',
    model,
    promptVersion,
  }
}

/** What stays uncertain although a model has read the answer. */
function flagsOf(input: GradeInput, builtIn: Mark, score: number): FlagCode[] {
  const flags: FlagCode[] = []
  if (builtIn.flags.includes('instructions')) flags.push('instructions')
  if (builtIn.flags.includes('keyword-list')) flags.push('keyword-list')
  if (input.answer.length > shown) flags.push('too-long')
  const comparable = !builtIn.flags.includes('no-keywords')
  if (comparable && Math.abs(score - builtIn.score) >= farApart * builtIn.max)
    flags.push('model-disagrees')
  return flags
}
