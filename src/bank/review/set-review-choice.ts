import { audit } from '../../platform/audit.ts'
import { readChoice, saveChoice } from '../../platform/choices.ts'
import type { Deps } from '../../platform/deps.ts'

/** How strict review is: authors may approve their own texts; files wait for a reviewer. */
export const reviewChoices = ['own', 'imports'] as const
export type ReviewChoice = (typeof reviewChoices)[number]

/** An admin chooses how strict review is; it holds for decisions and files from now on. */
export function setReviewChoice(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { name, value, by }: { name: ReviewChoice; value: boolean; by: number },
): Promise<void> {
  return db.$transaction(async (sql) => {
    const choice = `review-${name}` as const
    if ((await readChoice(sql, choice)) === value) return
    await saveChoice(sql, choice, value)
    const object = `choice:${choice}`
    await audit(sql, { at: now(), actor: by, act: 'choice-made', object, detail: { value } })
  })
}
