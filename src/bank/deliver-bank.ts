import { askCaller } from '../platform/tables-apart.ts'
import { kinds, type Kind, type Question } from '../shared/question.ts'
import type { BankFile, Item, Problem } from './formats/format.ts'
import { findNearItems, gatherKnown, type KnownText, type NearNote } from './near-questions.ts'
import { duplicatesWithin, identify, type Duplicate, type Identity } from './rules.ts'

/** What is known of a file as soon as it was read. */
export interface BankHead {
  format: string
  encoding?: string
  /** The bank that the file itself names. */
  bank?: string
}

/** A file that was read, without its questions: they went over in parts. */
export interface BankSummary extends BankHead {
  questions: number
  byKind: Record<Kind, number>
  /** The first three. */
  first: Question[]
  problems: Problem[]
  duplicates: Duplicate[]
  /** False where the search for near duplicates was given up. */
  compared: boolean
}

/** An item as it goes over and is kept. */
export interface ItemRow {
  /** From 1. */
  number: number
  place: Item['place']
  question: Question
  key: string
  near?: NearNote
}

/**
 * What the reading thread asks: to begin; for a page of the questions that it compares with, those
 * after an id; to take rows, `ItemRow[]` as JSON.
 */
export type ReaderQuestion = { head: BankHead } | { after: number } | { rows: string }

/**
 * Prisma remembers the last hundred statements with all they were given, for its error reports: bigger
 * parts would hold a hundred megabytes for nothing.
 */
const rowsAtOnce = 250

/**
 * Hands the questions of a file over in parts and gives what is left to say of it. So no thread
 * ever holds more than some of them twice. Without `questions` only the summary is made.
 */
export async function deliverBank(file: BankFile, questions: boolean): Promise<BankSummary> {
  const { items, problems, ...head } = file
  const identities = items.map(({ question }) => identify(question))
  const summary = {
    ...head,
    questions: items.length,
    byKind: countKinds(items.map(({ question }) => question)),
    first: items.slice(0, 3).map(({ question }) => question),
    problems,
    duplicates: duplicatesWithin(items, identities),
  }
  if (!questions) return { ...summary, compared: true }
  await ask({ head })
  const known = await gatherKnown((after) => ask<KnownText[]>({ after }), identities)
  const { notes, complete } = findNearItems(items, identities, known)
  for (let from = 0; from < items.length; from += rowsAtOnce) {
    const rows = toRows(items.slice(from, from + rowsAtOnce), { from, identities, notes })
    await ask({ rows: JSON.stringify(rows) })
  }
  return { ...summary, compared: complete }
}

function ask<Answer>(question: ReaderQuestion): Promise<Answer> {
  return askCaller<Answer>(question)
}

function toRows(
  items: Item[],
  {
    from,
    identities,
    notes,
  }: { from: number; identities: Identity[]; notes: Map<number, NearNote> },
): ItemRow[] {
  return items.map(({ place, question }, at) => {
    const index = from + at
    const near = notes.get(index)
    const key = identities[index]?.key ?? ''
    return { number: index + 1, place, question, key, ...(near ? { near } : {}) }
  })
}

/** How many questions of each kind, 0 for the kinds that do not occur. */
export function countKinds(questions: { kind: Kind }[]): Record<Kind, number> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  for (const { kind } of questions) counts[kind] += 1
  return counts
}
