import { audit } from '../platform/audit.ts'
import type { Sql } from '../platform/db.ts'

/** Wired by the shell: tells the admins that binding is stopped, in the caller's transaction. */
export type WarnOfGuesses = (
  sql: Sql,
  guesses: { count: number; minutes: number; at: Date },
) => Promise<void>

/** The acts under which wrong codes, and the pause that too many of them cause, are recorded and counted. */
const [wrongCode, paused] = ['bind-wrong-code', 'bind-paused']

/**
 * From all accounts together. Nobody guesses 128 bits; but so many wrong codes are somebody's attempt, or
 * a list of codes that went out wrong, and people should look.
 */
const most = { wrong: 100, inMinutes: 60, pauseMinutes: 10 }

/** How often an account tried a code that does not exist since `since`. */
export async function countWrongCodes(
  sql: Sql,
  { telegramId, since }: { telegramId: number; since: Date },
): Promise<number> {
  return sql.audit.count({ where: { act: wrongCode, actor: telegramId, at: { gt: since } } })
}

/** For how many more minutes nobody can bind; 0 where binding is open. */
export async function bindingPause(sql: Sql, at: Date): Promise<number> {
  const since = await lastPause(sql, minutesBefore(at, most.pauseMinutes))
  if (!since) return 0
  return Math.max(1, Math.ceil(most.pauseMinutes - (at.getTime() - since.getTime()) / 60_000))
}

/** Records a wrong code; where it is one too many, binding pauses and the admins are told, once. */
export async function noteWrongCode(
  sql: Sql,
  { telegramId, at, warnOfGuesses }: { telegramId: number; at: Date; warnOfGuesses: WarnOfGuesses },
): Promise<void> {
  // One after another, so that exactly one of them is the hundredth.
  await sql.$executeRaw`select pg_advisory_xact_lock(hashtext(${wrongCode}))`
  await audit(sql, { at, actor: telegramId, act: wrongCode, object: `account:${telegramId}` })
  const hourAgo = minutesBefore(at, most.inMinutes)
  // After a pause the count begins anew, or one more code would bring the next.
  const since = (await lastPause(sql, hourAgo)) ?? hourAgo
  const count = await sql.audit.count({ where: { act: wrongCode, at: { gt: since } } })
  if (count < most.wrong) return
  const minutes = most.pauseMinutes
  await audit(sql, { at, actor: null, act: paused, object: 'codes', detail: { count, minutes } })
  await warnOfGuesses(sql, { count, minutes, at })
}

async function lastPause(sql: Sql, since: Date): Promise<Date | null> {
  const found = await sql.audit.findFirst({
    where: { act: paused, at: { gt: since } },
    orderBy: { at: 'desc' },
    select: { at: true },
  })
  return found?.at ?? null
}

function minutesBefore(at: Date, minutes: number): Date {
  return new Date(at.getTime() - minutes * 60_000)
}
