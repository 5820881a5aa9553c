import type { Sql } from './db.ts'

/** What the bureau chooses in the chat, with what holds until somebody chooses otherwise. */
export const defaultChoices = {
  /** An author may approve their own question: for a bureau with one person for questions. */
  'review-own': false,
  /** Questions of a confirmed file wait for a reviewer instead of going live. */
  'review-imports': false,
}

export type ChoiceName = keyof typeof defaultChoices

export async function readChoice(sql: Sql, name: ChoiceName): Promise<boolean> {
  const choice = await sql.choice.findUnique({ where: { name } })
  return typeof choice?.value === 'boolean' ? choice.value : defaultChoices[name]
}

export async function saveChoice(sql: Sql, name: ChoiceName, value: boolean): Promise<void> {
  await sql.choice.upsert({ where: { name }, create: { name, value }, update: { value } })
}
