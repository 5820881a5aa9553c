/** What officers see of this slice, and all its button data. */

import { addDays, type Day } from '../shared/day.ts'
import { locales, type Locale, type Translate } from '../shared/locale.ts'
import type { Person } from '../shared/person.ts'
import { escapeHtml, type Button, type Screen } from '../shared/screen.ts'
import { absenceKinds, type Absence, type AbsenceKind, type Days } from './absences.ts'
import type { Binding } from './bind-officer.ts'
import type { LeaveCancelled } from './cancel-leave.ts'
import { helpScreen } from './help.ts'
import type { LeaveTaken } from './take-leave.ts'

/** Button data of people: pp:… with the ids and days a press needs, so that no state is kept. */
export const peopleData = {
  leave: 'pp:leave',
  leaveKind: (kind: AbsenceKind) => `pp:leave:${kind}`,
  takeLeave: (kind: AbsenceKind, { fromDay, toDay }: Days) =>
    `pp:leave:${kind}:${fromDay}:${toDay}`,
  cancelLeave: (absenceId: number) => `pp:leave-off:${absenceId}`,
  locale: (locale: Locale) => `pp:locale:${locale}`,
  roster: 'pp:roster',
  rosterHow: 'pp:roster:how',
  codes: 'pp:roster:codes',
  codesAnyway: 'pp:roster:codes-anyway',
  codeFor: (officerId: number) => `pp:roster:code:${officerId}`,
  confirmRoster: (importId: number) => `pp:import:yes:${importId}`,
  cancelRoster: (importId: number) => `pp:import:no:${importId}`,
  listRoster: (importId: number) => `pp:import:list:${importId}`,
}

/** All that a stranger ever gets. */
export function strangerScreen(t: Translate): Screen {
  return { text: t('people-stranger') }
}

/** What became of a binding code; `person` is who they are after it. */
export function bindingScreen(t: Translate, binding: Binding, person: Person): Screen {
  switch (binding.kind) {
    case 'bound':
    case 'already-bound-here':
      return welcomeScreen(t, person, `people-${binding.kind}`)
    case 'try-later':
    case 'paused':
      return { text: t(`people-${binding.kind}`, { minutes: binding.minutes }) }
    case 'code-unknown':
    case 'code-used':
    case 'code-expired':
    case 'account-bound-to-other':
    case 'deactivated':
      return { text: t(`people-${binding.kind}`) }
  }
}

/** The first page: who the bot takes the person for, and what they can do. */
export function welcomeScreen(t: Translate, person: Person, key = 'people-welcome'): Screen {
  const help = helpScreen(t, person).text
  if (!person.officer) return { text: `${t('people-welcome-admin')}\n\n${help}` }
  const { name, unit } = person.officer
  const greeting = t(key, { name: escapeHtml(name), unit: escapeHtml(unit.path) })
  return { text: `${greeting}\n\n${help}` }
}

/** The absences that are not over, each with a button, and the kinds of a new one. */
export function leaveScreen(t: Translate, absences: Absence[], notice?: string): Screen {
  const lines = absences.map((absence) => `· ${absenceText(t, absence)}`)
  const parts = [
    ...(notice ? [notice] : []),
    `<b>${t('people-leave-title')}</b>\n${lines.join('\n') || t('people-leave-none')}`,
    t('people-leave-ask'),
  ]
  const kinds = absenceKinds.map((kind) => ({
    label: t(`people-absence-${kind}`),
    data: peopleData.leaveKind(kind),
  }))
  const cancels = absences.slice(0, 20).map((absence) => [
    {
      label: t('people-leave-cancel', { absence: absenceText(t, absence) }),
      data: peopleData.cancelLeave(absence.id),
    },
  ])
  return { text: parts.join('\n\n'), buttons: [kinds, ...cancels] }
}

/** Asks for the days of an absence. The buttons carry days, so a press tomorrow means the same. */
export function leaveDaysScreen(t: Translate, kind: AbsenceKind, today: Day): Screen {
  const name = t(`people-absence-${kind}`)
  const button = (label: string, fromDay: Day, days: number): Button => ({
    label,
    data: peopleData.takeLeave(kind, { fromDay, toDay: addDays(fromDay, days - 1) }),
  })
  const tomorrow = addDays(today, 1)
  const example = `/leave ${name} ${today.slice(5)} ${addDays(today, 2).slice(5)}`
  return {
    text: t('people-leave-days', { kind: name, example: `<code>${example}</code>` }),
    buttons: [
      [
        button(t('people-leave-today', dateArgs(today)), today, 1),
        button(t('people-leave-tomorrow', dateArgs(tomorrow)), tomorrow, 1),
      ],
      [
        button(t('people-leave-from-today', { days: 3 }), today, 3),
        button(t('people-leave-from-today', { days: 7 }), today, 7),
      ],
      [{ label: t('people-back'), data: peopleData.leave }],
    ],
  }
}

/** What became of the wish to be away, in one or two sentences. */
export function leaveTakenText(t: Translate, taken: LeaveTaken): string {
  switch (taken.kind) {
    case 'taken':
    case 'joined':
    case 'already':
      return t(`people-leave-${taken.kind}`, { absence: absenceText(t, taken.absence) })
    case 'backwards':
      return t('people-leave-backwards')
    case 'too-long':
      return t('people-leave-too-long', { days: taken.maxDays })
    case 'too-early':
      return t('people-leave-too-early', { day: dayText(t, taken.earliest) })
    case 'too-far':
      return t('people-leave-too-far', { day: dayText(t, taken.latest) })
  }
}

/** What became of taking an absence back. */
export function leaveCancelledText(t: Translate, cancelled: LeaveCancelled): string {
  switch (cancelled.kind) {
    case 'cancelled':
    case 'shortened':
      return t(`people-leave-${cancelled.kind}`, { absence: absenceText(t, cancelled.absence) })
    case 'over':
    case 'already-cancelled':
    case 'unknown':
      return t(`people-leave-${cancelled.kind}`)
  }
}

/** Who the bot takes the person for, and the language with a button for each. */
export function settingsScreen(t: Translate, person: Person): Screen {
  const lines = [`<b>${t('people-settings-title')}</b>`]
  if (person.officer) {
    const { badge, name, unit } = person.officer
    const args = { badge, name: escapeHtml(name), unit: escapeHtml(unit.path) }
    lines.push(t('people-settings-who', args))
  }
  const led = person.leads.map(({ path }) => escapeHtml(path)).join(t('people-list-comma'))
  if (led) lines.push(t('people-settings-leads', { units: led }))
  lines.push(t(person.officer ? 'people-settings-language' : 'people-settings-follows'))
  const buttons = locales.map((locale) => ({
    label: `${locale === person.locale ? '✓ ' : ''}${t(`people-language-${locale}`)}`,
    data: peopleData.locale(locale),
  }))
  return { text: lines.join('\n'), ...(person.officer && { buttons: [buttons] }) }
}

/** `假 11月25日至11月27日`. */
function absenceText(t: Translate, { kind, fromDay, toDay }: Absence): string {
  const name = t(`people-absence-${kind}`)
  const from = dayText(t, fromDay)
  if (fromDay === toDay) return t('people-absence-day', { kind: name, day: from })
  return t('people-absence-days', { kind: name, from, to: dayText(t, toDay) })
}

function dayText(t: Translate, day: Day): string {
  return t('people-day', dateArgs(day))
}

function dateArgs(day: Day): { month: number; date: number } {
  return { month: Number(day.slice(5, 7)), date: Number(day.slice(8)) }
}
