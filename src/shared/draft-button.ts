import type { Translate } from './locale.ts'
import type { Button } from './screen.ts'

/** 「据此出题」 under an article of the library: questions are drafted from it. At most 14 bytes. */
export function draftArticleButton(t: Translate, articleId: number): Button {
  return { label: t('draft-button-article'), data: `dr:a:${articleId}` }
}

/** 「整部出题」 under a text of a law, by the text's id. */
export function draftLawButton(t: Translate, versionId: number): Button {
  return { label: t('draft-button-law'), data: `dr:l:${versionId}` }
}
