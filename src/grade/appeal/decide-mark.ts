import { audit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { wordingOf, type Hit } from '../precedent.ts'
import { rubricOf } from '../rubric-from-key.ts'
import { lockAnswer } from '../store.ts'
import { giveMark, type GiveDeps } from './give-mark.ts'
import { ticksOf } from './same-answers.ts'
import { findCase, savePrecedent, saveTicks, type Case } from './store.ts'

export type MarkDecision =
  | { kind: 'decided'; before: number; found: Case }
  /** By whoever was first. */
  | { kind: 'already'; by: number | null }
  /** Somebody ticked otherwise since the person looked. */
  | { kind: 'moved' }
  /** Nobody decides about answers of their own. */
  | { kind: 'own' }
  | { kind: 'unknown' }

export interface DecidingMark {
  taskId: number
  /** The ticks that the person saw, in the order of the points; null to leave the mark as it is. */
  ticks: boolean[] | null
  /** Telegram id of the reviewer. */
  by: number
}

/**
 * A person decides a mark: by the points as ticked, or that it stays. The first decision holds, the
 * officer is told, and whoever gives the same words under the same rubric is marked alike from now on.
 */
export function decideMark(
  deps: GiveDeps & Pick<Deps, 'db'>,
  deciding: DecidingMark,
): Promise<MarkDecision> {
  return inTurn(deps.db, deciding, async (sql, found): Promise<MarkDecision> => {
    const { ticks, by } = deciding
    const seen = ticks && hitsOf(found, ticks)
    if (seen && JSON.stringify(seen) !== JSON.stringify(ticksOf(found))) return { kind: 'moved' }
    const hits = seen ?? found.record.points.map(({ id, hit }) => ({ id, hit }))
    await giveMark(deps, sql, found, { hits, by, note: found.note, byPrecedent: false })
    const now = deps.now()
    const wording = wordingOf(found.given)
    const { taskId, record, answerId } = found
    const { rubricHash } = record
    if (wording !== null) await savePrecedent(sql, { rubricHash, wording, hits, taskId, by, now })
    const object = `answer:${answerId}`
    const detail = { task: taskId, reason: found.reason }
    await audit(sql, { at: now, actor: by, act: 'mark-decided', object, detail })
    const after = await findCase(sql, taskId)
    return after ? { kind: 'decided', before: record.score, found: after } : { kind: 'unknown' }
  })
}

/** Ticks or unticks a point of a mark that is being decided. */
export function tickPoint(
  { db }: Pick<Deps, 'db'>,
  tick: { taskId: number; index: number; hit: boolean; by: number },
): Promise<MarkDecision | { kind: 'ticked' }> {
  return inTurn(db, tick, async (sql, found) => {
    const ticks = ticksOf(found).map(({ id, hit }, i) => ({
      id,
      hit: i === tick.index ? tick.hit : hit,
    }))
    await saveTicks(sql, tick.taskId, ticks)
    return { kind: 'ticked' as const }
  })
}

/** Holds the answer, so that what is done about its mark is done in turn, and only while it waits. */
function inTurn<Done>(
  db: Deps['db'],
  { taskId, by }: { taskId: number; by: number },
  act: (sql: Sql, found: Case) => Promise<Done>,
): Promise<Done | MarkDecision> {
  return db.$transaction(async (sql): Promise<Done | MarkDecision> => {
    const task = await findCase(sql, taskId)
    if (!task) return { kind: 'unknown' }
    await lockAnswer(sql, task.answerId)
    // Read again: another reviewer may have held the answer.
    const found = await findCase(sql, taskId)
    if (!found) return { kind: 'unknown' }
    if (found.isDecided) return { kind: 'already', by: found.decidedBy }
    if (found.chatId === by) return { kind: 'own' }
    return await act(sql, found)
  })
}

function hitsOf({ question }: Case, ticks: boolean[]): Hit[] {
  return rubricOf(question).map(({ id }, i) => ({ id, hit: ticks[i] === true }))
}
