import type { Translate } from '../../shared/locale.ts'
import type { Question } from '../../shared/question.ts'
import { clip, escapeHtml, type Button, type Screen } from '../../shared/screen.ts'
import { reviewData } from '../review/buttons.ts'
import type { BankStatistics } from './bank-statistics.ts'
import { exportStatistics } from './export-statistics.ts'
import type { QuestionStatistics } from './question-statistics.ts'
import { needsLook, type Choice } from './statistics.ts'
import { choiceName, describeStatistics, flagNames, flagText } from './wording.ts'

const perPage = 8
const perRow = 4
const barLength = 10
/** With 26 options a message has no room for more. */
const mostFlags = 6
const room = { name: 60, stem: 40, whole: 600 }

/** Button data: st:b:BANK opens the list, st:b:BANK:PAGE turns it, st:q:QUESTION:PAGE opens a card, st:x:BANK the workbook. */
export const statisticsData = {
  bank: (bankId: number) => `st:b:${bankId}`,
  page: (bankId: number, page: number) => `st:b:${bankId}:${page}`,
  question: (questionId: number, page: number) => `st:q:${questionId}:${page}`,
  workbook: (bankId: number) => `st:x:${bankId}`,
}

export interface StatisticsPress {
  act: 'b' | 'q' | 'x'
  id: number
  /** From 0; null where the list is opened anew. */
  page: number | null
}

/** What a button of statistics asks for; null when it is none. */
export function readStatisticsData(data: string): StatisticsPress | null {
  const [, act, id, page] = /^st:([bqx]):(\d{1,9})(?::(\d{1,4}))?$/.exec(data) ?? []
  if (!act || !id) return null
  const number = page === undefined ? null : Number(page)
  return { act: act as StatisticsPress['act'], id: Number(id), page: number }
}

/** The questions of a bank that need a look, worst first. `page` counts from 0. */
export function bankStatisticsScreen(t: Translate, bank: BankStatistics, page: number): Screen {
  const { bankId, name, oneOf, questions } = bank
  const shown = questions.filter(({ statistics }) => statistics.facility !== null)
  const flagged = shown.filter(({ statistics }) => needsLook(statistics))
  const pages = Math.max(1, Math.ceil(flagged.length / perPage))
  const at = Math.min(page, pages - 1)
  const listed = flagged.slice(at * perPage, (at + 1) * perPage)
  const lines = [
    `<b>${t('statistics-title', { name: escapeHtml(clip(name, room.name)) })}</b>`,
    t('statistics-head', {
      answered: questions.length,
      shown: shown.length,
      flagged: flagged.length,
    }),
    t('statistics-how'),
  ]
  if (oneOf > 1) lines.push(t('statistics-sample', { oneOf }))
  listed.forEach((one, index) => lines.push('', listEntry(t, one, at * perPage + index + 1)))
  const numbers = listed.map(({ questionId }, index) => ({
    label: String(at * perPage + index + 1),
    data: statisticsData.question(questionId, at),
  }))
  return {
    text: lines.join('\n'),
    buttons: [
      ...inRows(numbers),
      turnButtons(t, { bankId, at, pages }),
      [{ label: t('statistics-workbook'), data: statisticsData.workbook(bankId) }],
    ].filter((row) => row.length > 0),
  }
}

function listEntry(
  t: Translate,
  { question, statistics }: QuestionStatistics,
  number: number,
): string {
  const stem = escapeHtml(clip(question.stem.replace(/\s+/g, ' '), room.stem))
  const kind = t(`bank-kind-${question.kind}`)
  return `${number}. ${kind}${stem}\n${describeStatistics(t, statistics)} ${flagNames(t, statistics)}`
}

function inRows(buttons: Button[]): Button[][] {
  const rows: Button[][] = []
  for (let at = 0; at < buttons.length; at += perRow) rows.push(buttons.slice(at, at + perRow))
  return rows
}

function turnButtons(
  t: Translate,
  { bankId, at, pages }: { bankId: number; at: number; pages: number },
): Button[] {
  const row: Button[] = []
  const turn = (key: string, page: number) =>
    row.push({ label: t(key), data: statisticsData.page(bankId, page) })
  if (at > 0) turn('statistics-earlier', at - 1)
  if (at < pages - 1) turn('statistics-later', at + 1)
  return row
}

/** One question: what it asks, how it does, who chose what, what to do. */
export function questionStatisticsScreen(
  t: Translate,
  { questionId, bankId, question, statistics }: QuestionStatistics,
  page: number,
): Screen {
  const parts = [
    `${t(`bank-kind-${question.kind}`)}${escapeHtml(clip(question.stem, room.whole))}`,
    escapeHtml(describeStatistics(t, statistics)),
    ...choiceParts(t, question, statistics.choices),
    ...statistics.flags
      .slice(0, mostFlags)
      .map((flag) => `⚠ ${escapeHtml(flagText(t, question, flag))}`),
  ]
  return {
    text: parts.join('\n\n'),
    buttons: [
      [
        { label: t('statistics-edit'), data: reviewData('qedit', questionId) },
        { label: t('statistics-back'), data: statisticsData.page(bankId, page) },
      ],
    ],
  }
}

function choiceParts(t: Translate, question: Question, choices: Choice[]): string[] {
  if (choices.length === 0) return []
  const title = t(question.kind === 'fill-in' ? 'statistics-texts' : 'statistics-options')
  return [[title, ...choices.map((choice) => choiceLines(t, question, choice))].join('\n')]
}

function choiceLines(t: Translate, question: Question, one: Choice): string {
  const { choice, isKey, count, share, meanRest } = one
  const name = `${isKey ? '✓ ' : ''}${choiceName(t, question, choice)}`
  const args = { count, percent: Math.round(100 * share) }
  const numbers =
    meanRest === null
      ? t('statistics-share', args)
      : t('statistics-share-rest', { ...args, rest: Math.round(100 * meanRest) })
  return `${escapeHtml(name)}\n${bar(share)} ${numbers}`
}

function bar(share: number): string {
  const filled = Math.round(barLength * share)
  return `${'▓'.repeat(filled)}${'░'.repeat(barLength - filled)}`
}

/** All questions of a bank with their numbers, as a workbook. */
export function statisticsWorkbookScreen(t: Translate, bank: BankStatistics): Screen {
  const name = t('statistics-title', { name: bank.name }).replace(/[/\\:*?"<>|]/g, ' ')
  const args = { name: escapeHtml(clip(bank.name, room.name)), count: bank.questions.length }
  return {
    text: t('statistics-exported', args),
    attachment: { kind: 'document', name: `${name}.xlsx`, bytes: exportStatistics(t, bank) },
  }
}
