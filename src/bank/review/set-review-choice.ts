import { audit } from '../../platform/audit.ts'
import { readChoice, saveChoice } from '../../platform/choices.ts'
import type { Deps } from '../../platform/deps.ts'

export type ReviewChoice = 'review-own' | 'review-imports'

/** An admin chooses how strict review is; it holds for decisions and files from now on. */
export function setReviewChoice(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { name, value, by }: { name: ReviewChoice; value: boolean; by: number },
): Promise<void> {
  return db.$transaction(async (sql) => {
    if ((await readChoice(sql, name)) === value) return
    await saveChoice(sql, name, value)
    const object = `choice:${name}`
    await audit(sql, { at: now(), actor: by, act: 'choice-made', object, detail: { value } })
  })
}
