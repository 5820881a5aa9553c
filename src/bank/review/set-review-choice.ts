import { makeChoice } from '../../platform/choices.ts'
import type { Deps } from '../../platform/deps.ts'

/** How strict review is: authors may approve their own texts; files wait for a reviewer. */
export const reviewChoices = ['own', 'imports'] as const
export type ReviewChoice = (typeof reviewChoices)[number]

/** An admin chooses how strict review is; it holds for decisions and files from now on. */
export function setReviewChoice(
  deps: Pick<Deps, 'db' | 'now'>,
  { name, ...choice }: { name: ReviewChoice; value: boolean; by: number },
): Promise<void> {
  return makeChoice(deps, { name: `review-${name}`, ...choice })
}
