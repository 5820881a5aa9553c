import type { Translate } from '../shared/locale.ts'
import type { RosterProblem } from './read-roster.ts'

/** A problem of a roster with its place, as plain text: `第3行：缺少警号，未导入`. */
export function rosterProblemText(t: Translate, problem: RosterProblem): string {
  const reason = t(`people-problem-${problem.code}`, problem.args)
  if (problem.row === 0) return reason
  const { sheet, row } = problem
  const place = sheet
    ? t('people-place-sheet', { sheet, row: `${row}` })
    : t('people-place', { row: `${row}` })
  return t(problem.left ? 'people-problem-left' : 'people-problem-noted', { place, reason })
}
