import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Question } from '../../shared/question.ts'
import type { Given } from '../judge.ts'
import { asksTheSame, judgeAnew } from './judge-anew.ts'
import {
  countOpen,
  findCurrent,
  listEarlierAnswers,
  listVersions,
  type Current,
  type EarlierAnswer,
  type NewMark,
} from './store.ts'

/** An answer whose mark differs by the present key. */
export interface MarkChange extends NewMark {
  officerId: number
  sittingId: number
  before: number
}

/** The same answer given by several officers, with the mark before and after. */
export interface Example {
  asked: Question
  given: Given
  before: number
  after: number
  count: number
}

/** What marking anew would change. */
export interface RegradePlan {
  kind: 'plan'
  current: Current
  /** Marked answers to earlier versions. */
  answers: number
  changes: MarkChange[]
  /** Answers that cannot be told by the present key, and keep their marks. */
  unmatched: number
  /** Dealt and not answered, of versions that ask the same: they will be asked as the present one. */
  open: number
  /** The most frequent changes, at most five. */
  examples: Example[]
  /** Some of the changed answers were given to another stem. */
  stemChanged: boolean
}

/** The question does not exist, or is a short answer, which is marked by its points and not by a key. */
export type NotRegradable = { kind: 'unknown' | 'short' }

const mostExamples = 5

/**
 * Marks every answer to earlier versions of a question by its present key, whatever set it was given
 * in, and says what would change. Nothing is changed.
 */
export async function planRegrade(
  { db }: Pick<Deps, 'db'>,
  questionId: number,
): Promise<RegradePlan | NotRegradable> {
  const current = await findRegradable(db, questionId)
  if ('kind' in current) return current
  const versions = await listVersions(db, questionId)
  const answers = await listEarlierAnswers(db, current, { lock: false })
  const open = await countOpen(db, questionId, versionsAskingTheSame(current, versions))
  return { kind: 'plan', current, open, ...judgeAll(current, versions, answers) }
}

/** The present version of a question whose answers can be judged by a key. */
export async function findRegradable(
  sql: Sql,
  questionId: number,
): Promise<Current | NotRegradable> {
  const current = await findCurrent(sql, questionId)
  if (!current) return { kind: 'unknown' }
  return current.question.kind === 'short' ? { kind: 'short' } : current
}

/** The earlier versions of which an open question can be asked as the present version. */
export function versionsAskingTheSame(
  { versionId, question }: Current,
  versions: Map<number, Question>,
): number[] {
  return [...versions]
    .filter(([id, version]) => id !== versionId && asksTheSame(version, question))
    .map(([id]) => id)
}

/** Marks `answers` by the present key. */
export function judgeAll(
  current: Current,
  versions: Map<number, Question>,
  answers: EarlierAnswer[],
): Pick<RegradePlan, 'answers' | 'changes' | 'unmatched' | 'examples' | 'stemChanged'> {
  const { question: now, rule } = current
  const changes: MarkChange[] = []
  const examples = new Map<string, Example>()
  const stems = new Set<string>()
  let unmatched = 0
  for (const { versionId, given, score: before, ...answer } of answers) {
    const asked = versions.get(versionId)
    const mark = asked ? judgeAnew(asked, given, { now, rule }) : null
    if (!asked || !mark) unmatched += 1
    else if (mark.score !== before) {
      changes.push({ ...answer, before, ...mark })
      stems.add(asked.stem)
      const key = JSON.stringify([versionId, given, before])
      const sofar = examples.get(key)?.count ?? 0
      examples.set(key, { asked, given, before, after: mark.score, count: sofar + 1 })
    }
  }
  return {
    answers: answers.length,
    changes,
    unmatched,
    examples: [...examples.values()]
      .sort((one, other) => other.count - one.count)
      .slice(0, mostExamples),
    stemChanged: [...stems].some((stem) => stem !== now.stem),
  }
}

/** How many marks rise and fall, and of how many officers. */
export function countChanges(changes: MarkChange[]): {
  raised: number
  lowered: number
  officers: number
} {
  const raised = changes.filter(({ before, score }) => score > before).length
  const officers = new Set(changes.map(({ officerId }) => officerId)).size
  return { raised, lowered: changes.length - raised, officers }
}

/** The changes that are made: all, or only the marks that rise. */
export function changesToMake(changes: MarkChange[], nobodyLoses: boolean): MarkChange[] {
  return nobodyLoses ? changes.filter(({ before, score }) => score > before) : changes
}
