import type { Deps } from '../../platform/deps.ts'
import type { Translate } from '../../shared/locale.ts'
import { statisticsOf, type Statistics } from './statistics.ts'
import { listAttempts, listCurrent, type CurrentQuestion } from './store.ts'
import { describeStatistics } from './wording.ts'

export type QuestionStatistics = CurrentQuestion & { statistics: Statistics }

/** The statistics of a question's current version; null for no such question. */
export async function questionStatistics(
  { db }: Pick<Deps, 'db'>,
  questionId: number,
): Promise<QuestionStatistics | null> {
  const [current] = await listCurrent(db, [questionId])
  if (!current) return null
  const attempts = await listAttempts(db, questionId)
  return { ...current, statistics: statisticsOf(current.question, attempts) }
}

/** How a question does, in one line; null before anybody has answered its current version. */
export async function describeQuestion(
  deps: Pick<Deps, 'db'>,
  t: Translate,
  questionId: number,
): Promise<string | null> {
  const statistics = (await questionStatistics(deps, questionId))?.statistics
  return statistics && statistics.count > 0 ? describeStatistics(t, statistics) : null
}
