import { createHash } from 'node:crypto'

import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/db.ts'
import { writeCsv } from '../platform/tables.ts'
import type { Translate } from '../shared/locale.ts'
import { listForCodes, replaceCodes } from './store.ts'

export interface IssuedCode {
  badge: string
  name: string
  /** The path of the unit. */
  unit: string
  code: string
  /** Opens the chat with the code filled in; null where the bot's name is not known. */
  link: string | null
}

const lifeMs = 14 * 86_400_000
const codeBytes = 16

/**
 * One-time codes for the officers with these ids, or for everybody who is active and not bound:
 * 128 random bits each, of which only the hash is kept. They work for 14 days and replace older ones.
 * `randomBytes` is node:crypto's. `by` is a Telegram id, null for the command line.
 */
export async function issueCodes(
  {
    db,
    now,
    randomBytes,
    botUsername,
  }: {
    db: Db
    now: () => Date
    randomBytes: (size: number) => Uint8Array
    botUsername: string | null
  },
  { officers: which, by }: { officers: number[] | 'unbound'; by: number | null },
): Promise<IssuedCode[]> {
  const at = now()
  const officers = await listForCodes(db, which)
  const issued = officers.map((officer) => {
    const code = Buffer.from(randomBytes(codeBytes)).toString('base64url')
    return { officer, code, hash: hashCode(code) }
  })
  await db.$transaction(async (sql) => {
    const codes = issued.map(({ officer, hash }) => ({ officerId: officer.id, hash }))
    await replaceCodes(sql, codes, { at, expiresAt: new Date(at.getTime() + lifeMs) })
    const object = which === 'unbound' ? 'officers:unbound' : `officers:${which.join(',')}`
    const detail = { count: issued.length }
    await audit(sql, { at, actor: by, act: 'codes-issued', object, detail })
  })
  return issued.map(({ officer: { badge, name, unit }, code }) => ({
    badge,
    name,
    unit,
    code,
    link: botUsername ? `https://t.me/${botUsername}?start=${code}` : null,
  }))
}

/** What is kept of a code: SHA-256 in hex. 128 random bits need no salt. */
export function hashCode(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

/** The codes as a csv file to hand out, one officer a line. */
export function writeCodes(codes: IssuedCode[], t: Translate): string {
  const header = ['badge', 'name', 'unit', 'code', 'link'].map((name) => t(`people-csv-${name}`))
  return writeCsv([
    header,
    ...codes.map(({ badge, name, unit, code, link }) => [badge, name, unit, code, link ?? '']),
  ])
}
