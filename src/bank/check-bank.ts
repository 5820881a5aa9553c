import type { Translate } from '../shared/locale.ts'
import { kinds, type Kind, type Question } from '../shared/question.ts'
import type { BankFile, Item } from './formats/format.ts'
import { placeText } from './place.ts'
import { questionText, writtenKey } from './question-text.ts'
import { readBankFile } from './read-bank-file.ts'
import { duplicatesWithin } from './rules.ts'

/** What `bank check FILE --json` prints: a contract, relied on by scripts. */
export interface CheckReport {
  format: string
  encoding?: string
  questions: number
  byKind: Record<Kind, number>
  problems: { where: string; reason: string }[]
  duplicates: { where: string; first: string }[]
  /** The first three questions as they will look. */
  preview: string[]
  items?: CheckedItem[]
}

export interface CheckedItem {
  place: string
  kind: Kind
  stem: string
  options: string[]
  /** Letters of a choice, 对 or 错, accepted variants for each blank, a model answer. */
  key: string | string[][]
  explanation: string
}

/** Reads a bank and says what was understood, in the language of `t`. Changes nothing. */
export async function checkBank(
  t: Translate,
  bytes: Uint8Array,
  { name, full }: { name: string; full: boolean },
): Promise<CheckReport> {
  return describeBank(t, await readBankFile(bytes, { name }), full)
}

/** The report on a file that was read. */
export function describeBank(t: Translate, file: BankFile, full: boolean): CheckReport {
  const { format, encoding, items } = file
  return {
    format,
    ...(encoding ? { encoding } : {}),
    questions: items.length,
    byKind: countKinds(items.map(({ question }) => question)),
    problems: file.problems.map(({ where, code, args }) => ({
      where: placeText(t, where),
      reason: t(`problem-${code}`, args),
    })),
    duplicates: duplicatesWithin(items).map(({ where, first }) => ({
      where: placeText(t, where),
      first: placeText(t, first),
    })),
    preview: items.slice(0, 3).map(({ question }) => questionText(t, question)),
    ...(full ? { items: items.map((item) => checkedItem(t, item)) } : {}),
  }
}

/** How many questions of each kind, 0 for the kinds that do not occur. */
export function countKinds(questions: { kind: Kind }[]): Record<Kind, number> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  for (const { kind } of questions) counts[kind] += 1
  return counts
}

function checkedItem(t: Translate, { place, question }: Item): CheckedItem {
  return {
    place: placeText(t, place),
    kind: question.kind,
    stem: question.stem,
    options: optionsOf(question),
    key: writtenKey(question),
    explanation: question.explanation ?? '',
  }
}

function optionsOf(question: Question): string[] {
  return question.kind === 'single' || question.kind === 'multiple' ? question.options : []
}
