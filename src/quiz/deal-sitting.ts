import { readChoice } from '../platform/choices.ts'
import type { Deps } from '../platform/deps.ts'
import { addDays, type Day } from '../shared/day.ts'
import type { Question } from '../shared/question.ts'
import {
  findIdRange,
  findSitting,
  listContents,
  listDueReviews,
  listLeastShown,
  listMistakes,
  listUnseen,
  saveSitting,
} from './deal-store.ts'
import { pickQuestions, type Candidate } from './pick.ts'
import { optionOrder, seededRandom } from './shuffle.ts'
import { type SittingKind } from './store.ts'

export const setSize = 5
/** A question comes back within this many days only when its review is due. */
const restDays = 14

export interface Deal {
  officerId: number
  day: Day
  kind: SittingKind
  theme: string | null
  /** 1 for a daily set. */
  number: number
}

/**
 * Deals an officer's set, by the same rules for everyone, and gives the sitting's id; a set that
 * was dealt before stays as it is. Null when no question can be asked.
 */
export async function dealSitting(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  deal: Deal,
): Promise<number | null> {
  const picked = await pickFor(db, deal)
  if (picked.length === 0) return null
  const contents = await listContents(
    db,
    picked.map(({ versionId }) => versionId),
  )
  const asksCertainty = deal.kind === 'DAILY' && (await readChoice(db, 'ask-certainty'))
  const items = picked.flatMap(({ questionId, versionId }) => {
    const question = contents.get(versionId)
    if (!question) return []
    const random = seededRandom(seedOf(deal, questionId))
    const sure = asksCertainty && isPressed(question) ? false : null
    return [{ questionId, versionId, order: optionOrder(question, random), sure }]
  })
  const saved = await saveSitting(db, { ...deal, dealtAt: now(), items })
  if (saved !== null) return saved
  return (await findSitting(db, deal.officerId, deal.day, deal.kind))?.id ?? null
}

/** Whether it is answered with buttons, and not in one's own words. */
function isPressed({ kind }: Question): boolean {
  return kind === 'single' || kind === 'multiple' || kind === 'true-false'
}

async function pickFor(db: Deps['db'], deal: Deal): Promise<Candidate[]> {
  const input = { officerId: deal.officerId, day: deal.day, limit: setSize * 3 }
  if (deal.kind === 'MISTAKES') return pickQuestions([await listMistakes(db, input)], setSize)
  const { low, high } = await findIdRange(db)
  const start = low + Math.floor(seededRandom(seedOf(deal, 0))() * (high - low + 1))
  const due = await listDueReviews(db, input)
  const ofTheme =
    deal.theme === null ? [] : await listUnseen(db, input, { topic: deal.theme, start })
  const rest = await listUnseen(db, input, { topic: null, start })
  const rested = await listLeastShown(db, input, addDays(deal.day, -restDays))
  const picked = pickQuestions([due, ofTheme, rest, rested], setSize)
  if (picked.length === setSize) return picked
  // A small bank runs dry: better a question met last week than half a set.
  const recent = await listLeastShown(db, input, deal.day)
  return pickQuestions([picked, recent], setSize)
}

function seedOf({ officerId, day, number }: Deal, salt: number): number {
  const date = Number(day.replaceAll('-', ''))
  return Math.imul(officerId + 1, 2_654_435_761) ^ Math.imul(date + number, 40_503) ^ (salt * 97)
}
