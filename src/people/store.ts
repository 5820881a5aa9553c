/** Queries about single people: who they are, how they bind, when they are away. */

import type { Sql } from '../platform/db.ts'
import { inBatches, perClient } from '../platform/in-batches.ts'
import type { Day } from '../shared/day.ts'
import type { Locale } from '../shared/locale.ts'
import type { UnitRef } from '../shared/person.ts'

export interface BoundOfficer {
  id: number
  badge: string
  name: string
  locale: string | null
  /** The bot was blocked, as far as is known. */
  blocked: boolean
  unit: UnitRef
  /** Those that hold on the day asked for. */
  roles: { kind: 'LEADER' | 'ADMIN' | 'REVIEWER'; unit: UnitRef }[]
}

const boundOfficers = perClient((sql: Sql) =>
  inBatches(async (asked: { telegramId: number; day: Day }[]) => {
    const rows = await sql.$queryRaw<{ key: string; officer: BoundOfficer }[]>`
      select asked."telegramId" || ' ' || asked.day as key, json_build_object(
        'id', o.id, 'badge', o.badge, 'name', o.name, 'locale', o.locale,
        'blocked', o."blockedAt" is not null,
        'unit', json_build_object('id', u.id, 'name', u.name, 'path', u.path, 'level', u.level),
        'roles', coalesce((
          select json_agg(json_build_object('kind', r.kind, 'unit', json_build_object(
            'id', ru.id, 'name', ru.name, 'path', ru.path, 'level', ru.level)) order by ru.path)
          from "Role" r join "Unit" ru on ru.id = r."unitId"
          where r."officerId" = o.id and (r.until is null or r.until >= asked.day)
        ), '[]'::json)) as officer
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked ("telegramId" bigint, day text)
      join "Officer" o on o."telegramId" = asked."telegramId" and o.active
      join "Unit" u on u.id = o."unitId"`
    const byKey = new Map(rows.map(({ key, officer }) => [key, officer]))
    return asked.map(({ telegramId, day }) => byKey.get(`${telegramId} ${day}`) ?? null)
  }),
)

/** The active officer bound to an account, with the roles of `day`; one query, shared with whoever else taps just then. */
export async function findBound(
  sql: Sql,
  bound: { telegramId: number; day: Day },
): Promise<BoundOfficer | null> {
  return await boundOfficers(sql)(bound)
}

/** The officer an account is bound to, active or not. */
export async function findByAccount(
  sql: Sql,
  telegramId: number,
): Promise<{ id: number; active: boolean } | null> {
  return sql.officer.findUnique({
    where: { telegramId },
    select: { id: true, active: true },
  })
}

/** A binding code with the officer it is for. */
export async function findCode(sql: Sql, hash: string) {
  return sql.bindingCode.findUnique({
    where: { hash },
    select: {
      usedAt: true,
      expiresAt: true,
      officer: {
        select: { id: true, badge: true, name: true, active: true, telegramId: true },
      },
    },
  })
}

/** Uses a code up: false when another was faster or it has run out. */
export async function useCode(
  sql: Sql,
  { hash, at }: { hash: string; at: Date },
): Promise<boolean> {
  const used = await sql.$queryRaw<unknown[]>`
    update "BindingCode" set "usedAt" = ${at}
    where hash = ${hash} and "usedAt" is null and "expiresAt" > ${at} returning hash`
  return used.length > 0
}

/** Ties an account to an officer; the account the officer had before is nobody's from now on. */
export async function bindAccount(
  sql: Sql,
  { officerId, telegramId, at }: { officerId: number; telegramId: number; at: Date },
): Promise<void> {
  await sql.officer.update({
    where: { id: officerId },
    data: { telegramId, boundAt: at, blockedAt: null },
  })
}

/** Frees an account from an officer who is no longer active. */
export async function freeAccount(sql: Sql, officerId: number): Promise<void> {
  await sql.officer.update({
    where: { id: officerId },
    data: { telegramId: null, boundAt: null },
  })
}

/** Active officers: those with these ids, or all who are not bound. By unit, then badge. */
export async function listForCodes(
  sql: Sql,
  which: number[] | 'unbound',
): Promise<{ id: number; badge: string; name: string; unit: string }[]> {
  const officers = await sql.officer.findMany({
    where: {
      active: true,
      ...(which === 'unbound' ? { telegramId: null } : { id: { in: which } }),
    },
    select: { id: true, badge: true, name: true, unit: { select: { path: true } } },
    orderBy: [{ unit: { path: 'asc' } }, { badge: 'asc' }],
  })
  return officers.map(({ unit, ...officer }) => ({ ...officer, unit: unit.path }))
}

/** Puts new codes in the place of all unused older ones of the same officers, which run out now. */
export async function replaceCodes(
  sql: Sql,
  codes: { hash: string; officerId: number }[],
  { at, expiresAt }: { at: Date; expiresAt: Date },
): Promise<void> {
  const officerIds = codes.map(({ officerId }) => officerId)
  await sql.$executeRaw`
    update "BindingCode" set "expiresAt" = ${at}
    where "officerId" = any(${officerIds}::int[]) and "usedAt" is null and "expiresAt" > ${at}`
  await sql.$executeRaw`
    insert into "BindingCode" (hash, "officerId", "createdAt", "expiresAt")
    select hash, "officerId", ${at}, ${expiresAt}
    from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as row (hash text, "officerId" int)`
}

/** Notes that an account can be written to again. */
export async function setReachable(sql: Sql, telegramId: number): Promise<void> {
  await sql.officer.updateMany({ where: { telegramId }, data: { blockedAt: null } })
}

export interface Unreachable {
  officerId: number
  name: string
  badge: string
  unit: string
}

/** Notes that an account cannot be written to. Gives whose it is; null where that was known, or nobody's. */
export async function setBlocked(
  sql: Sql,
  { telegramId, at }: { telegramId: number; at: Date },
): Promise<Unreachable | null> {
  const [officer] = await sql.$queryRaw<Unreachable[]>`
    update "Officer" o set "blockedAt" = ${at} from "Unit" u
    where o."telegramId" = ${telegramId} and o."blockedAt" is null and u.id = o."unitId"
    returning o.id as "officerId", o.name, o.badge, u.name as unit`
  return officer ?? null
}

/**
 * Who looks after an officer's unit on `day`: the leaders of the lowest unit over the officer that has
 * any whom messages reach, without the officer.
 */
export async function listContacts(
  sql: Sql,
  { officerId, day }: { officerId: number; day: Day },
): Promise<{ officerId: number; chatId: number }[]> {
  return await sql.$queryRaw`
    with leaders as (
      select leader.id, leader."telegramId", scope.depth
      from "Officer" o
        join "UnitClosure" scope on scope."unitId" = o."unitId"
        join "Role" r on r."unitId" = scope."ancestorId" and r.kind = 'LEADER'
          and (r.until is null or r.until >= ${day})
        join "Officer" leader on leader.id = r."officerId" and leader.id <> o.id and leader.active
          and leader."telegramId" is not null and leader."blockedAt" is null
      where o.id = ${officerId})
    select distinct id as "officerId", "telegramId"::float8 as "chatId" from leaders
    where depth = (select min(depth) from leaders) order by id`
}

/** Keeps the language an officer chose. */
export async function setLocale(
  sql: Sql,
  { officerId, locale }: { officerId: number; locale: Locale },
): Promise<void> {
  await sql.officer.update({ where: { id: officerId }, data: { locale } })
}

export interface RosterCounts {
  active: number
  bound: number
  unbound: number
  /** Bound, but the bot is blocked. */
  blocked: number
  inactive: number
  /** Unbound officers who hold a code that still works. */
  invited: number
}

/** How many officers are in which state. */
export async function countOfficers(sql: Sql, now: Date): Promise<RosterCounts> {
  const [counts] = await sql.$queryRaw<RosterCounts[]>`
    select count(*) filter (where active)::int as active,
      count(*) filter (where active and "telegramId" is not null)::int as bound,
      count(*) filter (where active and "telegramId" is null)::int as unbound,
      count(*) filter (where active and "telegramId" is not null and "blockedAt" is not null)::int
        as blocked,
      count(*) filter (where not active)::int as inactive,
      count(*) filter (where active and "telegramId" is null and exists (
        select 1 from "BindingCode" c
        where c."officerId" = o.id and c."usedAt" is null and c."expiresAt" > ${now}))::int
        as invited
    from "Officer" o`
  if (!counts) throw new Error('an aggregate without a row')
  return counts
}

/** One officer by badge number, as an admin sees them. */
export async function findByBadge(sql: Sql, badge: string) {
  return sql.officer.findUnique({
    where: { badge },
    include: { unit: { select: { path: true } } },
  })
}
