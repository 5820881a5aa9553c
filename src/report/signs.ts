import { audit } from '../platform/audit.ts'
import type { Sql } from '../platform/db.ts'
import { itemsOf } from '../quiz/items.ts'
import { addDays, type Day } from '../shared/day.ts'
import type { UnitLevel } from '../shared/person.ts'
import { masteryBy, type Mastery } from './mastery.ts'
import { findFamily, listMissingInARow, type MissingInARow } from './signs-store.ts'

/** 需要帮助 or 留意. */
export type Help = 'red' | 'amber'

export interface UnitSigns {
  unitId: number
  name: string
  /** The officers who sit in the office itself. */
  own: boolean
  /** Officers with three due days missed in a row, and with two. */
  red: number
  amber: number
}

/** Who and what needs help, each by a rule that everybody can see. */
export interface HelpSigns {
  unitId: number
  level: UnitLevel
  day: Day
  /** Officers of the unit and everything below it. */
  red: number
  amber: number
  /** The units directly below with such officers, those who need help first; none for a station. */
  units: UnitSigns[]
  /** The officers by name: only for a station, where people know each other. */
  people: { officerId: number; badge: string; name: string; help: Help }[]
  /** Topics below 70 % over four weeks, the weakest first. */
  topics: (Mastery & { help: Help })[]
}

/** Mastery below which a topic needs help, and below which it wants an eye on it. */
const masteryRules = { red: 0.6, amber: 0.7 }
/** Mastery is taken over four weeks, so that each topic came up. */
const masteryDays = 28

/**
 * The signs up to the end of `day`: due days missed in a row, and weak topics of the daily sets. Asks nobody for
 * permission and records nothing: whoever shows names calls `auditSigns`.
 * @throws when there is no such unit
 */
export async function helpSigns(
  { db }: { db: Sql },
  { unitId, day }: { unitId: number; day: Day },
): Promise<HelpSigns> {
  const { unit, below } = await findFamily(db, unitId)
  const missing = await listMissingInARow(db, { unitId, day })
  const items = await itemsOf(db, { unitId, fromDay: addDays(day, 1 - masteryDays), toDay: day })
  const isStation = unit.level === 'STATION'
  return {
    unitId,
    level: unit.level,
    day,
    ...countsOf(missing),
    units: isStation ? [] : unitSigns(missing, { own: unit, below }),
    people: isStation ? missing.map(personOf) : [],
    topics: masteryBy(items, 'topic').flatMap((topic) => {
      const help = helpForMastery(topic.rate)
      return help ? [{ ...topic, help }] : []
    }),
  }
}

/** Records that somebody saw the names; nothing where there were none. */
export async function auditSigns(
  sql: Sql,
  { at, actor, signs }: { at: Date; actor: number; signs: HelpSigns },
): Promise<void> {
  if (signs.people.length === 0) return
  await audit(sql, {
    at,
    actor,
    act: 'see-missing-names',
    object: `unit:${signs.unitId}`,
    detail: { signs: signs.day, names: signs.people.length },
  })
}

/** What a mastery of 0 to 1 asks for; null where it is good enough. */
export function helpForMastery(rate: number): Help | null {
  if (rate < masteryRules.red) return 'red'
  return rate < masteryRules.amber ? 'amber' : null
}

function countsOf(missing: MissingInARow[]): { red: number; amber: number } {
  const red = missing.filter((one) => helpForDays(one) === 'red').length
  return { red, amber: missing.length - red }
}

function helpForDays({ days }: MissingInARow): Help {
  return days >= 3 ? 'red' : 'amber'
}

interface Named {
  id: number
  name: string
}

function unitSigns(
  missing: MissingInARow[],
  { own, below }: { own: Named; below: Named[] },
): UnitSigns[] {
  return [...below, own]
    .map((unit) => ({
      unitId: unit.id,
      name: unit.name,
      own: unit === own,
      ...countsOf(missing.filter(({ childId }) => childId === unit.id)),
    }))
    .filter(({ red, amber }) => red + amber > 0)
    .sort((one, other) => other.red - one.red || other.amber - one.amber)
}

function personOf(missing: MissingInARow): HelpSigns['people'][number] {
  const { officerId, badge, name } = missing
  return { officerId, badge, name, help: helpForDays(missing) }
}
