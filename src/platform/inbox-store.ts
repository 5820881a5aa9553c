/** The table of updates: stored before they are confirmed, in the hands of one process, handled or set aside. */

import { within, type AccountSpan } from '../shared/account-span.ts'
import { Prisma, type Db, type Sql } from './db.ts'
import { isFree, type Replica } from './replica.ts'

/** The part of a Telegram update that the inbox itself reads. */
export interface StoredUpdate {
  update_id: number
}

export interface InboxRow {
  updateId: bigint
  personId: bigint
  body: StoredUpdate
  tries: number
  /** How often its handling was begun since a process died that had it in hand; null where none has. */
  begun: number | null
  receivedAt: Date
}

/** Updates that are taken at a time. */
const batchSize = 200

export async function storeUpdates(
  { db, now }: { db: Db; now: () => Date },
  updates: StoredUpdate[],
): Promise<void> {
  const rows = updates.map((update) => ({
    updateId: update.update_id,
    personId: personOf(update),
    body: update,
  }))
  await db.$executeRaw`
    insert into "Inbox" ("updateId", "personId", body, "receivedAt")
    select (row->>'updateId')::bigint, (row->>'personId')::bigint, row->'body', ${now()}
    from jsonb_array_elements(${writeJson(rows)}::jsonb) as row
    on conflict ("updateId") do nothing`
}

/**
 * PostgreSQL stores no NUL and no half of a surrogate pair in JSON. Telegram lets neither through, but
 * one update that cannot be stored would hold up all that follow it.
 */
function writeJson(value: unknown): string {
  const text = JSON.stringify(value)
  if (!/\\u(0000|d[89a-f])/.test(text)) return text
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.replace(/\0|\p{Surrogate}/gu, '\uFFFD') : part,
  )
}

/** Whose turn it is: the sender of whatever the update holds, else the chat. */
function personOf(update: StoredUpdate): number {
  for (const value of Object.values(update) as unknown[]) {
    if (typeof value !== 'object' || value === null) continue
    const { from, user, chat } = value as Record<string, { id?: number } | undefined>
    const id = from?.id ?? user?.id ?? chat?.id
    if (id) return id
  }
  return 0
}

/**
 * Takes updates in hand, oldest first: of each person the first that is not handled, where it is free,
 * and then what follows it. The first is new to every process until it is handled, so whoever has it
 * has the person, and two processes never serve one person at a time, whichever looks first.
 */
export async function claim(
  { db, replica }: { db: Db; replica: Pick<Replica, 'id'> },
  inHand: bigint[],
): Promise<InboxRow[]> {
  const firsts = Prisma.sql`
    firsts as materialized (
      select distinct on ("personId") "personId", "updateId", owner from "Inbox"
      where state = 'NEW' order by "personId", "updateId")`
  const take = (from: Prisma.Sql) => db.$queryRaw<InboxRow[]>`
    with ${firsts}
    update "Inbox" set owner = ${replica.id},
      begun = case when owner <> ${replica.id} then coalesce(begun, 0) else begun end
    where "updateId" in (
      select row."updateId" from "Inbox" row join firsts on ${from}
      where row.state = 'NEW' and row."updateId" <> all(${inHand}::bigint[])
        and (row.owner = ${replica.id} or ${isFree(Prisma.sql`row.owner`)})
      order by row."updateId" limit ${batchSize} for update of row skip locked)
    returning "updateId", "personId", body, tries, begun, "receivedAt"`
  // In this order: a first that is done in between makes the one behind it a first, which is taken then.
  const others = await take(
    Prisma.sql`firsts."personId" = row."personId" and firsts.owner = ${replica.id}`,
  )
  const heads = await take(
    Prisma.sql`firsts."updateId" = row."updateId" and row."updateId" <> all(${others.map(({ updateId }) => updateId)}::bigint[])`,
  )
  return [...heads, ...others].sort((one, other) => (one.updateId < other.updateId ? -1 : 1))
}

/** Written only where a process has died: whoever handles an update the first time need not wait for it. */
export async function noteBegun(db: Db, updateId: bigint): Promise<void> {
  await db.$executeRaw`update "Inbox" set begun = begun + 1 where "updateId" = ${updateId}`
}

export async function markAllDone(db: Db, updateIds: bigint[]): Promise<void[]> {
  await db.$executeRaw`
    update "Inbox" set state = 'DONE' where "updateId" = any(${updateIds}::bigint[])`
  return updateIds.map(() => {})
}

/** What went wrong, and whether the update is out of everybody's way now. */
export async function noteFailure(
  db: Db,
  { updateId, tries }: Pick<InboxRow, 'updateId' | 'tries'>,
  { reason, isSetAside }: { reason: string; isSetAside: boolean },
): Promise<void> {
  // The program lives: what it was begun for is no longer in doubt.
  await db.$executeRaw`
    update "Inbox" set tries = ${tries}, error = ${reason}, begun = null,
      state = ${isSetAside ? 'POISON' : 'NEW'}::"InboxState"
    where "updateId" = ${updateId} and state = 'NEW'`
}

const dayMs = 86_400_000

/**
 * Forgets handled updates older than two days: Telegram repeats none after one. Those that were set aside are
 * kept for two months, for whoever looks into why.
 */
export async function forgetHandled(db: Db, now: Date): Promise<void> {
  const [handled, setAside] = [2, 60].map((days) => new Date(now.getTime() - days * dayMs))
  await db.$executeRaw`
    delete from "Inbox" where (state = 'DONE' and "receivedAt" < ${handled})
      or (state = 'POISON' and "receivedAt" < ${setAside})`
}

/** Forgets what these accounts sent, but for what still waits. */
export async function forgetUpdatesOf(sql: Sql, accounts: AccountSpan[]): Promise<void> {
  const sent = accounts.map((span) => ({ personId: span.account, receivedAt: within(span) }))
  await sql.inbox.deleteMany({ where: { state: { not: 'NEW' }, OR: sent } })
}
