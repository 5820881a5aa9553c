/** Links that open the pages once, and browsers that have logged in. Only hashes of their keys are kept. */

import type { Sql } from '../platform/db.ts'
import type { AccountSpan } from '../shared/account-span.ts'

interface Pass {
  hash: string
  telegramId: number
}

export async function insertLink(sql: Sql, link: Pass & { expiresAt: Date }): Promise<void> {
  await sql.loginLink.create({ data: link })
}

/** Whether a link can still be used. */
export async function isOpenLink(
  sql: Sql,
  { hash, at }: { hash: string; at: Date },
): Promise<boolean> {
  const where = { hash, usedAt: null, expiresAt: { gt: at } }
  return (await sql.loginLink.count({ where })) > 0
}

/** Uses a link up: the account it was made for; null when another was faster or it has run out. */
export async function useLink(
  sql: Sql,
  { hash, at }: { hash: string; at: Date },
): Promise<number | null> {
  const [used] = await sql.$queryRaw<{ telegramId: bigint }[]>`
    update "LoginLink" set "usedAt" = ${at}
    where hash = ${hash} and "usedAt" is null and "expiresAt" > ${at} returning "telegramId"`
  return used ? Number(used.telegramId) : null
}

export async function insertSession(
  sql: Sql,
  session: Pass & { createdAt: Date; expiresAt: Date },
): Promise<void> {
  await sql.webSession.create({ data: session })
}

/** The account that logged in under this key; null when nobody did or the time is up. */
export async function findSession(
  sql: Sql,
  { hash, at }: { hash: string; at: Date },
): Promise<number | null> {
  const session = await sql.webSession.findFirst({ where: { hash, expiresAt: { gt: at } } })
  return session && Number(session.telegramId)
}

export async function deleteSession(sql: Sql, hash: string): Promise<void> {
  await sql.webSession.deleteMany({ where: { hash } })
}

/** Forgets links and sessions whose time is up. */
export async function forgetLogins(sql: Sql, now: Date): Promise<void> {
  await sql.loginLink.deleteMany({ where: { expiresAt: { lt: now } } })
  await sql.webSession.deleteMany({ where: { expiresAt: { lt: now } } })
}

/** Logs accounts out everywhere that are still the officer's. */
export async function forgetLoginsOf(sql: Sql, accounts: AccountSpan[]): Promise<void> {
  const current = accounts.filter(({ until }) => until === null)
  const where = { telegramId: { in: current.map(({ account }) => account) } }
  await sql.loginLink.deleteMany({ where })
  await sql.webSession.deleteMany({ where })
}
