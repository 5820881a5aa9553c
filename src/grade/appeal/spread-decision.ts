import { audit } from '../../platform/audit.ts'
import type { Db, Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { lockAnswer } from '../store.ts'
import { giveMark, type GiveDeps } from './give-mark.ts'
import { sameAnswers, type SameAnswer } from './same-answers.ts'
import { findCase, findMarked, listMarkedUnder, lockMarks, type Case } from './store.ts'

/** How many marks rise and fall. */
export interface Spread {
  raised: number
  lowered: number
}

/** A thousand answers in the same words are marked in a few seconds. */
const timeLimit = { maxWait: 30_000, timeout: 120_000 }

/** What a decision would change about other answers of the same words; nothing is changed. */
export async function planSpread({ db }: { db: Db }, found: Case): Promise<Spread> {
  return countOf(sameAnswers(found, await listMarkedUnder(db, found.record.rubricHash)))
}

/**
 * Marks every other answer of the same words as was decided, all or nothing; their officers are told.
 * Made twice it changes nothing the second time. Null where the task is not decided.
 */
export function spreadDecision(
  deps: GiveDeps & Pick<Deps, 'db'>,
  { taskId, by }: { taskId: number; by: number },
): Promise<Spread | null> {
  return deps.db.$transaction(async (sql) => {
    await lockMarks(sql)
    const found = await findCase(sql, taskId)
    if (!found?.isDecided) return null
    const same = await holdAll(sql, found)
    const hits = found.record.points.map(({ id, hit }) => ({ id, hit }))
    for (const { marked } of same) {
      await giveMark(deps, sql, marked, { hits, by, note: found.note, byPrecedent: true })
    }
    const spread = countOf(same)
    await audit(sql, {
      at: deps.now(),
      actor: by,
      act: 'marks-made-alike',
      object: `answer:${found.answerId}`,
      detail: { task: taskId, ...spread },
    })
    return spread
  }, timeLimit)
}

/** The same answers, held one after the other and read again: a person may decide one meanwhile. */
async function holdAll(sql: Sql, found: Case): Promise<SameAnswer[]> {
  const others = await listMarkedUnder(sql, found.record.rubricHash)
  const held = []
  for (const { marked } of sameAnswers(found, others)) {
    await lockAnswer(sql, marked.answerId)
    const now = await findMarked(sql, marked.answerId)
    if (now) held.push(now)
  }
  return sameAnswers(found, held)
}

function countOf(same: SameAnswer[]): Spread {
  const raised = same.filter(({ gain }) => gain > 0).length
  return { raised, lowered: same.length - raised }
}
