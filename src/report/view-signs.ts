import type { Deps } from '../platform/deps.ts'
import type { Day } from '../shared/day.ts'
import type { Person } from '../shared/person.ts'
import { auditSigns, helpSigns, type HelpSigns } from './signs.ts'
import { unitWithinReach } from './view-unit.ts'

/**
 * Who and what needs help in a unit up to the end of `day`, for a person who leads it or a unit above
 * it, or who is an admin; null when it is out of reach, which is recorded, as is a look at names.
 */
export async function viewSigns(
  deps: Pick<Deps, 'db' | 'now'>,
  { person, unitId, day }: { person: Person; unitId: number; day: Day },
): Promise<HelpSigns | null> {
  if (!(await unitWithinReach(deps, person, unitId))) return null
  const signs = await helpSigns(deps, { unitId, day })
  await auditSigns(deps.db, { at: deps.now(), actor: person.telegramId, signs })
  return signs
}
