import { audit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/db.ts'
import type { LawTouched, TouchedQuestion } from '../../shared/law-change.ts'
import type { Question } from '../../shared/question.ts'
import { escapeHtml } from '../../shared/screen.ts'
import { holdQuestions, renumberQuestions, saveCases, stopQuestions } from './law-store.ts'
import { hasSameBasis } from './rules.ts'
import { tellReviewers, type TellDeps } from './tell.ts'

/** So many questions go into one statement: Prisma remembers what it was given last. */
const batch = 300

/**
 * A law has changed under these questions. Nobody is asked them until a reviewer has looked, beside a
 * proposal with the new basis; those of which only the number of the article changed get it at once
 * and stay in use. Whoever reviews is told once for each change. In the transaction of the change.
 */
export async function stopForLaw(
  deps: TellDeps,
  sql: Sql,
  touched: LawTouched,
): Promise<{ stopped: number; renumbered: number }> {
  const { lawChangeId, at, questions } = touched
  const stopped: number[] = []
  const renumbered: number[] = []
  for (let from = 0; from < questions.length; from += batch) {
    const some = questions.slice(from, from + batch)
    const found = await withProposals(sql, some, 'LIVE')
    const [mended, waiting] = [found.filter(isMended), found.filter((one) => !isMended(one))]
    await stopQuestions(sql, waiting, { lawChangeId, at })
    await renumberQuestions(sql, mended, at)
    stopped.push(...waiting.map(({ questionId }) => questionId))
    renumbered.push(...mended.map(({ questionId }) => questionId))
  }
  if (stopped.length + renumbered.length > 0)
    await tell(deps, sql, { touched, stopped, renumbered })
  return { stopped: stopped.length, renumbered: renumbered.length }
}

/** Questions that wait because of a law are shown beside what holds now: the law changed once more. */
export async function refreshForLaw(sql: Sql, questions: TouchedQuestion[]): Promise<void> {
  for (let from = 0; from < questions.length; from += batch) {
    const some = questions.slice(from, from + batch)
    await saveCases(sql, await withProposals(sql, some, 'WAITING'))
  }
}

async function withProposals(
  sql: Sql,
  some: TouchedQuestion[],
  state: 'LIVE' | 'WAITING',
): Promise<(TouchedQuestion & { proposal: Question | null })[]> {
  const ids = some.map(({ questionId }) => questionId)
  const texts = await holdQuestions(sql, ids, state)
  return some.flatMap((one) => {
    const text = texts.get(one.questionId)
    return text ? [{ ...one, proposal: proposalOf(text, one) }] : []
  })
}

/** The question with its basis as it must read now; null where it reads so or an article is gone. */
function proposalOf(text: Question, { basis }: TouchedQuestion): Question | null {
  return basis === null || hasSameBasis(text, basis) ? null : { ...text, basis }
}

function isMended(one: TouchedQuestion & { proposal: Question | null }): boolean {
  return one.isRenumbered && one.proposal !== null
}

async function tell(
  deps: TellDeps,
  sql: Sql,
  about: { touched: LawTouched; stopped: number[]; renumbered: number[] },
): Promise<void> {
  const { touched, stopped, renumbered } = about
  const { lawChangeId, law, day, isRepealed, by, at } = touched
  await audit(sql, {
    at,
    actor: by,
    act: 'questions-law-changed',
    object: `law-change:${lawChangeId}`,
    detail: { law, day, stopped, renumbered },
  })
  const counts = { stopped: stopped.length, renumbered: renumbered.length }
  await tellReviewers(deps, sql, {
    campaign: `law-changed:${lawChangeId}`,
    key: isRepealed ? 'review-notice-law-repealed' : 'review-notice-law-changed',
    data: { law: escapeHtml(law), day, ...counts },
  })
}
