import { findKeyword } from './find-keyword.ts'
import type { Sentence } from './normalise-answer.ts'
import { familyOf, sameQuantity } from './quantities.ts'
import type { Requirement } from './requirement.ts'
import type { Scene } from './scene.ts'

/**
 * 取保候审和监视居住分别是12个月和6个月: amounts and subjects in two rows. Returns the points whose
 * amount stands at their place in the row (hit) and those whose place holds another one (miss);
 * nothing where the answer has no such sentence. The subjects are in the answer's order, else the question's.
 */
export function respectively(scene: Scene): Map<string, { hit: boolean; sentence: Sentence }> {
  const verdicts = new Map<string, { hit: boolean; sentence: Sentence }>()
  for (const sentence of scene.sentences) {
    if (!/分别|依次|各自/.test(scene.text.slice(sentence.start, sentence.end))) continue
    for (const points of rowsOf(scene)) {
      const family = familyOfPoint(points[0])
      const amounts = scene.quantities.filter(
        (q) => familyOf(q.unit) === family && q.start >= sentence.start && q.end <= sentence.end,
      )
      if (amounts.length !== points.length) continue
      inOrder(scene, sentence, points).forEach(({ point, slots }, i) => {
        const said = amounts[i]
        const hit = said !== undefined && (slots[0] ?? []).some((slot) => sameQuantity(slot, said))
        verdicts.set(point.id, { hit, sentence })
      })
    }
  }
  return verdicts
}

/** The points with words and exactly one amount, by the dimension of that amount. */
function rowsOf({ requirements }: Scene): Requirement[][] {
  const single = requirements.filter(({ groups, slots }) => slots.length === 1 && groups.length > 0)
  return [...new Set(single.map(familyOfPoint))]
    .map((family) => single.filter((own) => familyOfPoint(own) === family))
    .filter((points) => points.length >= 2)
}

function familyOfPoint(own: Requirement | undefined): string {
  return familyOf(own?.slots[0]?.[0]?.unit ?? '')
}

function inOrder(scene: Scene, sentence: Sentence, points: Requirement[]): Requirement[] {
  const question = { start: 0, end: scene.question.length }
  for (const [text, span] of [
    [scene.text, sentence] as const,
    [scene.question, question] as const,
  ]) {
    const placed = points.map((own) => ({ own, at: firstPlace(text, span, own) }))
    if (placed.every(({ at }) => at < Infinity))
      return placed.toSorted((a, b) => a.at - b.at).map(({ own }) => own)
  }
  return points
}

function firstPlace(text: string, span: { start: number; end: number }, own: Requirement): number {
  const places = own.groups.flat().flatMap((word) => findKeyword(text, span, word))
  return Math.min(...places.map(({ start }) => start))
}
