import { audit } from './audit.ts'
import type { Db, Sql } from './db.ts'

/** What the bureau chooses in the chat, with what holds until somebody chooses otherwise. */
export const defaultChoices = {
  /** An author may approve their own question: for a bureau with one person for questions. */
  'review-own': false,
  /** Questions of a confirmed file wait for a reviewer instead of going live. */
  'review-imports': false,
  /** Lists of units carry place numbers, and say so. Rankings of units are off unless a bureau wants them. */
  'rank-units': false,
  /** Choice questions of the daily set ask whether one is sure. */
  'ask-certainty': false,
  /** So many minutes of training, and messages that nobody asked for, an officer's week may hold. */
  'minutes-a-week': 20,
  'messages-a-week': 7,
}

type Choices = typeof defaultChoices
export type ChoiceName = keyof Choices

export async function readChoice<Name extends ChoiceName>(
  sql: Sql,
  name: Name,
): Promise<Choices[Name]> {
  const choice = await sql.choice.findUnique({ where: { name } })
  const usual = defaultChoices[name]
  return typeof choice?.value === typeof usual ? (choice?.value as typeof usual) : usual
}

export async function saveChoice<Name extends ChoiceName>(
  sql: Sql,
  name: Name,
  value: Choices[Name],
): Promise<void> {
  await sql.choice.upsert({ where: { name }, create: { name, value }, update: { value } })
}

/** Somebody chooses for the bureau; it is written down, once however often the button is pressed. */
export function makeChoice<Name extends ChoiceName>(
  { db, now }: { db: Db; now: () => Date },
  { name, value, by }: { name: Name; value: Choices[Name]; by: number },
): Promise<void> {
  return db.$transaction(async (sql) => {
    if ((await readChoice(sql, name)) === value) return
    await saveChoice(sql, name, value)
    const object = `choice:${name}`
    await audit(sql, { at: now(), actor: by, act: 'choice-made', object, detail: { value } })
  })
}
