import type { Deps } from '../../platform/deps.ts'
import { findBankName } from '../store.ts'
import type { QuestionStatistics } from './question-statistics.ts'
import { compareWorst, statisticsOf } from './statistics.ts'
import {
  countLiveQuestions,
  estimateAnswers,
  listAttemptsOfBank,
  listCurrent,
  type AttemptsOf,
} from './store.ts'

export interface BankStatistics {
  bankId: number
  name: string
  /** Computed from the answers of every so many-th officer; 1 from all. */
  oneOf: number
  /** Every question that somebody answered, worst first. */
  questions: QuestionStatistics[]
}

/** So many first attempts at a question say as much as more would. */
const attemptsWanted = 250

/**
 * The statistics of all questions of a bank; null for no such bank. Where ten thousand officers have
 * answered for a year, a part of the officers is enough, and takes seconds instead of minutes.
 */
export async function bankStatistics(
  { db }: Pick<Deps, 'db'>,
  bankId: number,
): Promise<BankStatistics | null> {
  const name = await findBankName(db, bankId)
  if (name === null) return null
  const live = await countLiveQuestions(db)
  const oneOf = sampleRate(await estimateAnswers(db), live)
  const attempts = groupByQuestion(await listAttemptsOfBank(db, { bankId, oneOf }))
  const current = await listCurrent(db, [...attempts.keys()])
  const questions = current.map((one) => ({
    ...one,
    statistics: statisticsOf(one.question, attempts.get(one.questionId) ?? []),
  }))
  questions.sort((one, other) => compareWorst(one.statistics, other.statistics))
  return { bankId, name, oneOf, questions }
}

/** Every how many-th officer is enough for `attemptsWanted` at each of `questions`. */
export function sampleRate(answers: number, questions: number): number {
  return Math.max(1, Math.floor(answers / (attemptsWanted * Math.max(1, questions))))
}

function groupByQuestion(rows: AttemptsOf[]): Map<number, AttemptsOf[]> {
  const groups = new Map<number, AttemptsOf[]>()
  for (const row of rows) {
    const group = groups.get(row.questionId)
    if (group) group.push(row)
    else groups.set(row.questionId, [row])
  }
  return groups
}
