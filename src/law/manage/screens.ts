import { writeWorkbook } from '../../platform/tables.ts'
import type { Day } from '../../shared/day.ts'
import { draftLawButton } from '../../shared/draft-button.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Button, type Screen } from '../../shared/screen.ts'
import { articleName } from '../article-number.ts'
import { lawData } from '../buttons.ts'
import type { VersionChanged } from '../change-version.ts'
import type { Foreseen } from '../change/foresee-law-import.ts'
import { effectLines, foreseenLine, foreseenSheet } from '../change/screens.ts'
import type { Change } from '../compare-texts.ts'
import type { LawConfirmation } from '../confirm-law-import.ts'
import { problemText } from '../problem-text.ts'
import { versionInForce } from '../rules.ts'
import { versionText, type TextView } from '../screens.ts'
import type { LawUndoing } from '../undo-law-import.ts'
import type { LawImportPreview, LawPreview } from '../view-law-import.ts'

const shownLaws = 5
const shownChanges = 6
const shownProblems = 8
const changeKinds = ['new', 'changed', 'moved', 'removed'] as const
/** What an admin wants to see first: what was not there before, and what is gone. */
const byWeight = ['new', 'removed', 'changed', 'moved']

/** What was understood of a law file and what it would mean for questions in use, before anything happens. */
export function previewScreen(
  t: Translate,
  preview: LawImportPreview,
  foreseen: Foreseen[],
): Screen {
  const { importId, fileName, laws } = preview
  const head = [
    `<b>${t('law-preview-title', { count: laws.length })}</b>`,
    t('law-preview-file', { file: escapeHtml(clip(fileName, 80)) }),
  ]
  const shown = laws.slice(0, shownLaws).map((law) => lawLines(t, law, foreseen))
  const more = laws.length - shownLaws
  const parts = [
    head.join('\n'),
    ...shown,
    ...(more > 0 ? [t('law-preview-more', { count: more })] : []),
    problemLines(t, preview),
    t(takeable(laws).length > 0 ? 'law-ask-import' : 'law-nothing-to-import'),
  ]
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    buttons: previewButtons(t, importId, preview),
  }
}

function takeable(laws: LawPreview[]): LawPreview[] {
  return laws.filter(({ standing: { kind } }) => kind === 'new-law' || kind === 'new-version')
}

function previewButtons(
  t: Translate,
  importId: number,
  { laws, problems }: LawImportPreview,
): Button[][] {
  const count = takeable(laws).length
  const rows: Button[][] = []
  if (count > 0) {
    rows.push([
      { label: t('law-button-import'), data: lawData('ok', importId) },
      { label: t('law-button-cancel'), data: lawData('no', importId) },
    ])
  }
  const isDatable = laws.some(({ standing: { kind } }) => kind !== 'already-there')
  if (isDatable) rows.push([{ label: t('law-button-in-force'), data: lawData('day', importId) }])
  const changes = laws.reduce((sum, law) => sum + law.changes.length, 0)
  if (changes > 0 || problems.length > 0) {
    rows.push([{ label: t('law-button-details'), data: lawData('all', importId) }])
  }
  return rows
}

function lawLines(t: Translate, law: LawPreview, foreseen: Foreseen[]): string {
  const { title, date, inForce, source, articles, standing } = law
  const lines = [
    `<b>${escapeHtml(clip(title, 60))}</b>`,
    t('law-preview-articles', { count: articles }),
  ]
  if (date !== null && inForce !== null) {
    lines.push(t(`law-preview-dates-${source}`, { date, inForce }))
  }
  const known = 'date' in standing ? standing.date : ''
  const base = standing.kind === 'new-version' ? standing.base.date : ''
  lines.push(t(`law-standing-${standing.kind}`, { date: known || base }))
  if (standing.kind === 'new-version') {
    lines.push(...changeLines(t, law.changes))
    const touched = foreseen.find((one) => one.law === standing.name && one.date === date)
    if (touched) lines.push(foreseenLine(t, touched))
  }
  return lines.join('\n')
}

/** How many articles are new, changed, moved and removed, and the first of them. */
function changeLines(t: Translate, changes: Change[]): string[] {
  if (changes.length === 0) return []
  const counts = changeKinds.map((kind) =>
    t(`law-change-count-${kind}`, { count: changes.filter((one) => one.kind === kind).length }),
  )
  const first = [...changes]
    .sort((a, b) => byWeight.indexOf(a.kind) - byWeight.indexOf(b.kind))
    .slice(0, shownChanges)
    .map((change) => `• ${changeText(t, change)}`)
  const rest = changes.length - shownChanges
  return [
    counts.join('，'),
    ...first,
    ...(rest > 0 ? [t('law-changes-more', { count: rest })] : []),
  ]
}

function changeText(t: Translate, { kind, from, to, similarity, ...text }: Change): string {
  const numbers = {
    from: from === undefined ? '' : articleName(from),
    to: to === undefined ? '' : articleName(to),
  }
  const words = escapeHtml(clip((text.after ?? text.before ?? '').replace(/\n/g, ' '), 30))
  if (kind === 'moved') {
    return t(similarity === 1 ? 'law-change-moved' : 'law-change-moved-changed', numbers)
  }
  return t(`law-change-${kind}`, { ...numbers, words })
}

function problemLines(t: Translate, { problems, unit }: LawImportPreview): string {
  if (problems.length === 0) return ''
  const lines = problems
    .slice(0, shownProblems)
    .map((problem) => `• ${escapeHtml(clip(problemText(t, problem, unit), 160))}`)
  const rest = problems.length - shownProblems
  if (rest > 0) lines.push(t('law-problems-more', { count: rest }))
  return [`<b>${t('law-problems-title', { count: problems.length })}</b>`, ...lines].join('\n')
}

/** Every change, every question it touches and every problem of a file as a spreadsheet. */
export function detailsScreen(
  t: Translate,
  preview: LawImportPreview,
  foreseen: Foreseen[],
): Screen {
  const { laws, problems, unit, fileName } = preview
  const changes = laws.flatMap(({ title, changes: own }) =>
    own.map((change) => ({ title, ...change })),
  )
  const number = (one: string | undefined) => (one === undefined ? '' : articleName(one))
  const bytes = writeWorkbook([
    {
      name: t('law-sheet-changes'),
      header: ['law', 'kind', 'from', 'to', 'before', 'after'].map((name) =>
        t(`law-column-${name}`),
      ),
      widths: [24, 10, 14, 14, 60, 60],
      rows: changes.map(({ title, kind, from, to, before = '', after = '' }) => [
        title,
        t(`law-kind-${kind}`),
        number(from),
        number(to),
        before,
        after,
      ]),
    },
    foreseenSheet(t, foreseen),
    {
      name: t('law-sheet-problems'),
      header: [t('law-column-problem')],
      widths: [120],
      rows: problems.map((problem) => [problemText(t, problem, unit)]),
    },
  ])
  const text = t('law-details', { file: escapeHtml(clip(fileName, 80)) })
  return {
    text,
    attachment: { kind: 'document', name: `${t('law-sheet-changes')}.xlsx`, bytes },
  }
}

/** What became of a press on 入库. */
export function confirmedScreen(t: Translate, importId: number, done: LawConfirmation): Screen {
  if (done.kind !== 'confirmed' && done.kind !== 'nothing') {
    return { text: t(`law-import-${done.kind}`) }
  }
  const taken = done.kind === 'confirmed' ? done.taken : []
  const lines = taken.map(
    ({ name, date, inForce, articles }) =>
      `✅ ${t('law-imported', { law: escapeHtml(name), date, inForce, articles })}`,
  )
  const skipped = done.skipped.map(({ title, reason, date }) =>
    t(`law-skipped-${reason}`, { law: escapeHtml(title), date: date ?? '' }),
  )
  const buttons: Button[][] = taken
    .slice(0, shownLaws)
    .map(({ name, versionId }) => [
      { label: t('law-button-open', { law: clip(name, 24) }), data: lawData('text', versionId) },
    ])
  if (taken.length > 0) {
    buttons.push([{ label: t('law-button-undo'), data: lawData('undo', importId) }])
  }
  const effects = done.kind === 'confirmed' ? effectLines(t, done.effects) : []
  return { text: [...lines, ...effects, ...skipped].join('\n'), buttons }
}

/** One plain sentence about a file that is not in the state a button needs. */
export function importStateScreen(
  t: Translate,
  kind: 'already-confirmed' | 'cancelled' | 'just-cancelled' | 'not-live' | 'undone' | 'unknown',
): Screen {
  return { text: t(`law-import-${kind}`) }
}

/** After a file was taken back. */
export function undoneScreen(
  t: Translate,
  { texts, effects }: Extract<LawUndoing, { kind: 'undone' }>,
): Screen {
  return { text: [t('law-undone', { count: texts }), ...effectLines(t, effects)].join('\n') }
}

/** What an admin can do about a text. */
export function manageScreen(t: Translate, view: TextView): Screen {
  const { law, version, today } = view
  const { id, repealedOn } = version
  const isInForce = versionInForce(law.versions, today)?.id === id
  const repeal =
    repealedOn === null
      ? { label: t('law-button-repeal'), data: lawData('repeal', id) }
      : { label: t('law-button-restore'), data: lawData('restore', id) }
  return {
    text: `<b>${escapeHtml(law.name)}</b>\n${versionText(t, version, { law, today })}\n\n${t('law-manage')}`,
    buttons: [
      [{ label: t('law-button-begin'), data: lawData('begin', id) }],
      [repeal],
      ...(isInForce ? [[draftLawButton(t, id)]] : []),
      [{ label: t('law-button-remove'), data: lawData('remove', id) }],
      [{ label: t('law-button-contents'), data: lawData('text', id) }],
    ],
  }
}

/** Asks once more before a text goes. */
export function removeScreen(t: Translate, { law, version }: TextView): Screen {
  const { id, date } = version
  return {
    text: t('law-ask-remove', { law: escapeHtml(law.name), date }),
    buttons: [
      [
        { label: t('law-button-removed'), data: lawData('removed', id) },
        { label: t('law-button-keep'), data: lawData('manage', id) },
      ],
    ],
  }
}

/** Asks for a day, to be typed as a reply. */
export function askDayScreen(t: Translate, what: 'day' | 'begin' | 'repeal'): Screen {
  return { text: t(`law-ask-${what}`), asks: t('law-day-hint') }
}

/** What became of a correction to a text. */
export function changedScreen(
  t: Translate,
  changed: VersionChanged,
  act: 'begin' | 'repeal' | 'restore' | 'remove',
): Screen {
  switch (changed.kind) {
    case 'changed':
      return {
        text: [
          t(`law-changed-${act}`, { law: escapeHtml(changed.name), date: changed.date }),
          ...effectLines(t, changed.effects),
        ].join('\n'),
        buttons: [[{ label: t('law-button-list'), data: lawData('list', 0) }]],
      }
    case 'early':
      return tooEarlyScreen(t, changed.date)
    case 'no-day':
      return { text: t('law-no-day') }
    case 'unknown':
      return { text: t('law-gone') }
  }
}

/** The typed day is before the one it may not precede. */
export function tooEarlyScreen(t: Translate, date: Day): Screen {
  return { text: t('law-in-force-early', { date }) }
}
