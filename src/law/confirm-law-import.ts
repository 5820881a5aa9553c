import { audit } from '../platform/audit.ts'
import type { Db, Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import { followTimeLimit, type FollowDeps } from './change/apply-change.ts'
import { followTexts, type LawEffect } from './change/follow-texts.ts'
import {
  findLawImport,
  moveLawImport,
  saveImportedLaws,
  type ImportedLaw,
  type LawImport,
} from './import-store.ts'
import { aliasesOf } from './law-name.ts'
import { ensureLaw, insertVersion, loadLaws, lockLaws } from './store.ts'
import { standingOf } from './view-law-import.ts'

/** A law that went into the library. */
export interface TakenLaw {
  name: string
  lawId: number
  versionId: number
  date: Day
  inForce: Day
  articles: number
}

/** A law of the file that did not, and why. */
export interface SkippedLaw {
  title: string
  reason: 'already-there' | 'date-taken' | 'no-date'
  date: Day | null
}

export type LawConfirmation =
  | { kind: 'confirmed'; taken: TakenLaw[]; skipped: SkippedLaw[]; effects: LawEffect[] }
  /** Nothing of the file can go in; it stays a preview. */
  | { kind: 'nothing'; skipped: SkippedLaw[] }
  | { kind: 'already-confirmed' | 'cancelled' | 'undone' | 'unknown' }

/**
 * Takes the laws of a previewed file into the library, each as a new law or as a further text of a
 * known one, in one transaction; with `follow`, the questions that rest on what it changes are dealt
 * with in it as well. `by` is a Telegram id, null for the command line.
 */
export function confirmLawImport(
  { db, now, follow }: { db: Db; now: () => Date; follow?: FollowDeps },
  { importId, by }: { importId: number; by: number | null },
): Promise<LawConfirmation> {
  return db.$transaction(async (sql): Promise<LawConfirmation> => {
    await lockLaws(sql)
    const saved = await findLawImport(sql, importId)
    if (!saved) return { kind: 'unknown' }
    if (saved.state !== 'PREVIEW') return { kind: whyNot(saved) }
    const before = await loadLaws(sql)
    const taken: TakenLaw[] = []
    const skipped: SkippedLaw[] = []
    const laws: ImportedLaw[] = []
    for (const law of saved.laws) {
      const done = await takeIn(sql, law, { fileName: saved.fileName, by, now: now() })
      if ('versionId' in done) taken.push(done)
      else skipped.push(done)
      laws.push('versionId' in done ? { ...law, versionId: done.versionId } : law)
    }
    if (taken.length === 0) return { kind: 'nothing', skipped }
    await moveLawImport(sql, { id: importId, from: 'PREVIEW', to: 'LIVE', at: now() })
    await saveImportedLaws(sql, saved, { laws, problems: saved.problems })
    const detail = taken.map(({ name, date, inForce }) => ({ name, date, inForce }))
    const object = `law-import:${importId}`
    await audit(sql, { at: now(), actor: by, act: 'law-imported', object, detail })
    const effects = follow ? await followTexts(follow, sql, { before, by }) : []
    return { kind: 'confirmed', taken, skipped, effects }
  }, followTimeLimit)
}

async function takeIn(
  sql: Sql,
  law: ImportedLaw,
  { fileName, by, now }: { fileName: string; by: number | null; now: Date },
): Promise<TakenLaw | SkippedLaw> {
  const { title, date, inForce, articles } = law
  const standing = await standingOf(sql, law, await loadLaws(sql))
  const isNew = standing.kind === 'new-law' || standing.kind === 'new-version'
  if (!isNew || date === null || inForce === null) {
    const reason = isNew ? 'no-date' : standing.kind
    return { title, reason, date: 'date' in standing ? standing.date : null }
  }
  const lawId =
    standing.kind === 'new-version'
      ? standing.lawId
      : await ensureLaw(sql, { name: title, aliases: aliasesOf(title), now })
  const version = { lawId, date, inForce, fileName, createdBy: by, now, articles }
  const versionId = await insertVersion(sql, version)
  const name = standing.kind === 'new-version' ? standing.name : title
  return { name, lawId, versionId, date, inForce, articles: articles.length }
}

function whyNot({ state }: LawImport): 'already-confirmed' | 'cancelled' | 'undone' {
  if (state === 'UNDONE') return 'undone'
  return state === 'CANCELLED' ? 'cancelled' : 'already-confirmed'
}
