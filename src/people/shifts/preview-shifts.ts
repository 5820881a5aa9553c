import type { Deps } from '../../platform/deps.ts'
import { findPlan, savePlan } from '../../platform/plan-imports.ts'
import type { TableFile } from '../../platform/tables.ts'
import { dayIn } from '../../shared/day.ts'
import { planShifts } from './match-officers.ts'
import type { ShiftPlan } from './plan.ts'
import { looksLikeShifts, readShifts } from './read-shifts.ts'
import { loadOfficers } from './store.ts'

export interface ShiftPreview {
  planId: number
  fileName: string
  plan: ShiftPlan
}

/** Reads a duty roster and keeps it; no shift changes. Null for a table that is none. */
export async function previewShifts(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  { tables, fileName, by }: { tables: TableFile; fileName: string; by: number },
): Promise<ShiftPreview | null> {
  const today = dayIn(settings.timeZone, now())
  if (!looksLikeShifts(tables, today)) return null
  const plan = planShifts(readShifts(tables, today), await loadOfficers(db))
  const kept = { kind: 'shifts' as const, fileName, rows: plan, createdBy: by, createdAt: now() }
  return { planId: await savePlan(db, kept), fileName, plan }
}

/** A preview made before; null once it is decided. */
export async function reviewShifts(
  { db }: Pick<Deps, 'db'>,
  planId: number,
): Promise<ShiftPreview | null> {
  const found = await findPlan(db, { id: planId, kind: 'shifts' })
  if (found?.state !== 'PREVIEW') return null
  return { planId, fileName: found.fileName, plan: found.rows as ShiftPlan }
}
