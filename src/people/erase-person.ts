import type { Sql } from '../platform/db.ts'

export interface Erased {
  officerId: number
  badge: string
  name: string
  /** Under which word the rows live on that a unit's numbers are made of: 已注销. */
  word: string
}

/**
 * Takes a person out of the people: no name, badge, account, right, code, leave or shift is left, and their
 * lines in the rosters that were loaded say so little. The row itself stays, for the numbers of their units.
 */
export async function erasePerson(
  sql: Sql,
  { officerId, badge, name, word }: Erased,
): Promise<void> {
  const where = { officerId }
  await sql.role.deleteMany({ where })
  await sql.bindingCode.deleteMany({ where })
  await sql.absence.deleteMany({ where })
  await sql.shift.deleteMany({ where })
  await sql.officer.update({
    where: { id: officerId },
    data: {
      badge: `${word}-${officerId}`,
      name: word,
      post: null,
      telegramId: null,
      boundAt: null,
      blockedAt: null,
      locale: null,
      active: false,
    },
  })
  // A roster that nobody has confirmed would bring them back under their old name.
  await sql.$executeRaw`
    update "RosterImport" set rows = '{}',
      state = case when state = 'PREVIEW' then 'CANCELLED' else state end
    where position(to_jsonb(${badge}::text)::text in rows::text) > 0
      or position(to_jsonb(${name}::text)::text in rows::text) > 0`
}

/** Every account that was ever bound to an officer. */
export async function listAccounts(sql: Sql, officerId: number): Promise<number[]> {
  const rows = await sql.$queryRaw<{ account: number }[]>`
    select "telegramId"::float8 as account from "Officer"
    where id = ${officerId} and "telegramId" is not null
    union select actor::float8 from "Audit"
    where act = 'officer-bound' and object = ${`officer:${officerId}`} and actor is not null`
  return rows.map(({ account }) => account)
}
