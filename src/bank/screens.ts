import { writeWorkbook } from '../platform/tables.ts'
import type { Translate } from '../shared/locale.ts'
import { kinds } from '../shared/question.ts'
import { clip, escapeHtml, type Attachment, type Button, type Screen } from '../shared/screen.ts'
import type { Problem } from './formats/format.ts'
import { placeText } from './place.ts'
import type { ImportPreview } from './preview-import.ts'
import { questionText } from './question-text.ts'
import { statisticsData } from './statistics/screens.ts'
import type { BankLine } from './store.ts'

/** Telegram cuts text at 4,096 characters and captions, under an attachment, at 1,024. */
const roomForQuestion = 600
const shownProblems = 10
const shownDuplicates = 5
/** A message takes 100 buttons, a bank up to four. */
const mostBanks = 25

/** Button data of this slice: bk:ok:IMPORT, bk:no:IMPORT, bk:undo:IMPORT, bk:all:IMPORT, bk:x:BANK, bk:half:BANK, bk:full:BANK. */
export const bankData = {
  confirm: (importId: number) => `bk:ok:${importId}`,
  cancel: (importId: number) => `bk:no:${importId}`,
  undo: (importId: number) => `bk:undo:${importId}`,
  problems: (importId: number) => `bk:all:${importId}`,
  exported: (bankId: number) => `bk:x:${bankId}`,
  halfMarks: (bankId: number) => `bk:half:${bankId}`,
  fullMarks: (bankId: number) => `bk:full:${bankId}`,
}

export type BankPress = { act: 'ok' | 'no' | 'undo' | 'all' | 'x' | 'half' | 'full'; id: number }

/** What a button of this slice asks for. */
export function readBankData(data: string): BankPress | null {
  const [, act, id] = /^bk:(ok|no|undo|all|x|half|full):(\d{1,9})$/.exec(data) ?? []
  return act && id ? { act: act as BankPress['act'], id: Number(id) } : null
}

/** What was understood of a file, before anything happens. */
export function previewScreen(t: Translate, preview: ImportPreview): Screen {
  const { importId, problems, importable } = preview
  const parts = [
    headText(t, preview),
    ...firstQuestions(t, preview),
    problemLines(t, problems),
    duplicateLines(t, preview),
    t(importable > 0 ? 'bank-ask-import' : 'bank-nothing-to-import'),
  ]
  const buttons: Button[][] = []
  if (importable > 0) {
    buttons.push([
      { label: t('bank-button-import', { count: importable }), data: bankData.confirm(importId) },
      { label: t('bank-button-cancel'), data: bankData.cancel(importId) },
    ])
  }
  if (problems.length > shownProblems) {
    const label = t('bank-button-problems', { count: problems.length })
    buttons.push([{ label, data: bankData.problems(importId) }])
  }
  return { text: parts.filter((part) => part !== '').join('\n\n'), buttons }
}

function headText(t: Translate, preview: ImportPreview): string {
  const { bankName, fileName, questions, byKind, known } = preview
  const counts = kinds
    .filter((kind) => byKind[kind] > 0)
    .map((kind) => t(`bank-count-${kind}`, { count: byKind[kind] }))
  const lines = [
    `<b>${t('bank-preview-title', { name: escapeHtml(clip(bankName, 60)) })}</b>`,
    t('bank-preview-file', { file: escapeHtml(clip(fileName, 80)), format: preview.format }),
    questions > 0
      ? t('bank-preview-count', { count: questions, kinds: counts.join('，') })
      : t('bank-preview-none'),
  ]
  if (known.length > 0) lines.push(t('bank-preview-known', { count: known.length }))
  return lines.join('\n')
}

function firstQuestions(t: Translate, { first }: ImportPreview): string[] {
  if (first.length === 0) return []
  const shown = first.map((question) =>
    escapeHtml(clip(questionText(t, question), roomForQuestion)),
  )
  return [`<b>${t('bank-preview-first', { count: first.length })}</b>`, ...shown]
}

function problemLines(t: Translate, problems: Problem[]): string {
  if (problems.length === 0) return ''
  const lines = problems.slice(0, shownProblems).map((problem) => `• ${problemText(t, problem)}`)
  const rest = problems.length - shownProblems
  if (rest > 0) lines.push(t('bank-problems-more', { count: rest }))
  return [`<b>${t('bank-problems-title', { count: problems.length })}</b>`, ...lines].join('\n')
}

function problemText(t: Translate, problem: Problem): string {
  const text = `${placeText(t, problem.where)}：${t(`problem-${problem.code}`, problem.args)}`
  return escapeHtml(clip(text, 120))
}

function duplicateLines(t: Translate, { duplicates }: ImportPreview): string {
  if (duplicates.length === 0) return ''
  const lines = duplicates.slice(0, shownDuplicates).map(({ where, first, same }) => {
    const args = { where: placeText(t, where), first: placeText(t, first) }
    return `• ${escapeHtml(clip(t(same ? 'bank-duplicate-same' : 'bank-duplicate-stem', args), 120))}`
  })
  const rest = duplicates.length - shownDuplicates
  if (rest > 0) lines.push(t('bank-duplicates-more', { count: rest }))
  return [`<b>${t('bank-duplicates-title', { count: duplicates.length })}</b>`, ...lines].join('\n')
}

/** Every problem of a file as a spreadsheet. */
export function problemsScreen(t: Translate, fileName: string, problems: Problem[]): Screen {
  const bytes = writeWorkbook([
    {
      name: t('bank-problems-sheet'),
      header: [t('bank-problems-where'), t('bank-problems-reason')],
      widths: [24, 80],
      rows: problems.map(({ where, code, args }) => [
        placeText(t, where),
        t(`problem-${code}`, args),
      ]),
    },
  ])
  const attachment: Attachment = {
    kind: 'document',
    name: `${t('bank-problems-sheet')}.xlsx`,
    bytes,
  }
  const text = t('bank-problems-file', {
    file: escapeHtml(clip(fileName, 80)),
    count: problems.length,
  })
  return { text, attachment }
}

/** After confirming: what went live, and the way back. */
export function confirmedScreen(
  t: Translate,
  importId: number,
  done: { bankName: string; imported: number; skipped: number },
): Screen {
  const args = { name: escapeHtml(clip(done.bankName, 60)), count: done.imported }
  const lines = [`✅ ${t('bank-imported', args)}`]
  if (done.skipped > 0) lines.push(t('bank-skipped', { count: done.skipped }))
  lines.push(t('bank-can-undo'))
  return {
    text: lines.join('\n'),
    buttons: [[{ label: t('bank-button-undo'), data: bankData.undo(importId) }]],
  }
}

/** After taking an import back. */
export function undoneScreen(
  t: Translate,
  undone: { bankName: string; deleted: number; retired: number },
): Screen {
  const name = escapeHtml(clip(undone.bankName, 60))
  const lines = [t('bank-undone', { name, count: undone.deleted })]
  if (undone.retired > 0) lines.push(t('bank-undone-retired', { count: undone.retired }))
  return { text: lines.join('\n') }
}

/** One plain sentence about an import that is not in the state a button needs. */
export function importStateScreen(
  t: Translate,
  kind:
    | 'already-confirmed'
    | 'already-undone'
    | 'cancelled'
    | 'just-cancelled'
    | 'not-live'
    | 'undone'
    | 'unknown',
): Screen {
  return { text: t(`bank-import-${kind}`) }
}

/** All banks with their numbers, a file for each, and the way back of the last import. */
export function banksScreen(t: Translate, banks: BankLine[]): Screen {
  if (banks.length === 0) return { text: t('bank-none') }
  const shown = banks.slice(0, mostBanks)
  const lines = shown.map(({ name, live, retired, multiple }) => {
    const args = { name: escapeHtml(clip(name, 60)), live, retired }
    const counts = t(retired > 0 ? 'bank-line-retired' : 'bank-line', args)
    return `${counts}${multiple === 'HALF_MARKS' ? t('bank-line-half') : ''}`
  })
  const buttons = shown.flatMap(({ id, name, multiple, lastImport }) => {
    const row: Button[] = [
      { label: t('bank-button-export', { name: clip(name, 24) }), data: bankData.exported(id) },
    ]
    if (lastImport?.state === 'LIVE') {
      row.push({ label: t('bank-button-undo-last'), data: bankData.undo(lastImport.id) })
    }
    const rule =
      multiple === 'HALF_MARKS'
        ? { label: t('bank-button-full', { name: clip(name, 12) }), data: bankData.fullMarks(id) }
        : { label: t('bank-button-half', { name: clip(name, 12) }), data: bankData.halfMarks(id) }
    const statistics = {
      label: t('statistics-button', { name: clip(name, 12) }),
      data: statisticsData.bank(id),
    }
    // Three in a row would cut their labels on a phone.
    return [row, [rule], [statistics]]
  })
  const text = [`<b>${t('bank-list-title')}</b>`, ...lines, '', t('bank-list-hint')].join('\n')
  return { text, buttons }
}

/** A bank as a file. */
export function exportScreen(
  t: Translate,
  bank: { name: string; bytes: Uint8Array; questions: number },
): Screen {
  const name = `${bank.name.replace(/[/\\:*?"<>|]/g, ' ').trim() || 'bank'}.xlsx`
  const args = { name: escapeHtml(clip(bank.name, 60)), count: bank.questions }
  return {
    text: t('bank-exported', args),
    attachment: { kind: 'document', name, bytes: bank.bytes },
  }
}
