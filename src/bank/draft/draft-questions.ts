import { audit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/db.ts'
import { queueDeliveries } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { kinds, type Kind, type Question } from '../../shared/question.ts'
import { listChats } from '../review/store.ts'
import { ensureBank } from '../store.ts'
import { askForCase } from './ask-for-case.ts'
import { draftFromSources, type ModelPart } from './draft-from-sources.ts'
import type { DraftSource } from './rules/draft.ts'
import { cutPolicy } from './sections.ts'
import { addTo, type DroppedCounts } from './sift.ts'
import {
  findRequest,
  insertDrafts,
  listQuestionsOn,
  lockRequest,
  saveFinished,
  type Drafted,
  type DraftRequest,
} from './store.ts'

/** An article of the library as questions are drafted from it. */
export interface LibraryArticle extends DraftSource {
  articleId: number
}

export type DraftDeps = Pick<Deps, 'db' | 'now' | 'llm' | 'texts'> & {
  /** Articles by their ids; those that are gone are left out. */
  findArticles: (ids: number[]) => Promise<LibraryArticle[]>
  /** The articles in force that have to do with a text, best first. */
  searchArticles: (text: string) => Promise<LibraryArticle[]>
  /** Numbers from 0 up to 1, repeatable by a seed. */
  random: (seed: number) => () => number
}

/** What whoever asked is told when drafting ends. */
export type DraftOutcome =
  | {
      kind: 'drafted'
      title: string
      /** Questions that went to review. */
      made: Partial<Record<Kind, number>>
      dropped: DroppedCounts
      byRules: number
      model: ModelPart
      /** Articles or sections beyond what is drafted from at once. */
      left: number
    }
  | {
      kind: 'no-case'
      reason: 'no-model' | 'gave-out' | 'no-articles' | 'nothing'
      draftId: number
      dropped: DroppedCounts
      /** What can be drafted from instead. */
      articles: { articleId: number; name: string }[]
    }

/** Articles or sections in one request. */
export const mostSources = 40
/** Articles that a case is looked at by, and those offered instead of it. */
const caseArticles = 6
const offeredArticles = 4

/**
 * Carries out a request: every draft that passes the check becomes a question that waits for a
 * reviewer, in one transaction with the message to whoever asked. Run again, it changes nothing. A
 * case that could not be drafted stays open. `key` names the press behind the job.
 */
export async function draftQuestions(
  deps: DraftDeps,
  { draftId, key }: { draftId: number; key: string },
): Promise<void> {
  const request = await findRequest(deps.db, draftId)
  if (!request || request.finishedAt !== null) return
  const { drafts, outcome } =
    request.kind === 'CASE' ? await draftCase(deps, request) : await draftSources(deps, request)
  await finish(deps, { request, key, drafts, outcome })
}

interface Result {
  drafts: Drafted[]
  outcome: DraftOutcome
}

async function draftSources(deps: DraftDeps, request: DraftRequest): Promise<Result> {
  const { db, llm, now } = deps
  const { id, kind, title, articleIds, text } = request
  const all: DraftSource[] =
    kind === 'ARTICLES'
      ? await deps.findArticles(articleIds)
      : cutPolicy({ law: title, text: text ?? '' })
  const findOthers = (source: DraftSource) => listQuestionsOn(db, source)
  const sources = all.slice(0, mostSources)
  const random = deps.random(id)
  const found = await draftFromSources({ llm, now, random, findOthers }, sources)
  const { dropped, byRules, model } = found
  return {
    drafts: found.drafts.map(({ question, point, source: { law, article } }) => ({
      question,
      family: `draft:${law}:${article}:${point}`,
    })),
    outcome: {
      kind: 'drafted',
      title,
      made: {},
      dropped,
      byRules,
      model,
      left: all.length - sources.length,
    },
  }
}

async function draftCase(deps: DraftDeps, request: DraftRequest): Promise<Result> {
  const { id, title } = request
  const text = request.text ?? ''
  // A placeholder for what was hidden is no word of the case.
  const found = await deps.searchArticles(text.replace(/【[^】]*】/g, ' '))
  const articles = found.slice(0, caseArticles)
  const told =
    deps.llm && articles.length > 0 ? await askForCase(deps.llm, { text, articles }) : null
  if (told && told.questions.length > 0) {
    const { questions, dropped } = told
    const family = `draft:case:${id}`
    const rest = { byRules: 0, model: 'used' as const, left: 0 }
    return {
      drafts: questions.map((question) => ({ question, family })),
      outcome: { kind: 'drafted', title, made: {}, dropped, ...rest },
    }
  }
  const reason =
    articles.length === 0 ? 'no-articles' : !deps.llm ? 'no-model' : told ? 'nothing' : 'gave-out'
  const offered = articles
    .slice(0, offeredArticles)
    .map(({ articleId, law, article }) => ({ articleId, name: `${article} ${law}` }))
  const dropped = told?.dropped ?? {}
  return {
    drafts: [],
    outcome: { kind: 'no-case', reason, draftId: id, dropped, articles: offered },
  }
}

interface Finished extends Result {
  request: DraftRequest
  key: string
}

async function finish(deps: DraftDeps, { request, key, drafts, outcome }: Finished): Promise<void> {
  const now = deps.now()
  await deps.db.$transaction(async (sql) => {
    const held = await lockRequest(sql, request.id)
    if (!held || held.finishedAt !== null) return
    if (outcome.kind === 'no-case') return await tell(sql, { request, key, outcome, now })
    // One bank for the bureau, whatever language somebody reads.
    const bankId = await ensureBank(sql, deps.texts('zh-CN')('draft-bank'), now)
    const added = await insertDrafts(sql, drafts, { bankId, now })
    addTo(
      outcome.dropped,
      drafts.length > added.length ? { duplicate: drafts.length - added.length } : {},
    )
    await saveFinished(sql, request.id, { drafted: added.length, now })
    await audit(sql, {
      at: now,
      actor: request.createdBy,
      act: 'questions-drafted',
      object: `draft:${request.id}`,
      detail: { drafted: added.length, byRules: outcome.byRules },
    })
    await tell(sql, { request, key, outcome: { ...outcome, made: countByKind(added) }, now })
  })
}

function countByKind(questions: Question[]): Partial<Record<Kind, number>> {
  const counted = kinds.map((kind) => [kind, questions.filter((one) => one.kind === kind).length])
  return Object.fromEntries(counted.filter(([, count]) => count !== 0))
}

/** The message waits in the outbox: it goes out once, whatever happens to the process. */
async function tell(
  sql: Sql,
  message: { request: DraftRequest; key: string; outcome: DraftOutcome; now: Date },
): Promise<void> {
  const { request, key, outcome, now } = message
  const chats = await listChats(sql, [request.createdBy])
  await queueDeliveries(
    sql,
    chats.map(({ chatId, officerId }) => ({
      campaign: `drafted:${key}`,
      kind: 'drafted' as const,
      chatId,
      ...(officerId !== null && { officerId }),
      data: { outcome: JSON.stringify(outcome) },
      priority: 0,
      dueAt: now,
    })),
  )
}
