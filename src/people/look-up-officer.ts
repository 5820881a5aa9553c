import { audit } from '../platform/audit.ts'
import type { Deps } from '../platform/deps.ts'
import { findByBadge } from './store.ts'

/** One officer by badge number, for an admin; the look is recorded. Null where there is none. */
export async function lookUpOfficer(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { badge, by }: { badge: string; by: number },
) {
  const officer = await findByBadge(db, badge)
  if (!officer) return null
  const object = `officer:${officer.id}`
  await audit(db, { at: now(), actor: by, act: 'officer-looked-up', object })
  return officer
}
