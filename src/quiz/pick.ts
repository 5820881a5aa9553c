/** A question that could be dealt. */
export interface Candidate {
  questionId: number
  versionId: number
  kind: string
  /** Questions of one family ask for the same point. */
  family: string | null
}

/** Typing takes longest: one short answer keeps the set within three minutes. */
const mostShort = 1

/**
 * The set to deal: the first of `lists` is exhausted before the next is touched (reviews due, unseen
 * of the theme, unseen of the rest, least shown); no question twice, at most one short answer and one
 * question of a family unless nothing else is left.
 */
export function pickQuestions(lists: Candidate[][], size: number): Candidate[] {
  const picked = new Map<number, Candidate>()
  const families = new Set<string>()
  let short = 0
  const passedOver: Candidate[] = []
  for (const candidate of lists.flat()) {
    if (picked.size === size) break
    if (picked.has(candidate.questionId)) continue
    const { kind, family } = candidate
    const isSibling = family !== null && families.has(family)
    if (isSibling || (kind === 'short' && short === mostShort)) {
      passedOver.push(candidate)
      continue
    }
    if (family !== null) families.add(family)
    if (kind === 'short') short++
    picked.set(candidate.questionId, candidate)
  }
  for (const candidate of passedOver) {
    if (picked.size === size) break
    picked.set(candidate.questionId, candidate)
  }
  // Typed answers last: the buttons come first while the phone is in one hand.
  return [...picked.values()].sort((one, other) => typing(one) - typing(other))
}

function typing({ kind }: Candidate): number {
  return kind === 'short' ? 2 : kind === 'fill-in' ? 1 : 0
}
