import { audit } from '../platform/audit.ts'
import type { Db, Sql } from '../platform/db.ts'
import { hashCode } from './binding-codes.ts'
import { bindingPause, countWrongCodes, noteWrongCode, type WarnOfGuesses } from './guesses.ts'
import { bindAccount, findByAccount, findCode, freeAccount, useCode } from './store.ts'

export type Binding =
  /** `left` is the account the officer used before. */
  | { kind: 'bound'; officer: { badge: string; name: string }; left: number | null }
  | { kind: 'already-bound-here'; officer: { badge: string; name: string } }
  | { kind: 'code-unknown' | 'code-used' | 'code-expired' | 'deactivated' }
  /** This account belongs to another officer. */
  | { kind: 'account-bound-to-other' }
  /** Too many wrong codes, from this account or from all of them together. */
  | { kind: 'try-later' | 'paused'; minutes: number }

export interface BindDeps {
  db: Db
  now: () => Date
  /** Tells the admins, in the same transaction, that binding was stopped for a while. */
  warnOfGuesses: WarnOfGuesses
}

/** 128 bits cannot be guessed; the limit keeps an account from filling the log. */
const guesses = { limit: 5, minutes: 10 }

/**
 * Binds a Telegram account to the officer a code was issued for. A code works once; only success
 * uses it up. An officer who binds a new account leaves the old one, which is a stranger from then on.
 */
export async function bindOfficer(
  { db, now, warnOfGuesses }: BindDeps,
  { telegramId, code }: { telegramId: number; code: string },
): Promise<Binding> {
  const at = now()
  const minutes = await bindingPause(db, at)
  if (minutes > 0) return { kind: 'paused', minutes }
  const since = new Date(at.getTime() - guesses.minutes * 60_000)
  if ((await countWrongCodes(db, { telegramId, since })) >= guesses.limit) {
    return { kind: 'try-later', minutes: guesses.minutes }
  }
  const hash = hashCode(tidy(code))
  const binding = await db.$transaction((sql) => bind(sql, { telegramId, hash, at }))
  if (binding.kind === 'code-unknown') {
    await db.$transaction((sql) => noteWrongCode(sql, { telegramId, at, warnOfGuesses }))
  }
  return binding
}

async function bind(
  sql: Sql,
  { telegramId, hash, at }: { telegramId: number; hash: string; at: Date },
): Promise<Binding> {
  const found = await findCode(sql, hash)
  if (!found) return { kind: 'code-unknown' }
  const { officer } = found
  const person = { badge: officer.badge, name: officer.name }
  const left = officer.telegramId === null ? null : Number(officer.telegramId)
  if (!officer.active) return { kind: 'deactivated' }
  if (left === telegramId) {
    await useCode(sql, { hash, at })
    return { kind: 'already-bound-here', officer: person }
  }
  if (found.usedAt) return { kind: 'code-used' }
  if (found.expiresAt <= at) return { kind: 'code-expired' }
  const holder = await findByAccount(sql, telegramId)
  if (holder?.active) return { kind: 'account-bound-to-other' }
  if (!(await useCode(sql, { hash, at }))) return { kind: 'code-used' }
  if (holder) await freeAccount(sql, holder.id)
  await bindAccount(sql, { officerId: officer.id, telegramId, at })
  await audit(sql, {
    at,
    actor: telegramId,
    act: 'officer-bound',
    object: `officer:${officer.id}`,
    detail: { left },
  })
  return { kind: 'bound', officer: person, left }
}

/** A code that begins with `-` stands behind an apostrophe in the csv file. */
function tidy(code: string): string {
  return code.trim().replace(/^'/, '')
}
