import type { Translate } from '../shared/locale.ts'
import type { RosterProblem } from './read-roster.ts'

/** A problem of a roster with its place, as plain text: `第3行：缺少警号，未采用`. */
export function rosterProblemText(t: Translate, problem: RosterProblem): string {
  const { sheet, row, code, left } = problem
  const args = { ...problem.args }
  if (code === 'badge-twice') {
    args['first'] = placeText(t, String(args['firstSheet']), Number(args['firstRow']))
  }
  const reason = t(`people-problem-${code}`, args)
  if (row === 0) return reason
  const place = placeText(t, sheet, row)
  return t(left ? 'people-problem-left' : 'people-problem-noted', { place, reason })
}

/** Rows are names of places, not amounts: no thousands separators. */
function placeText(t: Translate, sheet: string, row: number): string {
  return sheet
    ? t('people-place-sheet', { sheet, row: `${row}` })
    : t('people-place', { row: `${row}` })
}
