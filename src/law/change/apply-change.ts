import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { LawTakenBack, LawTouched } from '../../shared/law-change.ts'
import type { Law, Version } from '../store.ts'
import { findTouched, type LawStep } from './find-touched.ts'
import { refreshWaiting } from './refresh-waiting.ts'
import { markApplied, type SavedChange } from './store.ts'

/** The clock, and what the bank does about its questions: the shell lends it. */
export interface FollowDeps extends Pick<Deps, 'now'> {
  settings: Pick<Deps['settings'], 'timeZone'>
  /** Stops or renumbers the questions that a change touches, within the transaction. */
  touch: (sql: Sql, touched: LawTouched) => Promise<{ stopped: number; renumbered: number }>
  /** Shows what waits because of an earlier change beside what holds now. */
  refresh: (sql: Sql, questions: LawTouched['questions']) => Promise<void>
  /** Gives back what a change had stopped and nobody has decided about. Gives how many. */
  release: (sql: Sql, takenBack: LawTakenBack) => Promise<number>
}

/** Tens of thousands of questions may rest on one law. */
export const followTimeLimit = { maxWait: 30_000, timeout: 180_000 }

/** A change holds from now on: the questions that rest on what it changed are dealt with, once. */
export async function applyChange(
  deps: FollowDeps,
  sql: Sql,
  { change, laws, law }: { change: SavedChange; laws: Law[]; law: Law },
): Promise<{ stopped: number; renumbered: number }> {
  const at = deps.now()
  await refreshWaiting(deps, sql, law)
  await markApplied(sql, change.id, at)
  const step = stepOf(change, law)
  const questions = step ? await findTouched(sql, { laws, law }, step) : []
  if (questions.length === 0) return { stopped: 0, renumbered: 0 }
  return await deps.touch(sql, {
    lawChangeId: change.id,
    law: change.law,
    day: change.day,
    isRepealed: change.toVersionId === null,
    by: change.createdBy,
    at,
    questions,
  })
}

/** A saved change with the texts it is about; null where one of them is not in the library any more. */
export function stepOf(
  { fromVersionId, toVersionId, changes }: SavedChange,
  { versions }: Law,
): LawStep | null {
  const textOf = (id: number | null): Version | undefined => versions.find((one) => one.id === id)
  const [from, to] = [textOf(fromVersionId), textOf(toVersionId)]
  if (!from || (toVersionId !== null && !to)) return null
  return { from, date: to?.date ?? null, changes }
}
