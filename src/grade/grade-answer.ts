import type { Db } from '../platform/db.ts'
import type { Grader } from './grader.ts'
import { rubricOf } from './rubric-from-key.ts'
import { rubricHashOf } from './rubric-hash.ts'
import { findAnswer, findShare, saveRecord } from './store.ts'

/** `share` is the share of the marks, 0 to 1; `again`: it was marked before and stays so. */
export type GradeOutcome =
  | { kind: 'marked'; share: number; again: boolean }
  | { kind: 'unknown' }
  | { kind: 'unanswered' }
  | { kind: 'objective' }

/**
 * Marks a stored short answer and keeps how it was marked. The answer itself belongs to the quiz,
 * which takes the share from here. A repeated call, also one after a crash, marks nothing anew and
 * returns the same share. No transaction is open while the grader works.
 */
export async function gradeAnswer(
  { db, grader, now }: { db: Db; grader: Grader; now: () => Date },
  { answerId }: { answerId: number },
): Promise<GradeOutcome> {
  const answer = await findAnswer(db, answerId)
  if (!answer) return { kind: 'unknown' }
  const { question, given, officerId } = answer
  if (question.kind !== 'short') return { kind: 'objective' }
  if (typeof given !== 'string') return { kind: 'unanswered' }
  const earlier = await findShare(db, answerId)
  if (earlier !== null) return { kind: 'marked', share: earlier, again: true }
  const points = rubricOf(question)
  const mark = await grader({ question: question.stem, points, answer: given, officerId })
  const rubricHash = rubricHashOf(question.stem, points)
  const share = await saveRecord(db, answerId, { mark, rubricHash, now: now() })
  return { kind: 'marked', share, again: false }
}
