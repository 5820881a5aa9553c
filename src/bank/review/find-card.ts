import { readChoice } from '../../platform/choices.ts'
import type { Db, Sql } from '../../platform/db.ts'
import type { CheckBases } from '../../shared/basis.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Basis, Question } from '../../shared/question.ts'
import { countReports, type ReportKind } from '../reports/store.ts'
import { describeQuestion } from '../statistics/question-statistics.ts'
import { authorOf, proposedText } from './rules.ts'
import { findQuestion, type Reviewed } from './store.ts'
import { findLawCase, findPlace, findTask, type LawCase, type Task } from './task-store.ts'

/** Whether a short answer may be asked, and how well its rubric does on answers marked by hand. */
export interface Readiness {
  ready: boolean
  missing: 'rubric' | 'samples' | null
  samples: number
  /** A share, 0 to 1; null without samples. */
  agreement: number | null
}

export interface CardDeps {
  db: Db
  /** How far a short answer is from being asked; null for other questions. */
  findReadiness?: FindReadiness
  /** The words of the article that a basis names; null where the library lacks it. */
  findArticle?: (basis: Basis) => Promise<string | null>
  /** What the library says of bases today. */
  checkBases?: CheckBases
}

/** What a reviewer must know about a basis: nobody may be asked what the law no longer says. */
export type BasisWarning = 'not-in-force' | 'no-article' | 'quote-differs'

export type FindReadiness = (sql: Sql, questionId: number) => Promise<Readiness | null>

/** All that a reviewer needs to decide about a task. */
export interface Card {
  task: Task
  question: Reviewed
  /** What would hold after an approval; null for the question as it is. */
  proposal: Question | null
  /** What is looked at: the proposal, or the question as it is. */
  content: Question
  /** Null when the task is not in the queue. */
  place: { position: number; total: number } | null
  reports: { kind: ReportKind; count: number }[]
  /** The words of the basis in the library; not beside what a law changed about them. */
  article: string | null
  /** Null where the basis holds, is beside what a law changed, or its law is not in the library. */
  basisWarning: BasisWarning | null
  /** Why the question waits because of a law, also where an edit waits above that. */
  lawCase: LawCase | null
  statistics: string | null
  readiness: Readiness | null
  /** The reviewer wrote this text, and authors may not approve their own. */
  isOwn: boolean
}

/** A task as `reviewer` (a Telegram id) sees it; null when there is no such task. */
export async function findCard(
  deps: CardDeps,
  t: Translate,
  { taskId, reviewer }: { taskId: number; reviewer: number },
): Promise<Card | null> {
  const { db } = deps
  const task = await findTask(db, taskId)
  const question = task && (await findQuestion(db, task.questionId))
  if (!task || !question) return null
  const proposal = proposedText(task, question)
  const content = proposal ?? question.content
  const lawCase = await findLawCase(db, question.id)
  return {
    task,
    question,
    proposal,
    content,
    lawCase,
    place: await findPlace(db, taskId),
    reports: await countReports(db, question.versionId),
    ...(await lookUpBasis(deps, lawCase ? undefined : content.basis)),
    statistics: await describeQuestion({ db }, t, question.id),
    readiness: (await deps.findReadiness?.(db, question.id)) ?? null,
    isOwn: authorOf(task, question) === reviewer && !(await readChoice(db, 'review-own')),
  }
}

async function lookUpBasis(
  { findArticle, checkBases }: CardDeps,
  basis: Basis | undefined,
): Promise<Pick<Card, 'article' | 'basisWarning'>> {
  if (!basis) return { article: null, basisWarning: null }
  const article = (await findArticle?.(basis)) ?? null
  const [verdict] = (await checkBases?.([basis])) ?? []
  if (verdict === 'not-in-force' || verdict === 'no-article') {
    return { article, basisWarning: verdict }
  }
  const { quote } = basis
  const isHere = quote === undefined || article === null || plain(article).includes(plain(quote))
  return { article, basisWarning: isHere ? null : 'quote-differs' }
}

function plain(words: string): string {
  return words.normalize('NFKC').replace(/\s/g, '')
}
