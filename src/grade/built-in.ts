import { addressesMarker } from './instructions.ts'
import { markPoint } from './mark-point.ts'
import type { Verdict } from './mark-point.ts'
import { maxOf, scoreOf } from './mark.ts'
import type { FlagCode, GradeInput, Grader, Mark } from './mark.ts'
import { quoteOf } from './normalise-answer.ts'
import { respectively } from './respectively.ts'
import { sceneOf } from './scene.ts'
import type { Scene } from './scene.ts'

/**
 * The grader that needs nothing: rubric words, amounts and polarity, the same answer always giving
 * the same mark. It is provisional only when a flag says that it is unsure.
 */
export function builtInGrader(): Grader {
  return (input) => Promise.resolve(markBuiltIn(input))
}

/** What a Telegram message holds; more is not read. */
const longest = 4096

/** Marks one answer against its rubric in about a millisecond; pure. */
export function markBuiltIn(given: GradeInput): Mark {
  const input = { ...given, answer: given.answer.slice(0, longest) }
  const scene = sceneOf(input)
  const verdicts = verdictsOf(scene)
  const points = input.points.map(({ id }, i) => {
    const verdict = verdicts[i]
    const quote =
      verdict?.hit && verdict.span ? quoteOf(input.answer, scene.normal, verdict.span) : null
    return { id, hit: verdict?.hit ?? false, quote }
  })
  const flags = flagsOf(input, scene, verdicts)
  if (given.answer.length > longest) flags.push('too-long')
  return {
    score: scoreOf(input.points, points),
    max: maxOf(input.points),
    points,
    provisional: flags.length > 0,
    flags,
    by: 'built-in',
  }
}

function verdictsOf(scene: Scene): Verdict[] {
  const inRows = respectively(scene)
  return scene.requirements.map((own): Verdict => {
    const row = inRows.get(own.point.id)
    if (!row) return markPoint(scene, own)
    return { hit: row.hit, span: row.sentence, why: row.hit ? 'said' : 'quantity' }
  })
}

function flagsOf(input: GradeInput, scene: Scene, verdicts: Verdict[]): FlagCode[] {
  const flags: FlagCode[] = []
  const open = scene.requirements.some(({ groups, slots }) => groups.length + slots.length === 0)
  if (addressesMarker(input.answer, scene.normal.text)) flags.push('instructions')
  if (open) flags.push('no-keywords')
  if (verdicts.some(({ why }) => why === 'contradicted')) flags.push('contradiction')
  if (scene.hedged) flags.push('hedged')
  if (scene.listed) flags.push('keyword-list')
  if (scene.echoed) flags.push('question-echo')
  return flags
}
