import type { Sql } from '../platform/db.ts'
import type { UnitRef } from '../shared/person.ts'

/** The unit with this path, names joined by `/` from the city down; null when there is none. */
export async function findUnitByPath(sql: Sql, path: string): Promise<UnitRef | null> {
  return sql.unit.findUnique({
    where: { path },
    select: { id: true, name: true, path: true, level: true },
  })
}
