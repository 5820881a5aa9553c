import { z } from 'zod'

import type { Llm, LlmAnswer } from '../platform/llm.ts'
import type { Log } from '../platform/log.ts'
import { loadPrompt, type Prompt } from '../platform/prompts.ts'
import { passShare } from '../shared/pass-share.ts'
import type { RubricPoint } from '../shared/question.ts'
import { markBuiltIn } from './built-in.ts'
import { verifiedQuote } from './evidence.ts'
import { scoreOf } from './mark.ts'
import type { FlagCode, GradeInput, Grader, Mark } from './mark.ts'
import { plain } from './normalise-answer.ts'
import { inOtherOrder } from './rubric-hash.ts'

/** An endpoint that leaves `insufficient` out means no by it. */
const wire = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null ? { insufficient: false, ...value } : value,
  z.object({
    points: z.array(z.object({ id: z.string(), hit: z.boolean(), quote: z.string().nullable() })),
    insufficient: z.boolean(),
  }),
)
type Judged = z.infer<typeof wire>

/** Characters of an answer that a model is shown. */
const shown = 800
/** From this share of the marks on, the two graders are far apart. */
const farApart = 0.3

/** What one reading of the model proved. */
interface Reading {
  hits: { id: string; hit: boolean; quote: string | null }[]
  score: number
  /** A hit had no evidence in the answer. */
  isVoided: boolean
}

/**
 * The grader that asks a model which points are made, and believes only what it can prove: every
 * hit needs a quote from the answer, the score is summed here, and an answer that speaks to the
 * marker gets no point that the built-in grader does not see as well. Where the built-in grader
 * comes to something else, the model reads again with the points in another order; if both readings
 * make the same points the mark stands, else a person decides. Until then the first reading holds: a
 * mean would be a mark that no points add up to. The built-in mark stands in, provisionally,
 * whenever the model gives none or cannot judge the answer.
 */
export function modelGrader(llm: Llm, log: Log): Grader {
  const prompt = loadPrompt('grade-short-answer')
  return async (input) => {
    const builtIn = markBuiltIn(input)
    if (input.answer.trim() === '') return builtIn
    const answer = await ask(llm, prompt, input, { points: input.points, reading: [] })
    if (!answer.ok) {
      log.warn({ reason: answer.reason }, 'no mark from the model: the built-in one stands in')
      return standingIn(builtIn, 'model-unavailable')
    }
    if (answer.data.insufficient) return standingIn(builtIn, 'insufficient')
    const first = read(input, answer.data)
    const isSure = !isOdd(builtIn, first)
    const doubt = isSure ? null : await readAgain({ llm, log, prompt }, input, first)
    return combined(input, builtIn, { answer, reading: first, doubt })
  }
}

async function ask(
  llm: Llm,
  prompt: Prompt,
  { question, answer, officerId }: GradeInput,
  { points, reading }: { points: RubricPoint[]; reading: string[] },
): Promise<LlmAnswer<Judged>> {
  const rubric = JSON.stringify(points.map(({ id, text }) => ({ id, text })))
  const text = answer.slice(0, shown)
  return await llm.askJson({
    prompt,
    schema: wire,
    name: 'marked_points',
    inputs: { question, rubric, answer: text },
    // Two spellings of one answer are marked alike.
    cacheKey: [question, rubric, plain(text), ...reading],
    ...(officerId !== undefined && { officerId }),
  })
}

function standingIn(builtIn: Mark, flag: FlagCode): Mark {
  return { ...builtIn, provisional: true, flags: [...builtIn.flags, flag] }
}

function read(input: GradeInput, { points }: Judged): Reading {
  let isVoided = false
  const hits = input.points.map(({ id }) => {
    const judged = points.find((point) => point.id === id)
    if (!judged?.hit) return { id, hit: false, quote: null }
    const quote = verifiedQuote(input, judged.quote ?? '')
    if (quote === null) isVoided = true
    return { id, hit: quote !== null, quote }
  })
  return { hits, score: scoreOf(input.points, hits), isVoided }
}

/** The built-in grader is the tripwire: far away, or on the other side of the pass mark. */
function isOdd(builtIn: Mark, { score }: Reading): boolean {
  if (isGuarded(builtIn) && score - builtIn.score >= farApart * builtIn.max) return true
  // Overlap of characters alone is no ground for doubt.
  if (builtIn.flags.includes('no-keywords')) return false
  const passes = (one: number) => one >= passShare * builtIn.max
  const isFar = Math.abs(score - builtIn.score) >= farApart * builtIn.max
  return isFar || passes(score) !== passes(builtIn.score)
}

async function readAgain(
  { llm, log, prompt }: { llm: Llm; log: Log; prompt: Prompt },
  input: GradeInput,
  first: Reading,
): Promise<FlagCode | null> {
  const points = inOtherOrder(input.question, input.points)
  const answer = await ask(llm, prompt, input, { points, reading: ['again'] })
  if (!answer.ok) {
    log.warn({ reason: answer.reason }, 'no second reading: a person decides')
    return 'model-disagrees'
  }
  const second = read(input, answer.data)
  const isSame = second.hits.every(({ hit }, i) => hit === first.hits[i]?.hit)
  return isSame && !answer.data.insufficient ? null : 'readings-differ'
}

function isGuarded({ flags }: Mark): boolean {
  return flags.includes('instructions') || flags.includes('keyword-list')
}

function combined(
  input: GradeInput,
  builtIn: Mark,
  found: { answer: LlmAnswer<Judged> & { ok: true }; reading: Reading; doubt: FlagCode | null },
): Mark {
  const { answer, reading, doubt } = found
  const points = reading.hits.map((point, i) =>
    isGuarded(builtIn) && builtIn.points[i]?.hit !== true
      ? { ...point, hit: false, quote: null }
      : point,
  )
  const flags = flagsOf(input, builtIn)
  if (doubt) flags.push(doubt)
  if (reading.isVoided) flags.push('quote-void')
  return {
    score: scoreOf(input.points, points),
    max: builtIn.max,
    points,
    provisional: flags.length > 0,
    flags,
    by: 'model',
    model: answer.model,
    promptVersion: answer.promptVersion,
  }
}

/** What stays uncertain although a model has read the answer. */
function flagsOf(input: GradeInput, builtIn: Mark): FlagCode[] {
  const flags: FlagCode[] = []
  if (builtIn.flags.includes('instructions')) flags.push('instructions')
  if (builtIn.flags.includes('keyword-list')) flags.push('keyword-list')
  if (input.answer.length > shown) flags.push('too-long')
  return flags
}
