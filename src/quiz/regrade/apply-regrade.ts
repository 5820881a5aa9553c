import { audit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/db.ts'
import { queueDeliveries } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { addDays, dayIn } from '../../shared/day.ts'
import {
  changesToMake,
  countChanges,
  findRegradable,
  judgeAll,
  versionsAskingTheSame,
  type MarkChange,
  type NotRegradable,
} from './plan-regrade.ts'
import {
  findRegrade,
  hastenReviews,
  listEarlierAnswers,
  listListeners,
  listVersions,
  lockRegrades,
  moveOpenAnswers,
  saveRegrade,
  updateDuties,
  type Current,
} from './store.ts'

export interface RegradeInput {
  questionId: number
  /** The version whose key the person saw. */
  version: number
  /** Change only the marks that rise. */
  nobodyLoses: boolean
  /** A Telegram id; null for the command line. */
  by: number | null
}

export type Regraded =
  | {
      kind: 'applied'
      raised: number
      lowered: number
      officers: number
      unmatched: number
      /** Dealt questions not yet answered that are now asked as the present version. */
      moved: number
    }
  /** Every mark agrees with the key, because this very regrade was made before. */
  | { kind: 'already'; raised: number; lowered: number }
  | { kind: 'nothing' }
  /** The question was edited since the person looked. */
  | { kind: 'stale' }
  | NotRegradable

/** Ten thousand officers take a second or two. */
const timeLimit = { maxWait: 30_000, timeout: 120_000 }
const daysToTell = 7
/** After the day's own messages, which go out at 5. */
const priority = 7

/**
 * Marks the answers to earlier versions of a question by its present key: marks, the scores of the
 * days, review cards, a message to every officer whose mark changed, all or nothing. Made twice it
 * changes nothing the second time.
 *
 * An answer that is being given meanwhile is not lost: questions that wait for their answer are first
 * moved to the present version where it asks the same, and an answer judged by the old key is refused
 * by `saveAnswer` and judged again. Where the present version asks otherwise the officer is marked by
 * what was asked, and the next regrade finds the answer.
 */
export async function applyRegrade(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
  input: RegradeInput,
): Promise<Regraded> {
  return await deps.db.$transaction(async (sql): Promise<Regraded> => {
    await lockRegrades(sql)
    const current = await findRegradable(sql, input.questionId)
    if ('kind' in current) return current
    if (current.version !== input.version) return { kind: 'stale' }
    const versions = await listVersions(sql, input.questionId)
    const from = versionsAskingTheSame(current, versions)
    const moved = await moveOpenAnswers(sql, { from, to: current })
    const answers = await listEarlierAnswers(sql, current, { lock: true })
    const judged = judgeAll(current, versions, answers)
    const changes = changesToMake(judged.changes, input.nobodyLoses)
    if (changes.length === 0 && moved === 0) return await whyNothing(sql, input)
    if (changes.length > 0) await makeChanges(sql, deps, { current, input, changes })
    const done = { ...countChanges(changes), unmatched: judged.unmatched, moved }
    const { questionId, version, nobodyLoses, by } = input
    await audit(sql, {
      at: deps.now(),
      actor: by,
      act: 'answers-regraded',
      object: `question:${questionId}`,
      detail: { version, nobodyLoses, ...done },
    })
    return { kind: 'applied', ...done }
  }, timeLimit)
}

async function whyNothing(
  sql: Sql,
  { questionId, version, nobodyLoses }: RegradeInput,
): Promise<Regraded> {
  const before = await findRegrade(sql, { questionId, version, nobodyLoses })
  return before ? { kind: 'already', ...before } : { kind: 'nothing' }
}

async function makeChanges(
  sql: Sql,
  { now, settings }: Pick<Deps, 'now' | 'settings'>,
  { current, input, changes }: { current: Current; input: RegradeInput; changes: MarkChange[] },
): Promise<void> {
  const { raised, lowered } = countChanges(changes)
  const { questionId, version } = current
  const { nobodyLoses, by } = input
  const counts = { questionId, version, nobodyLoses, raised, lowered }
  const at = now()
  const regradeId = await saveRegrade(sql, { ...counts, createdBy: by, createdAt: at }, changes)
  await updateDuties(sql, unique(changes.map(({ sittingId }) => sittingId)))
  // A card whose answer became right keeps its day: one review too many harms nobody.
  const lost = changes.filter(({ before, outcome }) => before === 1 && outcome !== 'RIGHT')
  const tomorrow = addDays(dayIn(settings.timeZone, at), 1)
  await hastenReviews(
    sql,
    lost.map(({ answerId }) => answerId),
    tomorrow,
  )
  const expiresAt = new Date(at.getTime() + daysToTell * 86_400_000)
  const listeners = await listListeners(sql, unique(changes.map(({ officerId }) => officerId)))
  const campaign = `regrade:${regradeId}`
  await queueDeliveries(
    sql,
    listeners.map((listener) => ({
      ...listener,
      campaign,
      kind: 'regrade',
      data: { regradeId },
      priority,
      dueAt: at,
      expiresAt,
    })),
  )
}

function unique(ids: number[]): number[] {
  return [...new Set(ids)]
}
