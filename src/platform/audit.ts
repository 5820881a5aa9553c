import type { Prisma, Sql } from './db.ts'

/** Records who did or saw what. Never holds the content of an answer. */
export async function audit(
  sql: Sql,
  entry: {
    at: Date
    actor: number | null
    act: string
    object: string
    detail?: Prisma.InputJsonValue
  },
): Promise<void> {
  await sql.audit.create({
    data: {
      at: entry.at,
      actor: entry.actor,
      act: entry.act,
      object: entry.object,
      ...(entry.detail !== undefined && { detail: entry.detail }),
    },
  })
}

export interface AuditEntry {
  at: Date
  /** A Telegram id; null for the command line and the program itself. */
  actor: number | null
  act: string
  object: string
  detail: unknown
}

/** What was recorded since an instant, oldest first: of everybody, or of one Telegram id. */
export async function listAudit(
  sql: Sql,
  { since, actor }: { since: Date; actor?: number | undefined },
): Promise<AuditEntry[]> {
  const rows = await sql.audit.findMany({
    where: { at: { gte: since }, ...(actor !== undefined && { actor }) },
    orderBy: { id: 'asc' },
    omit: { id: true },
  })
  return rows.map((row) => ({ ...row, actor: row.actor === null ? null : Number(row.actor) }))
}

/** Forgets what was recorded before `before`: the only way in which an entry ever goes. */
export async function forgetAudit(sql: Sql, before: Date): Promise<void> {
  await sql.audit.deleteMany({ where: { at: { lt: before } } })
}
