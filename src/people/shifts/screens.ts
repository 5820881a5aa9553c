/** What admins see of duty rosters. */

import { writeCsv } from '../../platform/tables.ts'
import type { Day } from '../../shared/day.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import { shiftData } from './buttons.ts'
import type { ShiftsChanged } from './change-shifts.ts'
import { shiftLetters, type ShiftPlan, type ShiftProblem } from './plan.ts'
import type { ShiftPreview } from './preview-shifts.ts'

/** What a message names; all together stays under Telegram's 4,096 characters. */
const named = { officers: 5, days: 10, problems: 10, characters: 120 }

/** Whose shifts of which days a file holds, the first of them, and what of it was not understood. */
export function previewScreen(t: Translate, { planId, fileName, plan }: ShiftPreview): Screen {
  const { days, officers, problems } = plan
  const [first, last] = [days[0], days.at(-1)]
  const canConfirm = officers.length > 0 && first !== undefined && last !== undefined
  const blocks = [
    `<b>${t('shifts-preview', { file: escapeHtml(clip(fileName, 60)) })}</b>`,
    canConfirm ? readText(t, plan, { first, last }) : t('shifts-preview-nothing'),
    officers
      .slice(0, named.officers)
      .map((one) => officerLine(t, days, one))
      .join('\n'),
    problemsBlock(t, problems),
    canConfirm ? t('shifts-preview-ask') : '',
  ]
  const decide = [
    { label: t('shifts-confirm'), data: shiftData.confirm(planId) },
    { label: t('shifts-cancel'), data: shiftData.cancel(planId) },
  ]
  const list = { label: t('shifts-list'), data: shiftData.list(planId) }
  return {
    text: blocks.filter(Boolean).join('\n\n'),
    buttons: [...(canConfirm ? [decide] : []), [list]],
  }
}

/** Every officer with every day as understood, and every problem, as a csv file. */
export function listScreen(t: Translate, { plan }: ShiftPreview): Screen {
  const rows = [
    [t('shifts-list-badge'), t('shifts-list-name'), ...plan.days],
    ...plan.officers.map(({ badge, name, kinds }) => [
      badge,
      name,
      ...[...kinds].map((letter) => letterText(t, letter)),
    ]),
    ...plan.problems.map((problem) => [problemText(t, problem)]),
  ]
  return {
    text: t('shifts-list-caption', { officers: plan.officers.length, left: plan.problems.length }),
    attachment: {
      kind: 'document',
      name: t('shifts-list-file'),
      bytes: Buffer.from(writeCsv(rows)),
    },
  }
}

/** What became of a decision. What was carried out can be taken back. */
export function changedScreen(t: Translate, changed: ShiftsChanged, planId: number): Screen {
  if (changed.kind !== 'changed') return { text: notChangedText(t, changed) }
  return {
    text: doneText(t, 'shifts-changed', changed),
    buttons: [[{ label: t('shifts-undo'), data: shiftData.undo(planId) }]],
  }
}

/** What became of taking a duty roster back. */
export function undoneScreen(t: Translate, changed: ShiftsChanged): Screen {
  if (changed.kind !== 'changed') return { text: notChangedText(t, changed) }
  return { text: doneText(t, 'shifts-undone', changed) }
}

type Changed = Extract<ShiftsChanged, { kind: 'changed' }>

function doneText(t: Translate, key: string, { officers, days, followed }: Changed): string {
  const lines = [t(key, { officers, days })]
  if (followed) lines.push(t('calendar-followed', { ...followed }))
  return lines.join('\n')
}

function notChangedText(t: Translate, changed: Exclude<ShiftsChanged, Changed>): string {
  return changed.kind === 'unknown' ? t('shifts-unknown') : t(`shifts-settled-${changed.state}`)
}

function readText(
  t: Translate,
  { days, officers }: ShiftPlan,
  { first, last }: { first: Day; last: Day },
): string {
  const all = officers.map(({ kinds }) => kinds).join('')
  const counts = shiftLetters.map((letter) => {
    const count = all.split(letter).length - 1
    return t('shifts-count', { kind: letterText(t, letter), count })
  })
  const span = { officers: officers.length, days: days.length, first, last }
  return `${t('shifts-preview-read', span)}\n${counts.join(t('shifts-dot'))}`
}

/** `· 000302 邓晓梅：12-01 早 12-02 夜 …` */
function officerLine(t: Translate, days: Day[], officer: ShiftPlan['officers'][number]): string {
  const { badge, name, kinds } = officer
  const known = days.flatMap((day, at) => {
    const letter = kinds[at] ?? '-'
    return letter === '-' ? [] : [`${day.slice(5)} ${letterText(t, letter)}`]
  })
  const shown = known.slice(0, named.days).join(t('shifts-gap'))
  const shifts = known.length > named.days ? `${shown} …` : shown
  return t('shifts-officer', { badge, name: escapeHtml(name), shifts })
}

function problemsBlock(t: Translate, problems: ShiftProblem[]): string {
  if (problems.length === 0) return ''
  const lines = problems
    .slice(0, named.problems)
    .map((one) => `· ${escapeHtml(clip(problemText(t, one), named.characters))}`)
  const rest = problems.length - lines.length
  if (rest > 0) lines.push(t('shifts-more', { count: rest }))
  return [t('shifts-problems', { count: problems.length }), ...lines].join('\n')
}

function problemText(t: Translate, { sheet, row, code, args }: ShiftProblem): string {
  const place = t('shifts-place', { row: `${row}` })
  const reason = t(`shifts-problem-${code}`, args)
  return t('shifts-problem', { place: sheet ? `${sheet} ${place}` : place, reason })
}

function letterText(t: Translate, letter: string): string {
  return letter === '-' || letter === '?' ? letter : t(`shifts-kind-${letter}`)
}
