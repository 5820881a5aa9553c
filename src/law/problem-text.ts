import type { Translate } from '../shared/locale.ts'
import type { LawProblem } from './formats/law-text.ts'

/** One remark or defect of a law file in plain words, with its place. */
export function problemText(
  t: Translate,
  { law, line, code, args }: LawProblem,
  unit: 'line' | 'paragraph',
): string {
  const reason = t(`law-problem-${code}`, args)
  const place = line === undefined ? '' : t(`law-place-${unit}`, { line: String(line) })
  return t('law-problem', { law, place, reason })
}
