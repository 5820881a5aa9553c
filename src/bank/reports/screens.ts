import type { Translate } from '../../shared/locale.ts'
import type { Button } from '../../shared/screen.ts'
import type { ReportKind } from './store.ts'

/** What an officer can say is wrong with a question, by the letter that stands for it in a button. */
const kinds: Record<string, ReportKind> = {
  w: 'WRONG_KEY',
  l: 'OUTDATED_LAW',
  u: 'UNCLEAR',
  o: 'OTHER',
}

/** What can be wrong with a question, two in a row, and the way back: `rp:ANSWER:w` … `rp:ANSWER:x`. */
export function kindButtons(t: Translate, answerId: number): Button[][] {
  const [wrong, law, unclear, other] = Object.entries(kinds).map(([letter, kind]) => ({
    label: t(`question-report-${kind}`),
    data: `rp:${answerId}:${letter}`,
  }))
  const cancel = { label: t('question-report-cancel'), data: `rp:${answerId}:x` }
  return [[wrong, law], [unclear, other], [cancel]].map((row) => row.filter((one) => !!one))
}

/** What a button that names a kind stands for. */
export function readKind(letter: string): ReportKind | null {
  return kinds[letter] ?? null
}
