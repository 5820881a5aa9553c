import type { Question } from '../../shared/question.ts'
import { checkDraft, type DraftFault } from './rules/check-draft.ts'
import type { Draft, DraftSource } from './rules/draft.ts'

/** Why a draft was dropped: what the check finds, or that it is no question at all. */
export type Dropped = DraftFault | 'unreadable'

/** How many drafts were dropped for each reason. */
export type DroppedCounts = Partial<Record<Dropped, number>>

/**
 * Keeps the drafts that the check finds nothing wrong with, in order, none like another or like
 * `others`. Null stands for a draft that could not be read.
 */
export function siftDrafts(
  drafts: (Draft | null)[],
  { source, others }: { source: DraftSource; others: Question[] },
): { kept: Draft[]; dropped: DroppedCounts } {
  const kept: Draft[] = []
  const dropped: DroppedCounts = {}
  for (const draft of drafts) {
    const seen = [...others, ...kept.map(({ question }) => question)]
    const fault = draft ? checkDraft(draft, { source, others: seen })[0] : 'unreadable'
    if (fault) addTo(dropped, { [fault]: 1 })
    else if (draft) kept.push(draft)
  }
  return { kept, dropped }
}

export function addTo(counts: DroppedCounts, more: DroppedCounts): void {
  for (const [fault, count] of Object.entries(more) as [Dropped, number][]) {
    counts[fault] = (counts[fault] ?? 0) + count
  }
}
