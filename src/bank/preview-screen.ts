import type { Translate } from '../shared/locale.ts'
import { kinds } from '../shared/question.ts'
import { clip, escapeHtml, type Button, type Screen } from '../shared/screen.ts'
import type { Problem } from './formats/format.ts'
import type { ChangedPair, NearPair } from './import-store.ts'
import { isMendable, keyWords, similarityText } from './list-file.ts'
import { placeText } from './place.ts'
import type { ImportPreview } from './preview-import.ts'
import { questionText } from './question-text.ts'
import { blockOf } from './read-blocks.ts'
import type { BlocksRead } from './read-import-blocks.ts'
import { isKeyChanged } from './review/rules.ts'
import { bankData } from './screens.ts'

/** Telegram cuts text at 4,096 characters; together these leave room for the rest. */
const room = { question: 300, problem: 100, near: 80, key: 60 }
const shown = { problems: 6, duplicates: 3 }

/** What was understood of a file, before anything happens, with what can be decided about it. */
export function previewScreen(
  t: Translate,
  preview: ImportPreview,
  { hasModel = false }: { hasModel?: boolean } = {},
): Screen {
  const { fresh, changed } = preview
  const parts = [
    headText(t, preview),
    ...firstQuestions(t, preview),
    problemLines(t, preview.problems),
    duplicateLines(t, preview),
    nearLines(t, preview),
    changedLines(t, preview),
    t(fresh + changed > 0 ? 'bank-ask-import' : 'bank-nothing-to-import'),
  ]
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    buttons: [...buttonsOf(t, preview), ...(hasModel ? modelButton(t, preview) : [])],
  }
}

/** Blocks that no rule understood can be offered to a model. */
function modelButton(t: Translate, { importId, problems }: ImportPreview): Button[][] {
  const count = problems.filter((problem) => blockOf(problem) !== null).length
  if (count === 0) return []
  return [[{ label: t('bank-button-model', { count }), data: bankData.model(importId) }]]
}

/** The same preview after a model looked at what no rule had understood. */
export function blocksReadScreen(t: Translate, read: BlocksRead): Screen {
  const { text, buttons = [] } = previewScreen(t, read.preview, { hasModel: read.unread > 0 })
  const lines = [t('bank-model-read', { count: read.questions })]
  if (read.unread > 0) lines.push(t('bank-model-gave-out', { count: read.unread }))
  return { text: [...lines, '', text].join('\n'), buttons }
}

function buttonsOf(t: Translate, preview: ImportPreview): Button[][] {
  const { importId, fresh, near, changed, problems } = preview
  const rest = fresh - near
  const button = (label: string, choice: 'ok' | 'okn' | 'oku' | 'oknu'): Button[] => [
    { label, data: bankData.confirm(importId, choice) },
  ]
  const buttons: Button[][] = []
  if (fresh > 0) buttons.push(button(t('bank-button-import', { count: fresh }), 'ok'))
  if (near > 0) {
    buttons.push(button(t('bank-button-import-rest', { count: rest, near }), 'okn'))
  }
  if (changed > 0) {
    const label = t('bank-button-import-update', { count: fresh, changed })
    buttons.push(button(fresh > 0 ? label : t('bank-button-update', { changed }), 'oku'))
  }
  if (changed > 0 && near > 0) {
    const args = { count: rest, near, changed }
    buttons.push(button(t('bank-button-import-rest-update', args), 'oknu'))
  }
  if (buttons.length > 0) {
    buttons.push([{ label: t('bank-button-cancel'), data: bankData.cancel(importId) }])
  }
  const mendable = problems.filter(isMendable).length
  if (hasMore(preview) || mendable > 0) {
    const label =
      mendable > 0 ? t('bank-button-corrections', { count: mendable }) : t('bank-button-list')
    buttons.push([{ label, data: bankData.list(importId) }])
  }
  return buttons
}

/** Whether there is more to say than the message shows. */
function hasMore({ problems, near, nearPairs, changed, changedPairs }: ImportPreview): boolean {
  return (
    problems.length > shown.problems || near > nearPairs.length || changed > changedPairs.length
  )
}

function headText(t: Translate, preview: ImportPreview): string {
  const { bankName, fileName, questions, byKind, known } = preview
  const counts = kinds
    .filter((kind) => byKind[kind] > 0)
    .map((kind) => t(`bank-count-${kind}`, { count: byKind[kind] }))
  const lines = [
    `<b>${t('bank-preview-title', { name: escapeHtml(clip(bankName, 60)) })}</b>`,
    t('bank-preview-file', {
      file: escapeHtml(clip(fileName, 80)),
      format: formatText(t, preview),
    }),
    questions > 0
      ? t('bank-preview-count', { count: questions, kinds: counts.join('，') })
      : t('bank-preview-none'),
  ]
  if (known > 0) lines.push(t('bank-preview-known', { count: known }))
  return lines.join('\n')
}

const namedFormats = new Set(
  'aiken anki anki-text csv doc docx gift json jsonl list moodle qti sqlite xls xlsx'.split(' '),
)

/** `Excel 表格`, `CSV 表格，编码 GB18030`. */
function formatText(t: Translate, { format, encoding }: ImportPreview): string {
  const name = t(`bank-format-${namedFormats.has(format) ? format : 'other'}`)
  return encoding ? t('bank-format-encoded', { name, encoding: encoding.toUpperCase() }) : name
}

function firstQuestions(t: Translate, { first }: ImportPreview): string[] {
  if (first.length === 0) return []
  const texts = first.map((question) => escapeHtml(clip(questionText(t, question), room.question)))
  return [`<b>${t('bank-preview-first', { count: first.length })}</b>`, ...texts]
}

function problemLines(t: Translate, problems: Problem[]): string {
  if (problems.length === 0) return ''
  const lines = problems.slice(0, shown.problems).map((problem) => `• ${problemText(t, problem)}`)
  const rest = problems.length - shown.problems
  if (rest > 0) lines.push(t('bank-problems-more', { count: rest }))
  if (problems.some(isMendable)) lines.push(t('bank-problems-mend'))
  return [`<b>${t('bank-problems-title', { count: problems.length })}</b>`, ...lines].join('\n')
}

function problemText(t: Translate, problem: Problem): string {
  const text = `${placeText(t, problem.where)}：${t(`problem-${problem.code}`, problem.args)}`
  return escapeHtml(clip(text, room.problem))
}

/**
 * The same question twice, first of all where the keys differ; the same stem with other options
 * resembles and is listed there.
 */
function duplicateLines(t: Translate, { duplicates }: ImportPreview): string {
  const all = duplicates.filter((one) => one.same)
  const same = [...all.filter((one) => one.conflict), ...all.filter((one) => !one.conflict)]
  if (same.length === 0) return ''
  const lines = same.slice(0, shown.duplicates).map(({ where, first, conflict }) => {
    const args = { where: placeText(t, where), first: placeText(t, first) }
    const key = conflict ? 'bank-duplicate-conflict' : 'bank-duplicate-same'
    return `• ${escapeHtml(clip(t(key, args), room.problem))}`
  })
  const rest = same.length - shown.duplicates
  if (rest > 0) lines.push(t('bank-duplicates-more', { count: rest }))
  return [`<b>${t('bank-duplicates-title', { count: same.length })}</b>`, ...lines].join('\n')
}

function nearLines(t: Translate, { near, nearPairs, compared }: ImportPreview): string {
  const lines: string[] = []
  if (near > 0) lines.push(`<b>${t('bank-near-title', { count: near })}</b>`)
  for (const pair of near > 0 ? nearPairs : []) lines.push(nearText(t, pair))
  if (near > nearPairs.length) lines.push(t('bank-near-more', { count: near - nearPairs.length }))
  if (!compared) lines.push(t('bank-near-given-up'))
  return lines.join('\n')
}

function nearText(t: Translate, pair: NearPair): string {
  const { place, question, similarity, otherPlace, other } = pair
  const otherWhere = otherPlace ? placeText(t, otherPlace) : t('bank-near-in-bank')
  return [
    `• ${escapeHtml(placeText(t, place))}：${escapeHtml(clip(question.stem, room.near))}`,
    `  ${escapeHtml(otherWhere)}（${similarityText(similarity)}）：${escapeHtml(clip(other.stem, room.near))}`,
  ].join('\n')
}

function changedLines(t: Translate, { changed, changedPairs }: ImportPreview): string {
  if (changed === 0) return ''
  const lines = changedPairs.map((pair) => changedText(t, pair))
  const rest = changed - changedPairs.length
  if (rest > 0) lines.push(t('bank-changed-more', { count: rest }))
  return [`<b>${t('bank-changed-title', { count: changed })}</b>`, ...lines].join('\n')
}

function changedText(t: Translate, { place, before, after }: ChangedPair): string {
  const where = `• ${escapeHtml(placeText(t, place))}：${escapeHtml(clip(after.stem, room.key))}`
  if (!isKeyChanged(before, after)) return `${where}\n  ${t('bank-changed-rest')}`
  const keys = {
    before: escapeHtml(clip(keyWords(before), room.key)),
    after: escapeHtml(clip(keyWords(after), room.key)),
  }
  return `${where}\n  <b>${t('bank-changed-key', keys)}</b>`
}
