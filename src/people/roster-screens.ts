/** What admins see of rosters. */

import { writeCsv } from '../platform/tables.ts'
import type { Translate } from '../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../shared/screen.ts'
import type { RosterConfirmation } from './confirm-roster.ts'
import type { RosterChanges } from './plan-roster.ts'
import { rosterProblemText } from './roster-problem-text.ts'
import { peopleData } from './screens.ts'
import type { RosterCounts } from './store.ts'

/** What a message names of each kind of change: all together stays under Telegram's 4,096. */
const named = { lines: 5, characters: 60, charactersOfProblem: 100 }

/** How many officers are in which state, and what can be done. */
export function rosterScreen(t: Translate, counts: RosterCounts): Screen {
  const { active, bound, unbound, blocked, inactive, invited } = counts
  const back = { label: t('people-roster-how-button'), data: peopleData.rosterHow }
  if (active + inactive === 0) return { text: t('people-roster-empty'), buttons: [[back]] }
  const codes = { label: t('people-roster-codes-button'), data: peopleData.codes }
  return {
    text: [
      `<b>${t('people-roster-title')}</b>`,
      t('people-roster-counts', { active, bound, unbound }),
      t('people-roster-more', { blocked, invited, inactive }),
      t('people-roster-one'),
    ].join('\n'),
    buttons: [...(unbound > 0 ? [[codes]] : []), [back]],
  }
}

/** How a roster file must look. */
export function rosterHowScreen(t: Translate): Screen {
  return {
    text: t('people-roster-how'),
    buttons: [[{ label: t('people-back'), data: peopleData.roster }]],
  }
}

/** Asks again before codes that were handed out stop working. */
export function codesAgainScreen(t: Translate, { invited, unbound }: RosterCounts): Screen {
  return {
    text: t('people-codes-again', { invited, unbound }),
    buttons: [
      [{ label: t('people-codes-anyway'), data: peopleData.codesAnyway }],
      [{ label: t('people-back'), data: peopleData.roster }],
    ],
  }
}

/** The file with the codes. */
export function codesScreen(t: Translate, { csv, count }: { csv: string; count: number }): Screen {
  return {
    text: t('people-codes-caption', { count }),
    attachment: {
      kind: 'document',
      name: t('people-codes-file'),
      bytes: Buffer.from(csv),
      isSecret: true,
    },
  }
}

/** One officer as an admin sees them, with a button for a new code. */
export function officerScreen(
  t: Translate,
  officer: {
    id: number
    badge: string
    name: string
    active: boolean
    telegramId: bigint | null
    blockedAt: Date | null
    unit: { path: string }
  },
): Screen {
  const { badge, name, unit } = officer
  const who = t('people-officer', { badge, name: escapeHtml(name), unit: escapeHtml(unit.path) })
  const text = `${who}\n${t(`people-officer-${stateOf(officer)}`)}`
  if (!officer.active) return { text }
  const button = { label: t('people-officer-code'), data: peopleData.codeFor(officer.id) }
  return { text, buttons: [[button]] }
}

/** A new code for one officer, ready to be passed on. */
export function oneCodeScreen(
  t: Translate,
  { badge, name, code, link }: { badge: string; name: string; code: string; link: string | null },
): Screen {
  const args = { badge, name: escapeHtml(name), command: `<code>/start ${code}</code>` }
  return { text: t('people-officer-new-code', { ...args, link: link ?? '' }) }
}

/** What a roster would change, with the first of each, and confirm, cancel and the whole list. */
export function previewScreen(
  t: Translate,
  preview: { importId: number; fileName: string; changes: RosterChanges },
): Screen {
  const { importId, fileName, changes } = preview
  const left = changes.problems.filter((problem) => problem.left).length
  const counts = { officers: changes.officers, left }
  const file = escapeHtml(clip(fileName, 60))
  const listed = describe(t, changes)
  const parts = [
    `<b>${t('people-preview-title', { file })}</b>\n${t('people-preview-read', counts)}`,
    ...listed.map((one) => section(t, one)),
  ]
  if (changes.deactivated.length > changes.officers) parts.push(t('people-preview-many-absent'))
  const canConfirm = changes.officers > 0
  if (!canConfirm) parts.push(t('people-preview-nothing'))
  const list = { label: t('people-preview-list'), data: peopleData.listRoster(importId) }
  const decide = [
    { label: t('people-preview-confirm'), data: peopleData.confirmRoster(importId) },
    { label: t('people-preview-cancel'), data: peopleData.cancelRoster(importId) },
  ]
  return {
    text: parts.join('\n\n'),
    buttons: [...(canConfirm ? [decide] : []), ...(listed.length > 0 ? [[list]] : [])],
  }
}

/** Everything a roster would change and every problem, one a line, as a csv file. */
export function changesListScreen(t: Translate, changes: RosterChanges): Screen {
  const rows = describe(t, changes).flatMap(({ title, lines }) =>
    lines.map((line) => [title, line]),
  )
  return {
    text: t('people-list-caption', { count: rows.length }),
    attachment: {
      kind: 'document',
      name: t('people-list-file'),
      bytes: Buffer.from(writeCsv([[t('people-list-kind'), t('people-list-what')], ...rows])),
    },
  }
}

/** What became of a confirmation. */
export function confirmationScreen(
  t: Translate,
  result: RosterConfirmation,
  counts: RosterCounts,
): Screen {
  if (result.kind !== 'confirmed') return { text: t(`people-import-${result.kind}`) }
  const { text, buttons = [] } = rosterScreen(t, counts)
  const done = t('people-import-confirmed', { officers: result.changes.officers })
  return { text: `${done}\n\n${text}`, buttons }
}

interface Listed {
  name: string
  title: string
  lines: string[]
}

function describe(t: Translate, changes: RosterChanges): Listed[] {
  const lists: [string, string[]][] = [
    ['problems', changes.problems.map((problem) => rosterProblemText(t, problem))],
    ['new-units', changes.newUnits],
    ['new-officers', changes.newOfficers.map(personText)],
    ['moved', changes.moved.map((one) => `${one.badge} ${one.name} ${one.from} → ${one.to}`)],
    ['renamed', changes.renamed.map((one) => `${one.badge} ${one.from} → ${one.to}`)],
    ['updated', changes.updated.map((one) => `${one.badge} ${one.name}`)],
    ['reactivated', changes.reactivated.map(personText)],
    ['deactivated', changes.deactivated.map(personText)],
    ['leaders-gained', changes.leadersGained.map(personText)],
    ['leaders-lost', changes.leadersLost.map(personText)],
    ['reviewers-gained', changes.reviewersGained.map(personText)],
    ['reviewers-lost', changes.reviewersLost.map(personText)],
  ]
  return lists
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => ({ name, title: t(`people-change-${name}`), lines }))
}

function personText({ badge, name, unit }: { badge: string; name: string; unit: string }): string {
  return `${badge} ${name} ${unit}`
}

function section(t: Translate, { name, title, lines }: Listed): string {
  const room = name === 'problems' ? named.charactersOfProblem : named.characters
  const shown = lines.slice(0, named.lines).map((line) => `· ${escapeHtml(clip(line, room))}`)
  const rest = lines.length - shown.length
  if (rest > 0) shown.push(t('people-change-more', { count: rest }))
  return `${t('people-change', { title, count: lines.length })}\n${shown.join('\n')}`
}

function stateOf(officer: { active: boolean; telegramId: bigint | null; blockedAt: Date | null }) {
  if (!officer.active) return 'inactive'
  if (officer.telegramId === null) return 'unbound'
  return officer.blockedAt ? 'blocked' : 'bound'
}
