import type { Sql } from '../../platform/db.ts'
import type { ArticleChange } from '../../shared/article-change.ts'
import type { TouchedQuestion } from '../../shared/law-change.ts'
import type { Basis } from '../../shared/question.ts'
import { byBeginning, versionNamed } from '../rules.ts'
import { plainWords } from '../same-text.ts'
import { lawFinder, loadArticles, type Law, type Version } from '../store.ts'
import { citedNumbers, isOnlyRenumbered, newBasis } from './new-basis.ts'
import { listAhead, listBases, listCitedLaws, loadQuestions } from './question-store.ts'
import type { TextChange } from './text-changes.ts'

/** Another text of a law with what it does to the articles. */
export interface LawStep extends Pick<TextChange<Version>, 'from'> {
  /** The new text's date; null for a repeal. */
  date: string | null
  changes: ArticleChange[]
}

/**
 * The questions in use whose basis cites an article that a change touches, under any name of the law.
 * A basis that names another text than the old one is left alone, unless the article had the same words
 * there: then nothing has told it of a change so far.
 */
export async function findTouched(
  sql: Sql,
  { laws, law }: { laws: Law[]; law: Law },
  step: LawStep,
): Promise<TouchedQuestion[]> {
  if (step.changes.length === 0) return []
  const find = lawFinder(laws)
  const names = (await listCitedLaws(sql)).filter((name) => find(name)?.id === law.id)
  const cited = await listBases(sql, names)
  const met = await meetChanges(sql, cited, { law, step })
  const moved = met.filter(({ changes }) => changes.every(({ kind }) => kind === 'moved'))
  const texts = await loadQuestions(
    sql,
    moved.map(({ questionId }) => questionId),
  )
  const ahead = await listAhead(sql, law.id)
  return met.map(({ questionId, basis, changes }) => {
    const text = texts.get(questionId)
    // What has the new numbers already must not get those of the next article.
    const isRenumbered = !!text && !ahead.has(questionId) && isOnlyRenumbered(text, changes)
    return { questionId, changes, basis: newBasis(basis, changes, step.date), isRenumbered }
  })
}

interface Cited {
  questionId: number
  basis: Basis
}

/** Those of the questions that cite an article which the step changes, with what it does to it. */
export async function meetChanges(
  sql: Sql,
  cited: Cited[],
  { law, step }: { law: Law; step: LawStep },
): Promise<(Cited & { changes: ArticleChange[] })[]> {
  const { from } = step
  const named = ({ version }: Basis) =>
    version === undefined ? from : versionNamed(law.versions, version)
  const texts = new Set(cited.flatMap(({ basis }) => named(basis)?.id ?? []))
  texts.delete(from.id)
  const wordsIn = await loadWords(sql, [...texts])
  const byNumber = new Map(step.changes.map((change) => [change.from, change]))
  return cited.flatMap(({ questionId, basis }) => {
    const text = named(basis)
    if (!text || byBeginning(from, text) < 0) return []
    const numbers = citedNumbers(basis)
    // A question about a repealed law as a whole rests on nothing any more.
    if (numbers.length === 0) return step.date === null ? [{ questionId, basis, changes: [] }] : []
    const changes = [...new Set(numbers)].flatMap((number) => {
      const change = byNumber.get(number)
      if (!change || text.id === from.id) return change ?? []
      return wordsIn.get(`${text.id}:${number}`) === plainWords(change.before) ? change : []
    })
    return changes.length > 0 ? [{ questionId, basis, changes }] : []
  })
}

/** The words of every article of these texts, by `text:number`. */
async function loadWords(sql: Sql, versionIds: number[]): Promise<Map<string, string>> {
  if (versionIds.length === 0) return new Map()
  const articles = await loadArticles(sql, versionIds)
  return new Map(
    articles.map(({ versionId, number, text }) => [`${versionId}:${number}`, plainWords(text)]),
  )
}
