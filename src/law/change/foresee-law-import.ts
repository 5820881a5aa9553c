import type { Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayIn, type Day } from '../../shared/day.ts'
import type { TouchedQuestion } from '../../shared/law-change.ts'
import { findLawImport, type ImportedLaw } from '../import-store.ts'
import { loadArticles, loadLaws, type Law, type Version } from '../store.ts'
import { standingOf } from '../view-law-import.ts'
import { findTouched } from './find-touched.ts'
import { loadQuestions } from './question-store.ts'
import { articleChanges, changeToday, textChanges, type TextChange } from './text-changes.ts'

export type ForeseeDeps = { db: Db; now: () => Date; settings: Pick<Deps['settings'], 'timeZone'> }

/** What taking a text in would mean for the questions in use. */
export interface Foreseen {
  /** The law's title in the library. */
  law: string
  /** The date of the text. */
  date: Day | null
  day: Day
  /** The day is still ahead. */
  isPlanned: boolean
  questions: (TouchedQuestion & { stem: string; article: string })[]
}

/** The id of a text that is not in the library yet. */
const notYet = 0

/**
 * For each law of a previewed file that would take the place of another text, now or later: the
 * questions in use that rest on what it changes. Laws that touch none are left out.
 */
export async function foreseeLawImport(
  { db, now, settings }: ForeseeDeps,
  importId: number,
): Promise<Foreseen[]> {
  const saved = await findLawImport(db, importId)
  if (saved?.state !== 'PREVIEW') return []
  const today = dayIn(settings.timeZone, now())
  const laws = await loadLaws(db)
  const foreseen: Foreseen[] = []
  for (const text of saved.laws) {
    const standing = await standingOf(db, text, laws)
    const law = laws.find(({ id }) => standing.kind === 'new-version' && id === standing.lawId)
    const change = law && changeBy(text, law, today)
    const one = change && (await foresee(db, { laws, law, text, change }))
    if (one && one.questions.length > 0) foreseen.push({ ...one, isPlanned: one.day > today })
  }
  return foreseen
}

/** The change that a text of a file would be; null where it takes nothing over. */
function changeBy(
  { date, inForce }: ImportedLaw,
  law: Law,
  today: Day,
): TextChange<Version> | null {
  if (date === null || inForce === null) return null
  const text = { id: notYet, lawId: law.id, date, inForce, repealedOn: null }
  const after = [...law.versions, text]
  const change = inForce <= today ? changeToday(law.versions, after, today) : null
  return (
    change ?? textChanges(after).find(({ day, to }) => to?.id === notYet && day > today) ?? null
  )
}

async function foresee(
  db: Db,
  about: { laws: Law[]; law: Law; text: ImportedLaw; change: TextChange<Version> },
): Promise<Omit<Foreseen, 'isPlanned'>> {
  const { laws, law, text, change } = about
  const { from, day } = change
  const changes = articleChanges(await loadArticles(db, [from.id]), text.articles)
  const touched = await findTouched(db, { laws, law }, { from, date: text.date, changes })
  const contents = await loadQuestions(
    db,
    touched.map(({ questionId }) => questionId),
  )
  const questions = touched.map((one) => {
    const content = contents.get(one.questionId)
    return { ...one, stem: content?.stem ?? '', article: content?.basis?.article ?? '' }
  })
  return { law: law.name, date: text.date, day, questions }
}
