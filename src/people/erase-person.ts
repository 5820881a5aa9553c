import type { Sql } from '../platform/db.ts'
import type { AccountSpan } from '../shared/account-span.ts'

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

/**
 * Every account that was ever bound to an officer, each for the time in which it was theirs: what it sent before its
 * first binding is theirs as well, what it sends once another officer is bound to it is not.
 */
export async function listAccounts(sql: Sql, officerId: number): Promise<AccountSpan[]> {
  return await sql.$queryRaw<AccountSpan[]>`
    with bound as (
      select actor as account, at, object from "Audit"
      where act = 'officer-bound' and actor is not null
      union all
      -- Whose binding is not on record, or not any more.
      select o."telegramId", coalesce(o."boundAt", o."createdAt"), 'officer:' || o.id from "Officer" o
      where o."telegramId" is not null and not exists (
        select from "Audit" a where a.act = 'officer-bound' and a.actor = o."telegramId"
          and a.object = 'officer:' || o.id)),
    spans as (
      select account, object, lead(at) over bindings as until,
        case when lag(at) over bindings is null then to_timestamp(0) else at end as "from"
      from bound window bindings as (partition by account order by at))
    select account::float8 as account, "from", until from spans
    where object = ${`officer:${officerId}`} order by "from"`
}
