import { writeWorkbook, type OutSheet } from '../platform/tables.ts'
import type { Translate } from '../shared/locale.ts'
import { letter, type Question } from '../shared/question.ts'
import { correctionsSheet, type Correction } from './formats/corrections-sheet.ts'
import type { Problem } from './formats/format.ts'
import { forPeople } from './formats/template.ts'
import type { ChangedPair, NearPair } from './import-store.ts'
import { placeText } from './place.ts'
import { questionText } from './question-text.ts'

/** All that there is to say about an import. */
export interface ImportFindings {
  bankName: string
  problems: Problem[]
  near: NearPair[]
  changed: ChangedPair[]
}

/**
 * Everything that a message has no room for, as a workbook: what was not imported, as rows that can be
 * corrected and sent back; every remark; what resembles another question; what differs from the bank.
 */
export function writeListFile(t: Translate, findings: ImportFindings): Uint8Array {
  const { bankName, problems, near, changed } = findings
  const corrections = problems.flatMap((problem) => correctionOf(t, problem) ?? [])
  const sheets: OutSheet[] = []
  if (corrections.length > 0) {
    sheets.push(correctionsSheet(t('bank-corrections-sheet'), corrections))
  }
  sheets.push(remarksSheet(t, bankName, problems))
  if (near.length > 0) sheets.push(nearSheet(t, near))
  if (changed.length > 0) sheets.push(changedSheet(t, changed))
  return writeWorkbook(sheets)
}

/** Whether a problem is about something that can be mended in a spreadsheet. */
export function isMendable({ draft, block }: Problem): boolean {
  return draft !== undefined || block !== undefined
}

function correctionOf(t: Translate, problem: Problem): Correction | null {
  if (!isMendable(problem)) return null
  const { where, code, args, draft, block } = problem
  const words = { where: placeText(t, where), reason: t(`problem-${code}`, args) }
  return { ...words, ...(draft ? { draft } : {}), ...(block === undefined ? {} : { block }) }
}

function remarksSheet(t: Translate, bankName: string, problems: Problem[]): OutSheet {
  return {
    name: t('bank-problems-sheet'),
    header: [forPeople, t('bank-list-for'), bankName],
    widths: [24, 80, 24],
    rows: [
      [t('bank-problems-where'), t('bank-problems-reason')],
      ...problems.map(({ where, code, args }) => [placeText(t, where), t(`problem-${code}`, args)]),
    ],
  }
}

function nearSheet(t: Translate, near: NearPair[]): OutSheet {
  return {
    name: t('bank-near-sheet'),
    header: [forPeople],
    widths: [24, 60, 10, 24, 60],
    rows: [
      ['where', 'question', 'similarity', 'other-where', 'other'].map((part) =>
        t(`bank-near-column-${part}`),
      ),
      ...near.map(({ place, question, similarity, otherPlace, other }) => [
        placeText(t, place),
        questionText(t, question),
        similarityText(similarity),
        otherPlace ? placeText(t, otherPlace) : t('bank-near-in-bank'),
        questionText(t, other),
      ]),
    ],
  }
}

function changedSheet(t: Translate, changed: ChangedPair[]): OutSheet {
  return {
    name: t('bank-changed-sheet'),
    header: [forPeople],
    widths: [24, 60, 30, 30, 60],
    rows: [
      ['where', 'before', 'key-before', 'key-after', 'after'].map((part) =>
        t(`bank-changed-column-${part}`),
      ),
      ...changed.map(({ place, before, after }) => [
        placeText(t, place),
        `${questionText(t, before)}\n${before.explanation ?? ''}`.trim(),
        keyWords(before),
        keyWords(after),
        `${questionText(t, after)}\n${after.explanation ?? ''}`.trim(),
      ]),
    ],
  }
}

/** `0.912` as `91 %`. */
export function similarityText(similarity: number): string {
  return `${Math.floor(similarity * 100)}%`
}

/** The key in words that mean the same wherever the options stand: `B. 八小时`. */
export function keyWords(question: Question): string {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.key
        .map((index) => `${letter(index)}. ${question.options[index] ?? ''}`)
        .join('；')
    case 'true-false':
      return question.key ? '对' : '错'
    case 'fill-in':
      return question.key.map((blank) => blank.join(' / ')).join('；')
    case 'short':
      return question.key
  }
}
