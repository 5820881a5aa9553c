import type { Translate } from './locale.ts'
import type { Button } from './screen.ts'

/**
 * 「看原文」 under an answered question: the article is looked up when the button is pressed, so that
 * showing an answer costs nothing. At most 15 bytes.
 */
export function basisButton(t: Translate, answerId: number): Button {
  return { label: t('law-button-article'), data: `la:q:${answerId}` }
}

/** The data of every button that shows an article of the library. */
export function articleData(articleId: number): string {
  return `la:${articleId}`
}
