/** Whose row it is: pure, given who is known. */

import type { Day } from '../../shared/day.ts'
import type { ShiftLetter, ShiftPlan, ShiftProblem } from './plan.ts'
import type { ShiftRow, ShiftRows } from './read-shifts.ts'

export interface RosterOfficer {
  id: number
  badge: string
  name: string
  /** The path of the unit. */
  unit: string
  active: boolean
}

type Fault = Pick<ShiftProblem, 'code' | 'args'>

/**
 * A plan of shifts from rows. An officer is named by badge number, or by name where only one active
 * officer of that name is in the unit that the row names. What is in doubt is refused with its reason.
 */
export function planShifts({ rows, days, problems }: ShiftRows, known: RosterOfficer[]): ShiftPlan {
  const find = officerFinder(known)
  const all = [...problems]
  const tables = new Map<RosterOfficer, Map<Day, ShiftLetter>>()
  for (const row of rows) {
    const found = find(row)
    const at = { sheet: row.sheet, row: row.row }
    if ('code' in found) {
      all.push({ ...at, ...found })
      continue
    }
    const shifts = tables.get(found) ?? new Map<Day, ShiftLetter>()
    tables.set(found, shifts)
    for (const { day, kind } of row.shifts) {
      const before = shifts.get(day) ?? '-'
      if (before === '-' || before === '?') shifts.set(day, kind)
      else if (kind !== before && kind !== '-') {
        all.push({ ...at, code: 'day-twice', args: { name: found.name, day } })
      }
    }
  }
  const officers = [...tables].map(([{ id, badge, name }, shifts]) => ({
    id,
    badge,
    name,
    kinds: days.map((day) => shifts.get(day) ?? '-').join(''),
  }))
  return { days, officers, problems: all.sort((one, other) => one.row - other.row) }
}

function officerFinder(known: RosterOfficer[]): (row: ShiftRow) => RosterOfficer | Fault {
  const byBadge = new Map(known.map((officer) => [officer.badge, officer]))
  const active = known.filter((officer) => officer.active)
  const byDigits = groupBy(active, ({ badge }) => badge.replace(/^0+/, ''))
  const byName = groupBy(active, ({ name }) => name)
  return (row) => {
    if (row.badge === null) return findByName(row, byName.get(row.name) ?? [])
    // A spreadsheet that took badge numbers for numbers has dropped their leading zeros.
    const [first, second] = byDigits.get(row.badge) ?? []
    const found = byBadge.get(row.badge) ?? (second ? undefined : first)
    if (!found) return { code: 'badge-unknown', args: { badge: row.badge } }
    if (row.name !== '' && row.name !== found.name) {
      const args = { badge: row.badge, name: row.name, known: found.name }
      return { code: 'badge-name', args }
    }
    return found.active ? found : { code: 'inactive', args: { name: found.name } }
  }
}

function findByName({ name, unit }: ShiftRow, namesakes: RosterOfficer[]): RosterOfficer | Fault {
  if (namesakes.length === 0) return { code: 'name-unknown', args: { name } }
  const wanted = joined(unit)
  const found =
    wanted === '' ? namesakes : namesakes.filter((one) => joined(one.unit).includes(wanted))
  const [first, ...others] = found
  if (!first) return { code: 'name-not-in-unit', args: { name, unit } }
  if (others.length === 0) return first
  return { code: 'name-ambiguous', args: { name, count: found.length } }
}

function joined(unit: string): string {
  return unit.normalize('NFKC').replace(/[\s/\\>|→—–-]/g, '')
}

function groupBy(officers: RosterOfficer[], keyOf: (officer: RosterOfficer) => string) {
  const groups = new Map<string, RosterOfficer[]>()
  for (const officer of officers) {
    const key = keyOf(officer)
    groups.set(key, [...(groups.get(key) ?? []), officer])
  }
  return groups
}
