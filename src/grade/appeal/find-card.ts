import type { Db } from '../../platform/db.ts'
import { markBuiltIn } from '../built-in.ts'
import type { Mark } from '../mark.ts'
import type { Hit } from '../precedent.ts'
import { rubricOf } from '../rubric-from-key.ts'
import { findCase, listPrecedents, listWaiting, type Case } from './store.ts'

/** All that a reviewer needs to decide a mark. */
export interface MarkCard {
  found: Case
  /** What the rules make of the answer, beside the mark that it has. */
  builtIn: Mark
  precedents: { wording: string; points: Hit[] }[]
  /** Null when the mark does not wait for this reviewer. */
  place: { position: number; total: number } | null
}

const precedentsShown = 3

/** A mark that waits as `reviewer` (a Telegram id) sees it; null when there is no such task. */
export async function findMarkCard(
  db: Db,
  { taskId, reviewer }: { taskId: number; reviewer: number },
): Promise<MarkCard | null> {
  const found = await findCase(db, taskId)
  if (!found) return null
  const { question, given: answer, record } = found
  const waiting = await listWaiting(db, reviewer)
  const at = waiting.indexOf(taskId)
  return {
    found,
    builtIn: markBuiltIn({ question: question.stem, points: rubricOf(question), answer }),
    precedents: await listPrecedents(db, record.rubricHash, precedentsShown),
    place: at < 0 ? null : { position: at + 1, total: waiting.length },
  }
}

/** The mark that waits after another one; past the end it begins anew. Null when none does. */
export async function findNextMark(
  db: Db,
  { after, reviewer }: { after: number; reviewer: number },
): Promise<number | null> {
  const waiting = await listWaiting(db, reviewer)
  return waiting[waiting.indexOf(after) + 1] ?? waiting[0] ?? null
}
