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
