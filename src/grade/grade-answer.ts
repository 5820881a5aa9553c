import type { Deps } from '../platform/deps.ts'
import { tellReviewers, type TellDeps } from './appeal/tell-reviewers.ts'
import type { Grader } from './grader.ts'
import { markByPerson, wordingOf } from './precedent.ts'
import { rubricOf } from './rubric-from-key.ts'
import { rubricHashOf } from './rubric-hash.ts'
import {
  findAnswer,
  findPrecedent,
  findShare,
  lockAnswer,
  openMarkTask,
  saveRecord,
  shareOf,
  type NewRecord,
} from './store.ts'

/** `share` is the share of the marks, 0 to 1; `again`: it was marked before and stays so. */
export type GradeOutcome =
  | { kind: 'marked'; share: number; again: boolean }
  | { kind: 'unknown' }
  | { kind: 'unanswered' }
  | { kind: 'objective' }

/**
 * Marks a stored short answer and keeps how it was marked: as a person decided about these very
 * words under this rubric, else by the grader. A mark that is too doubtful waits for a person. The
 * answer itself belongs to the quiz, which takes the share from here. A repeated call, also one after
 * a crash, marks nothing anew and returns the same share. No transaction is open while the grader works.
 */
export async function gradeAnswer(
  deps: TellDeps & Pick<Deps, 'db'> & { grader: Grader },
  { answerId }: { answerId: number },
): Promise<GradeOutcome> {
  const { db, grader, now } = deps
  const answer = await findAnswer(db, answerId)
  if (!answer) return { kind: 'unknown' }
  const { question, given, officerId } = answer
  if (question.kind !== 'short') return { kind: 'objective' }
  if (typeof given !== 'string') return { kind: 'unanswered' }
  const earlier = await findShare(db, answerId)
  if (earlier !== null) return { kind: 'marked', share: earlier, again: true }
  const points = rubricOf(question)
  const rubricHash = rubricHashOf(question.stem, points)
  const precedent = await findPrecedent(db, rubricHash, wordingOf(given))
  const mark = precedent
    ? { ...markByPerson(points, precedent), flags: ['precedent'] }
    : await grader({ question: question.stem, points, answer: given, officerId })
  const share = await keepMark(deps, answerId, { mark, rubricHash, now: now() })
  return { kind: 'marked', share, again: false }
}

/**
 * Keeps a mark unless the answer has one, of two workers with the same job one wins, and asks for a
 * person where it needs one. Returns the share of the marks that counts.
 */
async function keepMark(
  deps: TellDeps & Pick<Deps, 'db'>,
  answerId: number,
  record: NewRecord,
): Promise<number> {
  return await deps.db.$transaction(async (sql) => {
    await lockAnswer(sql, answerId)
    const earlier = await findShare(sql, answerId)
    if (earlier !== null) return earlier
    await saveRecord(sql, answerId, record)
    const reason = whyPerson(record.mark.flags)
    if (reason !== null && (await openMarkTask(sql, { answerId, reason, now: record.now })))
      await tellReviewers(deps, sql)
    return shareOf(record.mark)
  })
}

function whyPerson(flags: string[]): 'DISAGREEMENT' | 'INSUFFICIENT' | null {
  if (flags.includes('insufficient')) return 'INSUFFICIENT'
  const isDisputed = flags.includes('readings-differ') || flags.includes('model-disagrees')
  return isDisputed ? 'DISAGREEMENT' : null
}
