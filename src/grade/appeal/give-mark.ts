import type { Sql } from '../../platform/db.ts'
import { queueDeliveries } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { clip, escapeHtml } from '../../shared/screen.ts'
import { markByPerson, type Hit } from '../precedent.ts'
import { rubricOf } from '../rubric-from-key.ts'
import { saveRecord, shareOf } from '../store.ts'
import { closeTasks, type Marked } from './store.ts'
import { tidy } from './tidy.ts'

/** What giving a mark touches. */
export interface GiveDeps extends Pick<Deps, 'now'> {
  /** The answer, the score of its day and its review card follow; `score` is the share of the marks. */
  setMark: (sql: Sql, mark: { answerId: number; score: number }) => Promise<void>
}

export interface GivenMark {
  hits: Hit[]
  /** Telegram id of who decided. */
  by: number
  note: string | null
  /** Decided about another answer of the same words. */
  byPrecedent: boolean
}

/** A notice that comes later than this would only confuse. */
const daysToTell = 7
const room = { stem: 60, points: 1_200, note: 300 }

/**
 * Gives an answer the mark that a person decided, and settles whatever waited about it. The officer
 * is told of every change and of what became of their appeal.
 */
export async function giveMark(
  deps: GiveDeps,
  sql: Sql,
  marked: Marked,
  given: GivenMark,
): Promise<void> {
  const { answerId, question, record } = marked
  const mark = markByPerson(rubricOf(question), given.hits, record.points)
  const flags = given.byPrecedent ? ['precedent'] : []
  const now = deps.now()
  const { rubricHash } = record
  const recordId = await saveRecord(sql, answerId, { mark: { ...mark, flags }, rubricHash, now })
  const changed = mark.score !== record.score
  const settled = await closeTasks(sql, answerId, { ...given, changed, now })
  await deps.setMark(sql, { answerId, score: shareOf(mark) })
  if (changed || settled.includes('APPEAL'))
    await tellOfficer(deps, sql, marked, { recordId, after: mark, note: given.note })
}

async function tellOfficer(
  { now }: GiveDeps,
  sql: Sql,
  { officerId, chatId, question, record }: Marked,
  told: { recordId: number; after: ReturnType<typeof markByPerson>; note: string | null },
): Promise<void> {
  if (chatId === null) return
  const { recordId, after, note } = told
  const turn = Math.sign(after.score - record.score)
  const at = now()
  const points = rubricOf(question)
  const forPoint = Math.floor(room.points / points.length)
  const lines = points.map(({ text }, i) => {
    const hit = after.points[i]?.hit === true
    const wasHit = record.points.some(({ id, hit: was }) => id === points[i]?.id && was)
    const sign = hit ? '✓' : '✗'
    return `${hit === wasHit ? sign : `${wasHit ? '✓' : '✗'}→${sign}`} ${clip(text, forPoint)}`
  })
  await queueDeliveries(sql, [
    {
      campaign: `mark:${recordId}`,
      kind: 'notice',
      chatId,
      officerId,
      data: {
        key: `mark-told-${turn > 0 ? 'raised' : turn < 0 ? 'lowered' : 'kept'}`,
        stem: escapeHtml(clip(question.stem.replace(/\s+/g, ' '), room.stem)),
        before: tidy(record.score),
        after: tidy(after.score),
        max: tidy(after.max),
        points: escapeHtml(lines.join('\n')),
        hasNote: note === null ? 'no' : 'yes',
        note: note === null ? '' : escapeHtml(clip(note, room.note)),
      },
      priority: 1,
      dueAt: at,
      expiresAt: new Date(at.getTime() + daysToTell * 86_400_000),
    },
  ])
}
