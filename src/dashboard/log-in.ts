import { createHash } from 'node:crypto'

import { identify } from '../people/identify.ts'
import { audit } from '../platform/audit.ts'
import type { Deps } from '../platform/deps.ts'
import type { Person } from '../shared/person.ts'
import { readInitData, type InitData } from './init-data.ts'
import {
  deleteSession,
  findSession,
  insertLink,
  insertSession,
  isOpenLink,
  useLink,
} from './store.ts'

/** `randomBytes` is node:crypto's. */
export type LoginDeps = Pick<Deps, 'db' | 'now' | 'settings'> & {
  randomBytes: (size: number) => Uint8Array
}

export type Login =
  | { kind: 'in'; key: string; person: Person }
  /** The account holds no right to any page. */
  | { kind: 'no-right' }
  | { kind: 'refused' }

const keyBytes = 32
const linkMs = 10 * 60_000
/** Seconds, as cookies count. */
export const sessionSeconds = 2 * 60 * 60

/** A key of 256 random bits that opens the pages once, within ten minutes, for this account. */
export async function makeLink(deps: LoginDeps, telegramId: number): Promise<string> {
  const key = newKey(deps)
  const expiresAt = new Date(deps.now().getTime() + linkMs)
  await insertLink(deps.db, { hash: hashOf(key), telegramId, expiresAt })
  return key
}

/** Whether the key of a link would open the pages now; looking does not use it up. */
export async function canOpenLink({ db, now }: LoginDeps, key: string): Promise<boolean> {
  return await isOpenLink(db, { hash: hashOf(key), at: now() })
}

/** Logs in whom a link was made for, once. */
export async function logInByLink(deps: LoginDeps, key: string): Promise<Login> {
  const telegramId = await useLink(deps.db, { hash: hashOf(key), at: deps.now() })
  if (telegramId === null) return { kind: 'refused' }
  return await openSession(deps, { telegramId, languageCode: null, by: 'link' })
}

/** Logs in who opened the Mini App, on Telegram's word. */
export async function logInByTelegram(
  deps: LoginDeps,
  initData: string,
): Promise<Login | (InitData & { kind: 'refused' })> {
  const { botToken } = deps.settings
  const read = readInitData(initData, { botToken, now: deps.now() })
  if (read.kind === 'refused') return read
  return await openSession(deps, { ...read, by: 'app' })
}

async function openSession(
  deps: LoginDeps,
  { by, ...account }: { telegramId: number; languageCode: string | null; by: 'link' | 'app' },
): Promise<Login> {
  const person = await identify(deps, account)
  if (!maySeePages(person)) return { kind: 'no-right' }
  const key = newKey(deps)
  const at = deps.now()
  const { telegramId } = account
  await deps.db.$transaction(async (sql) => {
    const expiresAt = new Date(at.getTime() + sessionSeconds * 1000)
    await insertSession(sql, { hash: hashOf(key), telegramId, createdAt: at, expiresAt })
    await audit(sql, { at, actor: telegramId, act: 'pages-login', object: 'pages', detail: { by } })
  })
  return { kind: 'in', key, person }
}

/** Who logged in under this key, with the rights of this moment; null for nobody. */
export async function findVisitor(deps: LoginDeps, key: string): Promise<Person | null> {
  const telegramId = await findSession(deps.db, { hash: hashOf(key), at: deps.now() })
  if (telegramId === null) return null
  const person = await identify(deps, { telegramId })
  return maySeePages(person) ? person : null
}

export async function logOut({ db }: LoginDeps, key: string): Promise<void> {
  await deleteSession(db, hashOf(key))
}

/** Whoever leads, reviews or administers has a page to see. */
export function maySeePages({ leads, isReviewer }: Person): boolean {
  return leads.length > 0 || isReviewer
}

function newKey({ randomBytes }: LoginDeps): string {
  return Buffer.from(randomBytes(keyBytes)).toString('base64url')
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
