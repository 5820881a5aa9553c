import type { Translate } from './locale.ts'
import type { Button } from './screen.ts'

/** The button 「录入样卷」 beside a short answer that waits for review; it is read in grade/samples. */
export function samplesButton(t: Translate, questionId: number): Button {
  return { label: t('samples-button'), data: `sa:${questionId}` }
}
