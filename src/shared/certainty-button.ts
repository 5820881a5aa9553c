import type { Translate } from './locale.ts'
import type { Button } from './screen.ts'

/** The data of 「答题设置」. */
export const certaintyData = 'ce:show'

/** 「答题设置」 below the list of banks: whether officers are asked how sure they are; read in quiz/certainty. */
export function certaintyButton(t: Translate): Button {
  return { label: t('certainty-settings'), data: certaintyData }
}
