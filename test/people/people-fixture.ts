import { confirmRoster } from '../../src/people/confirm-roster.ts'
import { previewTables } from '../../src/people/preview-roster.ts'
import type { Db } from '../../src/platform/db.ts'
import { readTables } from '../../src/platform/tables.ts'

export const now = () => new Date('2026-11-24T00:00:00Z')

export const header = '警号,姓名,单位,岗位,类别,职务'

export const smallCity = [
  header,
  '001,张三,市局,,民警,领导',
  '002,李四,市局/襄州分局,,民警,局长',
  '003,王五,市局/襄州分局/肖湾派出所,社区,民警,所长',
  '004,赵六,市局/襄州分局/肖湾派出所,社区,辅警,',
  '005,钱七,市局/襄城分局/昭明派出所,社区,民警,',
]

export function csv(lines: string[]): Uint8Array {
  return Buffer.from(lines.join('\n'))
}

/** Previews a roster and fails the test where it is none. */
export async function preview(db: Db, lines: string[], by = 9) {
  const tables = await readTables(csv(lines))
  const result = await previewTables({ db, now }, { tables, fileName: 'r.csv', by })
  if (result.kind !== 'preview') throw new Error(result.kind)
  return result
}

/** Imports a roster. */
export async function importRoster(db: Db, lines: string[]) {
  const { importId } = await preview(db, lines)
  const result = await confirmRoster({ db, now }, { importId, by: 9 })
  if (result.kind !== 'confirmed') throw new Error(result.kind)
  return result.changes
}

/** Empties everything this slice writes. */
export async function clearPeople(db: Db): Promise<void> {
  await db.$executeRaw`truncate "Absence", "BindingCode", "Role", "Officer", "UnitClosure", "Unit",
    "RosterImport", "Audit" restart identity cascade`
}

/** The id of the officer with this badge. */
export async function idOf(db: Db, badge: string): Promise<number> {
  return (await db.officer.findUniqueOrThrow({ where: { badge } })).id
}
