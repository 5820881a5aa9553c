import type { Translate } from './locale.ts'
import type { Button } from './screen.ts'

/** The button 「申诉」 under a marked short answer; it is read in grade/appeal. */
export function appealButton(t: Translate, answerId: number): Button {
  return { label: t('mark-appeal'), data: `ap:${answerId}` }
}
