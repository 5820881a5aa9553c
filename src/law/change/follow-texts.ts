import type { Sql } from '../../platform/db.ts'
import { dayIn, type Day } from '../../shared/day.ts'
import { loadArticles, loadLaws, type Law, type Version } from '../store.ts'
import { applyChange, stepOf, type FollowDeps } from './apply-change.ts'
import { findTouched } from './find-touched.ts'
import { refreshWaiting } from './refresh-waiting.ts'
import { insertChange, listChanges, markUndone, saveDay, type SavedChange } from './store.ts'
import {
  articleChanges,
  changeToday,
  isStandingSame,
  stillHolds,
  textChanges,
  type TextChange,
} from './text-changes.ts'

/** What a correction of the library means for the questions in use. */
export type LawEffect = { law: string; lawId: number } & (
  | { kind: 'applied'; day: Day; versionId: number | null; stopped: number; renumbered: number }
  /** From that day on; so many questions in use rest on what it changes, as of now. */
  | { kind: 'planned'; day: Day; versionId: number | null; questions: number }
  /** So many questions are in use again. */
  | { kind: 'undone'; released: number }
)

/**
 * After texts came, went or got other days: where another text of a law holds now, its questions are
 * dealt with at once; what begins later is planned for its day; what holds no longer is taken back.
 * `before` are the laws as they were. In the transaction that holds the library (`lockLaws`).
 */
export async function followTexts(
  deps: FollowDeps,
  sql: Sql,
  { before, by }: { before: Law[]; by: number | null },
): Promise<LawEffect[]> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  const laws = await loadLaws(sql)
  const was = new Map(before.map((law) => [law.id, law]))
  const gone = before.filter(({ id }) => !laws.some((law) => law.id === id))
  const effects: LawEffect[] = []
  for (const law of [...laws, ...gone.map((one) => ({ ...one, versions: [] }))]) {
    const old = was.get(law.id)?.versions ?? []
    if (JSON.stringify(old) === JSON.stringify(law.versions)) continue
    effects.push(...(await followLaw(deps, sql, { laws, law, old, today, by })))
  }
  return effects
}

interface Following {
  laws: Law[]
  law: Law
  /** The texts as they were. */
  old: Version[]
  today: Day
  by: number | null
}

async function followLaw(deps: FollowDeps, sql: Sql, about: Following): Promise<LawEffect[]> {
  const undone = await takeBack(deps, sql, about)
  const planned = await plan(deps, sql, about)
  const { laws, law, old, today, by } = about
  const due = undone.length === 0 ? changeToday(old, law.versions, today) : null
  if (!due) return [...undone, ...planned]
  const known = (await listChanges(sql, law.id)).find(
    (one) => one.appliedAt === null && isOf(one, due),
  )
  const change = known ?? (await save(deps, sql, { law, by }, due))
  const counts = await applyChange(deps, sql, { change, laws, law })
  const applied = { kind: 'applied' as const, day: change.day, versionId: change.toVersionId }
  return [{ law: law.name, lawId: law.id, ...applied, ...counts }, ...planned]
}

/** Takes back the changes that were applied and hold no longer. */
async function takeBack(
  deps: FollowDeps,
  sql: Sql,
  { law, old, today, by }: Following,
): Promise<LawEffect[]> {
  if (isStandingSame(old, law.versions, today)) return []
  const effects: LawEffect[] = []
  for (const change of await listChanges(sql, law.id)) {
    const { id: lawChangeId, appliedAt } = change
    if (appliedAt === null || stillHolds(change, law.versions, today)) continue
    const at = deps.now()
    await markUndone(sql, lawChangeId, at)
    const released = await deps.release(sql, { lawChangeId, appliedAt, by, at })
    effects.push({ kind: 'undone', law: law.name, lawId: law.id, released })
  }
  if (effects.length > 0) await refreshWaiting(deps, sql, law)
  return effects
}

/** Makes the plan agree with the days of the texts. Tells what is new in it. */
async function plan(deps: FollowDeps, sql: Sql, about: Following): Promise<LawEffect[]> {
  const { laws, law, today, by } = about
  const wanted = textChanges(law.versions)
  const known = await listChanges(sql, law.id)
  const fresh = await correctDays(deps, sql, { known, wanted, today })
  for (const point of wanted) {
    const isNew = point.day > today && !known.some((one) => isOf(one, point))
    if (isNew) fresh.push(await save(deps, sql, { law, by }, point))
  }
  const effects: LawEffect[] = []
  for (const change of fresh) {
    const step = stepOf(change, law)
    const questions = step ? (await findTouched(sql, { laws, law }, step)).length : 0
    const { day, toVersionId: versionId } = change
    effects.push({ kind: 'planned', law: law.name, lawId: law.id, day, versionId, questions })
  }
  return effects
}

/** Drops what is planned and will not come; gives what is planned for another day than before. */
async function correctDays(
  deps: FollowDeps,
  sql: Sql,
  about: { known: SavedChange[]; wanted: TextChange<Version>[]; today: Day },
): Promise<SavedChange[]> {
  const { known, wanted, today } = about
  const moved: SavedChange[] = []
  for (const one of known) {
    const day = wanted.find((change) => isOf(one, change))?.day
    const isPlanned = one.appliedAt === null
    if (day === undefined && isPlanned) await markUndone(sql, one.id, deps.now())
    if (day === undefined || day === one.day) continue
    await saveDay(sql, one.id, day)
    if (isPlanned && day > today) moved.push({ ...one, day })
  }
  return moved
}

function isOf({ fromVersionId, toVersionId }: SavedChange, change: TextChange<Version>): boolean {
  return fromVersionId === change.from.id && toVersionId === (change.to?.id ?? null)
}

async function save(
  { now }: FollowDeps,
  sql: Sql,
  { law, by }: { law: Law; by: number | null },
  { day, from, to }: TextChange<Version>,
): Promise<SavedChange> {
  const before = await loadArticles(sql, [from.id])
  const after = to && (await loadArticles(sql, [to.id]))
  return await insertChange(sql, {
    lawId: law.id,
    law: law.name,
    fromVersionId: from.id,
    toVersionId: to?.id ?? null,
    day,
    changes: articleChanges(before, after),
    createdBy: by,
    now: now(),
  })
}
