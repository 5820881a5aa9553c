import type { Translate } from './locale.ts'
import type { Button } from './screen.ts'

/** The button 「题目有误」 under an answered question; what follows its data is read in bank/reports. */
export function reportButton(t: Translate, answerId: number): Button {
  return { label: t('question-report'), data: `rp:${answerId}` }
}
