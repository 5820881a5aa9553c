import type { Sql } from '../../platform/db.ts'
import { within, type AccountSpan } from '../../shared/account-span.ts'

/** Empties the questions asked before `before`; what was answered, which is the law's, stays. */
export async function forgetOldQuestions(sql: Sql, before: Date): Promise<void> {
  await sql.$executeRaw`
    update "LawQuestion" set text = '', reply = null where "askedAt" < ${before} and text <> ''`
}

/** Forgets every question of a person. */
export async function forgetQuestionsOf(
  sql: Sql,
  { officerId, accounts }: { officerId: number; accounts: AccountSpan[] },
): Promise<void> {
  const asked = accounts.map((span) => ({
    officerId: null,
    askedBy: span.account,
    askedAt: within(span),
  }))
  await sql.lawQuestion.deleteMany({ where: { OR: [{ officerId }, ...asked] } })
}
