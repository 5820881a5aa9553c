import type { BankFile, Place } from '../format.ts'
import { settleDrafts } from '../settle.ts'
import type { Outcome } from './question.ts'

/** What one place of a file became, and what stands there. */
export type PlacedOutcome = Outcome & { where: Place; block: string }

/** More of a broken question than this is of no use to whoever mends it. */
export const longestBlock = 2000

/** The bank of a file in one of Moodle's formats, problems in the order of its lines. */
export function finishMoodle(format: string, read: PlacedOutcome[]): BankFile {
  const settled = settleDrafts(read.flatMap(({ drafts }) => drafts))
  const own = read.flatMap(({ where, block, problems }) =>
    problems.map((problem) => {
      const remark = problem.code.startsWith('note-')
      return { where, ...problem, ...(remark ? {} : { block: block.slice(0, longestBlock) }) }
    }),
  )
  const problems = [...own, ...settled.problems]
  problems.sort((a, b) => (a.where.line ?? 0) - (b.where.line ?? 0))
  return { format, items: settled.items, problems }
}
