import type { Basis, Question } from '../../shared/question.ts'

export type Reason = 'NEW' | 'EDITED' | 'REPORTED' | 'LAW_CHANGED'
export type Decision = 'APPROVED' | 'CHANGED' | 'REJECTED' | 'RETIRED'

/** So many officers who say the same of a question take it out of use until somebody has looked. */
export const reportsToTakeOut = 3

/**
 * The Telegram id of whoever wrote the text that a task is about: the proposal, or the question as it
 * is. Null for the program itself, which asks whether a changed law still bears a question, and for
 * the command line.
 */
export function authorOf(
  task: { reason: Reason; openedBy: number | null },
  question: { authorId: number | null },
): number | null {
  if (task.reason === 'LAW_CHANGED') return null
  if (task.reason === 'EDITED') return task.openedBy
  return question.authorId ?? (task.reason === 'NEW' ? task.openedBy : null)
}

/**
 * The text that approving a task brings; null where it leaves the question as it is. Of what the
 * program proposed because of a law only the basis counts: the rest may have been mended since.
 */
export function proposedText(
  { reason, proposal }: { reason: Reason; proposal: Question | null },
  { content }: { content: Question },
): Question | null {
  if (reason !== 'LAW_CHANGED' || !proposal?.basis) return proposal
  return hasSameBasis(content, proposal.basis) ? null : { ...content, basis: proposal.basis }
}

export function hasSameBasis({ basis }: Question, other: Basis): boolean {
  const parts = (one: Basis | undefined) => [one?.law, one?.version, one?.article, one?.quote]
  return JSON.stringify(parts(basis)) === JSON.stringify(parts(other))
}

/** Whether officers are asked something else by the second text, or have to answer something else. */
export function isAskedOtherwise(before: Question, after: Question): boolean {
  const asked = (one: Question) => [one.stem, 'options' in one ? one.options : []]
  return (
    isKeyChanged(before, after) || JSON.stringify(asked(before)) !== JSON.stringify(asked(after))
  )
}

/** Whether an answer may be judged otherwise by the second text. */
export function isKeyChanged(before: Question, after: Question): boolean {
  return before.kind !== after.kind || JSON.stringify(before.key) !== JSON.stringify(after.key)
}

/**
 * The lines that differ between two texts, in order, with `− ` before those of the first and `+ `
 * before those of the second: what a longest common subsequence leaves out.
 */
export function diffLines(before: string[], after: string[]): string[] {
  const common = commonLengths(before, after)
  const lines: string[] = []
  let [one, other] = [0, 0]
  while (one < before.length || other < after.length) {
    if (one < before.length && before[one] === after[other]) {
      one++
      other++
      continue
    }
    const skipsBefore = common[one + 1]?.[other] ?? -1
    const skipsAfter = common[one]?.[other + 1] ?? -1
    if (skipsBefore >= skipsAfter) lines.push(`− ${before[one++]}`)
    else lines.push(`+ ${after[other++]}`)
  }
  return lines
}

/** `[i][j]`: how many lines the rests from `i` and `j` on have in common, in order. */
function commonLengths(before: string[], after: string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  )
  for (let one = before.length - 1; one >= 0; one--) {
    for (let other = after.length - 1; other >= 0; other--) {
      const row = lengths[one] ?? []
      const below = lengths[one + 1] ?? []
      row[other] =
        before[one] === after[other]
          ? (below[other + 1] ?? 0) + 1
          : Math.max(below[other] ?? 0, row[other + 1] ?? 0)
    }
  }
  return lengths
}
