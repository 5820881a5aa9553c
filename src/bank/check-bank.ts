import type { Translate } from '../shared/locale.ts'
import type { Kind, Question } from '../shared/question.ts'
import type { BankSummary, ItemRow } from './deliver-bank.ts'
import { placeText } from './place.ts'
import { questionText, writtenKey } from './question-text.ts'
import { eachItem, readBankApart } from './read-bank-file.ts'

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
  { full }: { full: boolean },
): Promise<CheckReport> {
  if (!full) return describeBank(t, await readBankApart(bytes))
  const items: CheckedItem[] = []
  const taker = eachItem((row) => items.push(checkedItem(t, row)))
  return { ...describeBank(t, await readBankApart(bytes, { taker })), items }
}

/** The report on a file that was read. */
export function describeBank(
  t: Translate,
  file: Omit<BankSummary, 'bank' | 'compared'>,
): CheckReport {
  const { format, encoding } = file
  return {
    format,
    ...(encoding ? { encoding } : {}),
    questions: file.questions,
    byKind: file.byKind,
    problems: file.problems.map(({ where, code, args }) => ({
      where: placeText(t, where),
      reason: t(`problem-${code}`, args),
    })),
    duplicates: file.duplicates.map(({ where, first }) => ({
      where: placeText(t, where),
      first: placeText(t, first),
    })),
    preview: file.first.map((question) => questionText(t, question)),
  }
}

function checkedItem(t: Translate, { place, question }: ItemRow): CheckedItem {
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
