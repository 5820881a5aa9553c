/** What admins see when the calendar changes. */

import { writeCsv } from '../../platform/tables.ts'
import { addDays } from '../../shared/day.ts'
import { excessText } from '../../shared/excess-text.ts'
import type { Excess } from '../../shared/excess.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import { calendarData } from './buttons.ts'
import type { CalendarChanged } from './change-calendar.ts'
import { groupDays, type CalendarProblem, type ComparedDay } from './changes.ts'
import type { CalendarPreview } from './preview-calendar.ts'
import type { SentenceRead } from './read-sentence.ts'
import { dayText, modeOfDay, modeText, spanText } from './wording.ts'

/** What a message names; all together stays under Telegram's 4,096 characters. */
const named = { lines: 25, problems: 10, characters: 60 }

/** What a sentence or a file would change, day by day, and what of it was not understood. */
export function previewScreen(t: Translate, preview: CalendarPreview): Screen {
  const { planId, source, days, problems, opened, excesses } = preview
  const lines = linesOf(t, days)
  const changed = days.filter(({ same }) => !same).length
  const blocks = [
    `<b>${t('calendar-preview', { source: escapeHtml(clip(source, 60)) })}</b>`,
    short(t, lines, named.lines),
    problems.length === 0 ? '' : problemsBlock(t, problems),
    opened ? t('calendar-preview-opened', { ...opened }) : '',
    excessBlock(t, excesses),
    t(changed > 0 ? 'calendar-preview-ask' : 'calendar-preview-nothing', { count: changed }),
  ]
  const decide = [
    { label: t('calendar-confirm'), data: calendarData.confirm(planId) },
    { label: t('calendar-cancel'), data: calendarData.cancel(planId) },
  ]
  const list = { label: t('calendar-list'), data: calendarData.list(planId) }
  const isLong = lines.length > named.lines || problems.length > named.problems
  return {
    text: blocks.filter(Boolean).join('\n\n'),
    buttons: [...(changed > 0 ? [decide] : []), ...(isLong ? [[list]] : [])],
  }
}

/** What the added days would make too much, and what has to go for it. */
function excessBlock(t: Translate, excesses: Excess[]): string {
  const [first] = excesses
  if (!first) return ''
  const lines = [excessText(t, first)]
  if (excesses.length > 1) lines.push(t('burden-over-weeks', { count: excesses.length - 1 }))
  return [...lines, t('burden-go-calendar')].join('\n')
}

/** Every day and every problem of a preview, one a line, as a csv file. */
export function listScreen(t: Translate, { days, problems }: CalendarPreview): Screen {
  const rows = [...problems.map((one) => problemText(t, one)), ...linesOf(t, days, false)]
  return {
    text: t('calendar-list-caption', { count: rows.length }),
    attachment: {
      kind: 'document',
      name: t('calendar-list-file'),
      bytes: Buffer.from(writeCsv(rows.map((row) => [row]))),
    },
  }
}

/** What became of a decision. A change that was made can be taken back. */
export function changedScreen(t: Translate, changed: CalendarChanged, planId: number): Screen {
  switch (changed.kind) {
    case 'changed':
      return {
        text: doneText(t, 'calendar-changed', changed),
        buttons: [[{ label: t('calendar-undo'), data: calendarData.undo(planId) }]],
      }
    case 'settled':
      return { text: t(`calendar-settled-${changed.state}`) }
    case 'unknown':
      return { text: t('calendar-unknown') }
  }
}

/** What became of taking a change back. */
export function undoneScreen(t: Translate, changed: CalendarChanged, planId: number): Screen {
  if (changed.kind !== 'changed') return changedScreen(t, changed, planId)
  return { text: doneText(t, 'calendar-undone', changed) }
}

/** Asks for a sentence; `why` says what was wrong with the one before. */
export function askScreen(t: Translate, why = ''): Screen {
  const text = `${why ? `${why}\n\n` : ''}${t('calendar-ask')}`
  return { text, asks: t('calendar-ask-hint') }
}

/** Why a sentence was not taken. */
export function refusalText(
  t: Translate,
  read: Exclude<SentenceRead, { kind: 'changes' }>,
): string {
  switch (read.kind) {
    case 'no-such-day':
      return t('calendar-no-such-day', { text: escapeHtml(read.text) })
    case 'past':
      return t('calendar-past', { day: dayText(t, read.day) })
    case 'too-many':
      return t('calendar-too-many')
    case 'unclear':
      return t('calendar-unclear')
  }
}

function doneText(
  t: Translate,
  key: string,
  { days, kept, followed }: Extract<CalendarChanged, { kind: 'changed' }>,
): string {
  const lines = [t(key, { count: days })]
  if (kept > 0) lines.push(t('calendar-kept', { count: kept }))
  if (followed) lines.push(t('calendar-followed', { ...followed }))
  return lines.join('\n')
}

function linesOf(t: Translate, days: ComparedDay[], safe = true): string[] {
  const toOf = ({ cleared, to }: ComparedDay) => (cleared && to === 'STOPPED' ? 'OFF' : to)
  const keyOf = (one: ComparedDay) =>
    [modeOfDay(one.from), toOf(one), one.cleared, one.same, one.note].join('\n')
  return groupDays(days, { next: (day) => addDays(day, 1), keyOf }).map(({ first, last }) => {
    const span = spanText(t, first.day, last.day)
    const [from, to] = [modeText(t, modeOfDay(first.from)), modeText(t, toOf(first))]
    const line = first.same
      ? t('calendar-line-same', { days: span, mode: to })
      : t('calendar-line', { days: span, from, to })
    const note = clip(first.note ?? '', named.characters)
    return note ? t('calendar-with-note', { line, note: safe ? escapeHtml(note) : note }) : line
  })
}

function problemsBlock(t: Translate, problems: CalendarProblem[]): string {
  const lines = problems.map((one) => `· ${escapeHtml(problemText(t, one))}`)
  const title = t('calendar-problems', { count: problems.length })
  return `${title}\n${short(t, lines, named.problems)}`
}

function problemText(t: Translate, { sheet, row, code, args }: CalendarProblem): string {
  const text = clip(args['text'] ?? '', named.characters)
  const reason = t(`calendar-problem-${code}`, { text })
  const place = t('calendar-place', { row: `${row}` })
  return t('calendar-problem', { place: sheet ? `${sheet} ${place}` : place, reason })
}

function short(t: Translate, lines: string[], limit: number): string {
  const rest = lines.length - limit
  if (rest <= 0) return lines.join('\n')
  return [...lines.slice(0, limit), t('calendar-more', { count: rest })].join('\n')
}
