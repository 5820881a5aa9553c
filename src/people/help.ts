import type { Translate } from '../shared/locale.ts'
import type { Person } from '../shared/person.ts'
import type { Screen } from '../shared/screen.ts'

const ofEverybody = ['settings', 'help']
const ofOfficers = ['quiz', 'practice', 'mistakes', 'ask', 'laws', 'leave', 'me']
const ofLeaders = ['summary', 'script', 'nudge']
const ofReviewers = ['review']
const ofAdmins = ['banks', 'ask', 'laws', 'roster', 'calendar', 'status']

/** The commands this person has, for Telegram's menu: most used first. */
export function commandsFor(
  t: Translate,
  person: Person,
): { command: string; description: string }[] {
  return namesFor(person).map((command) => ({
    command,
    description: t(`people-command-${command}`),
  }))
}

/** What this person can do here: their commands, and files for admins. */
export function helpScreen(t: Translate, person: Person): Screen {
  const lines = commandsFor(t, person).map(
    ({ command, description }) => `/${command} ${description}`,
  )
  const parts = [`<b>${t('people-help-title')}</b>`, lines.join('\n')]
  if (person.officer) parts.push(t('people-help-day'))
  if (person.leads.length > 0 || person.isAdmin) parts.push(t('people-help-pages'))
  if (person.isAdmin) parts.push(t('people-help-files'))
  return { text: parts.join('\n\n') }
}

function namesFor(person: Person): string[] {
  const names = [
    ...(person.officer ? ofOfficers : []),
    ...(person.leads.length > 0 ? ofLeaders : []),
    ...(person.isReviewer ? ofReviewers : []),
    ...(person.isAdmin ? ofAdmins : []),
    ...ofEverybody,
  ]
  return [...new Set(names)]
}
