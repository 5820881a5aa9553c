import { certaintyButton } from '../shared/certainty-button.ts'
import type { Translate } from '../shared/locale.ts'
import { clip, escapeHtml, type Button, type Screen } from '../shared/screen.ts'
import type { Confirmed } from './confirm-import.ts'
import { howButton } from './draft/screens.ts'
import { statisticsData } from './statistics/screens.ts'
import type { BankLine } from './store.ts'

/** A message takes 100 buttons, a bank up to four. */
const mostBanks = 24

/** What a confirming button decides: all; nothing that resembles another; and update what differs. */
const choices = {
  ok: {},
  okn: { withoutNear: true },
  oku: { update: true },
  oknu: { withoutNear: true, update: true },
}
export type ConfirmChoice = keyof typeof choices

/** The files that a bank can be exported as, by the button for each. */
const exportEndings = { xx: 'xlsx', xj: 'json', xg: 'gift' } as const

/**
 * Button data of this slice: `bk:`, what it does, the number of an import or a bank, joined by
 * colons. The template is for no bank in particular.
 */
export const bankData = {
  confirm: (importId: number, choice: ConfirmChoice) => `bk:${choice}:${importId}`,
  cancel: (importId: number) => `bk:no:${importId}`,
  undo: (importId: number) => `bk:undo:${importId}`,
  list: (importId: number) => `bk:all:${importId}`,
  model: (importId: number) => `bk:model:${importId}`,
  exports: (bankId: number) => `bk:x:${bankId}`,
  exported: (bankId: number, act: keyof typeof exportEndings) => `bk:${act}:${bankId}`,
  halfMarks: (bankId: number) => `bk:half:${bankId}`,
  fullMarks: (bankId: number) => `bk:full:${bankId}`,
  template: () => 'bk:tpl:0',
}

export type BankPress =
  | { act: 'confirm'; id: number; withoutNear?: boolean; update?: boolean }
  | { act: 'export'; id: number; ending: string }
  | { act: 'no' | 'undo' | 'all' | 'model' | 'x' | 'half' | 'full' | 'tpl'; id: number }

/** What a button of this slice asks for. */
export function readBankData(data: string): BankPress | null {
  const [, act, digits] =
    /^bk:(okn?u?|no|undo|all|model|x[xjg]?|half|full|tpl):(\d{1,9})$/.exec(data) ?? []
  if (!act || !digits) return null
  const id = Number(digits)
  if (act in choices) return { act: 'confirm', id, ...choices[act as ConfirmChoice] }
  if (act in exportEndings) {
    return { act: 'export', id, ending: exportEndings[act as keyof typeof exportEndings] }
  }
  return { act: act as 'no', id }
}

/** Everything there is to say about a file, as a spreadsheet that can be corrected and sent back. */
export function listScreen(
  t: Translate,
  { fileName, bankName, bytes }: { fileName: string; bankName: string; bytes: Uint8Array },
): Screen {
  const name = t('bank-corrections-file', { name: safeFileName(bankName) })
  return {
    text: t('bank-list-file', { file: escapeHtml(clip(fileName, 80)) }),
    attachment: { kind: 'document', name, bytes },
  }
}

/** After confirming: what went live, what waits for a reviewer, and the way back. */
export function confirmedScreen(t: Translate, importId: number, done: Confirmed): Screen {
  const { imported, waiting, updated, proposed, skipped } = done
  const name = escapeHtml(clip(done.bankName, 60))
  const lines = [`✅ ${t('bank-imported', { name, count: imported })}`]
  if (imported > waiting) lines.push(t('bank-imported-live', { count: imported - waiting }))
  if (updated > 0) lines.push(t('bank-updated', { count: updated }))
  if (waiting > 0) lines.push(t('bank-waiting', { count: waiting }))
  if (proposed > 0) lines.push(t('bank-proposed', { count: proposed }))
  if (skipped > 0) lines.push(t('bank-skipped', { count: skipped }))
  lines.push(t('bank-can-undo'))
  return {
    text: lines.join('\n'),
    buttons: [[{ label: t('bank-button-undo'), data: bankData.undo(importId) }]],
  }
}

/** After taking an import back. */
export function undoneScreen(
  t: Translate,
  undone: { bankName: string; deleted: number; retired: number; restored: number },
): Screen {
  const name = escapeHtml(clip(undone.bankName, 60))
  const lines = [t('bank-undone', { name, count: undone.deleted })]
  if (undone.retired > 0) lines.push(t('bank-undone-retired', { count: undone.retired }))
  if (undone.restored > 0) lines.push(t('bank-undone-restored', { count: undone.restored }))
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
  const template = [{ label: t('bank-button-template'), data: bankData.template() }]
  const below = [[howButton(t)], template, [certaintyButton(t)]]
  if (banks.length === 0) return { text: t('bank-none'), buttons: below }
  const shown = banks.slice(0, mostBanks)
  const lines = shown.map(({ name, live, retired, multiple }) => {
    const args = { name: escapeHtml(clip(name, 60)), live, retired }
    const counts = t(retired > 0 ? 'bank-line-retired' : 'bank-line', args)
    return `${counts}${multiple === 'HALF_MARKS' ? t('bank-line-half') : ''}`
  })
  const buttons = shown.flatMap(({ id, name, multiple, lastImport }) => {
    const row: Button[] = [
      { label: t('bank-button-export', { name: clip(name, 24) }), data: bankData.exports(id) },
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
  return { text, buttons: [...buttons, ...below] }
}

/** As which file a bank is wanted. */
export function exportChoiceScreen(t: Translate, bank: { id: number; name: string }): Screen {
  const acts = Object.keys(exportEndings) as (keyof typeof exportEndings)[]
  return {
    text: t('bank-export-choose', { name: escapeHtml(clip(bank.name, 60)) }),
    buttons: acts.map((act) => [
      { label: t(`bank-export-${exportEndings[act]}`), data: bankData.exported(bank.id, act) },
    ]),
  }
}

/** A bank as a file. */
export function exportScreen(
  t: Translate,
  bank: { name: string; ending: string; bytes: Uint8Array; questions: number },
): Screen {
  const name = `${safeFileName(bank.name)}.${bank.ending}`
  const args = { name: escapeHtml(clip(bank.name, 60)), count: bank.questions }
  return {
    text: t('bank-exported', args),
    attachment: { kind: 'document', name, bytes: bank.bytes },
  }
}

/** The spreadsheet to fill in. */
export function templateScreen(t: Translate, bytes: Uint8Array): Screen {
  return {
    text: t('bank-template'),
    attachment: { kind: 'document', name: t('bank-template-file'), bytes },
  }
}

function safeFileName(name: string): string {
  return name.replace(/[/\\:*?"<>|]/g, ' ').trim() || 'bank'
}
