/** A roster file as people: pure, on top of the table reader. */

import type { Row, Sheet, TableFile } from '../platform/tables.ts'
import { findHeader, type RosterColumns, type RosterField } from './roster-columns.ts'

export { looksLikeRoster } from './roster-columns.ts'

export interface RosterRow {
  sheet: string
  /** The 1-based row in the file. */
  row: number
  badge: string
  name: string
  /** One to three names from the city down. */
  unit: string[]
  /** Null where the file does not say: what is known stays. */
  post: string | null
  category: 'POLICE' | 'AUXILIARY' | null
  /** Whether the person leads the unit; null where the file has no column for it. */
  leader: boolean | null
  /** Whether the person reviews questions; null where the file does not say: what is known stays. */
  reviewer: boolean | null
}

/**
 * Something about the file a person must know. With `left` the row was not taken. Codes: `no-header`,
 * `no-badge-column`, `no-unit-column`, `no-rows`; `badge-missing`, `badge-unreadable` {badge},
 * `badge-twice` {badge, firstSheet, firstRow}, `name-missing`, `unit-missing`, `unit-broken` {unit},
 * `unit-too-deep` {unit}; `category-unknown` {category} (the row was taken). Against what is
 * known: `unit-elsewhere` {unit, known}, `badge-zeros` {badge, known}.
 */
export interface RosterProblem {
  sheet: string
  row: number
  code: string
  args: Record<string, string | number>
  left: boolean
}

export interface Roster {
  rows: RosterRow[]
  problems: RosterProblem[]
  /** Who stands in rows that were left: these people are not to be taken for absent. */
  doubtful: { badges: string[]; names: string[] }
}

const maxLevels = 3

/** Where each badge number stands first. */
type Seen = Map<string, { sheet: string; row: number }>

/** The people of a roster. Every row is either taken or named in `problems`. */
export function readRoster(tables: TableFile): Roster {
  const roster: Roster = { rows: [], problems: [], doubtful: { badges: [], names: [] } }
  const seen: Seen = new Map()
  for (const sheet of tables.sheets) readSheet(sheet, roster, seen)
  if (roster.rows.length === 0 && roster.problems.length === 0) {
    roster.problems.push({ sheet: '', row: 0, code: 'no-rows', args: {}, left: true })
  }
  return roster
}

function readSheet(sheet: Sheet, roster: Roster, seen: Seen): void {
  if (sheet.rows.length === 0) return
  const header = findHeader(sheet.rows) ?? { index: 0, columns: null }
  const fault = missingColumn(header.columns)
  if (fault || !header.columns) {
    const row = sheet.rows[header.index]?.number ?? 1
    roster.problems.push({ sheet: sheet.name, row, code: fault ?? '', args: {}, left: true })
    return
  }
  for (const row of sheet.rows.slice(header.index + 1)) {
    readRow({ sheet: sheet.name, row, columns: header.columns }, roster, seen)
  }
}

function missingColumn(columns: RosterColumns | null): string | null {
  if (!columns) return 'no-header'
  if (columns.badge === undefined) return 'no-badge-column'
  return columns.unit === undefined ? 'no-unit-column' : null
}

interface Place {
  sheet: string
  row: Row
  columns: RosterColumns
}

function readRow(place: Place, roster: Roster, seen: Seen): void {
  const badge = readBadge(cellOf(place, 'badge'))
  const name = readName(cellOf(place, 'name'))
  const unit = readUnit(cellOf(place, 'unit'))
  const at = { sheet: place.sheet, row: place.row.number }
  const fault =
    badgeFault(badge, cellOf(place, 'badge'), seen) ??
    nameFault(name) ??
    unitFault(unit, cellOf(place, 'unit'))
  if (fault) {
    roster.problems.push({ ...at, ...fault, left: true })
    if (badge) roster.doubtful.badges.push(badge)
    else if (name) roster.doubtful.names.push(name)
  } else if (badge && Array.isArray(unit)) {
    seen.set(badge, at)
    roster.rows.push({ ...at, badge, name, unit, ...readWork(place, roster) })
  }
}

type Work = Pick<RosterRow, 'post' | 'category' | 'leader' | 'reviewer'>

function readWork(place: Place, roster: Roster): Work {
  const title = readName(cellOf(place, 'title'))
  const category = readCategory(cellOf(place, 'category'))
  if (category === 'unknown') {
    const at = { sheet: place.sheet, row: place.row.number }
    const args = { category: cellOf(place, 'category') }
    roster.problems.push({ ...at, code: 'category-unknown', args, left: false })
  }
  return {
    post: readName(cellOf(place, 'post')) || plainPost(title) || null,
    category: category === 'unknown' ? null : category,
    leader: place.columns.title === undefined ? null : isLeader(title),
    reviewer: readReviewer(place, title),
  }
}

function cellOf({ row, columns }: Place, field: RosterField): string {
  const index = columns[field]
  return index === undefined ? '' : (row.cells[index] ?? '')
}

type Fault = Pick<RosterProblem, 'code' | 'args'>

function badgeFault(badge: string | null, cell: string, seen: Seen): Fault | null {
  if (cell.trim() === '') return { code: 'badge-missing', args: {} }
  if (!badge) return { code: 'badge-unreadable', args: { badge: cell } }
  const first = seen.get(badge)
  if (!first) return null
  return { code: 'badge-twice', args: { badge, firstSheet: first.sheet, firstRow: first.row } }
}

function nameFault(name: string): Fault | null {
  return name === '' ? { code: 'name-missing', args: {} } : null
}

function unitFault(unit: string[] | 'missing' | 'broken' | 'too-deep', cell: string): Fault | null {
  if (Array.isArray(unit)) return null
  return { code: `unit-${unit}`, args: unit === 'missing' ? {} : { unit: cell } }
}

/** Badge numbers are text: leading zeros count. `1001.0` is what a number cell turns into. Null where it is none. */
export function readBadge(cell: string): string | null {
  const text = cell
    .normalize('NFKC')
    .replace(/^'|\s/g, '')
    .replace(/^(\d+)\.0+$/, '$1')
    .toUpperCase()
  return /^(?=.*\d)[\p{L}\d-]{1,20}$/u.test(text) ? text : null
}

/** `张 三` is how two characters are lined up with three; in other scripts a space belongs. */
export function readName(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
}

function readUnit(cell: string): string[] | 'missing' | 'broken' | 'too-deep' {
  const names = cell
    .normalize('NFKC')
    .replace(/[-=]+>|>>|[—–-]{2,}|\\\\/g, '/')
    .split(/[/\\>|›»→—–-]/)
    .map((name) => readName(name).replace(/\(/g, '（').replace(/\)/g, '）'))
  while (names[0] === '') names.shift()
  while (names.at(-1) === '') names.pop()
  if (names.length === 0) return 'missing'
  if (names.includes('')) return 'broken'
  return names.length > maxLevels ? 'too-deep' : names
}

function readCategory(cell: string): 'POLICE' | 'AUXILIARY' | 'unknown' | null {
  const text = cell.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  if (text === '') return null
  if (/辅警|协警|文职|辅助|协管|聘用|合同|auxiliary|civilian/.test(text)) return 'AUXILIARY'
  return /民警|警察|干警|公务员|在编|police|officer|sworn/.test(text) ? 'POLICE' : 'unknown'
}

/**
 * 领导 (or 负责人, or 是 under 是否领导) and the titles of those who head a bureau, a branch, a
 * detachment or a station give the rights of a leader. The head of an inner office (科长, 主任,
 * 中队长, 队长) does not lead the whole unit the row names, so that stays a plain post, as does
 * `原所长`. Too few rights are quickly noticed and mended with the word 领导; too many are not.
 */
function isLeader(title: string): boolean {
  return title
    .split(/[、，,;；/\s]+|兼任?/)
    .some((part) =>
      /^((单位|主要|分管|班子)?领导|负责人|是|leader|chief|yes|(党委书记)?(常务)?副?(分?局长|所长|教导员|政委|政治委员|支队长|大队长|总队长))$/i.test(
        part,
      ),
    )
}

/** 审题员 among the titles or in a column of its own makes a reviewer; only such a column unmakes one. */
function readReviewer(place: Place, title: string): boolean | null {
  if (/审题员|reviewer/i.test(title)) return true
  if (place.columns.reviewer === undefined) return null
  return /^(是|审题员|有|√|✓|1|y|yes|true|reviewer)$/i.test(cellOf(place, 'reviewer').trim())
}

/** What of a title is worth keeping as a post: not the bare mark of a leader or a reviewer. */
function plainPost(title: string): string {
  return /^(领导|审题员|是|否|无|leader|reviewer|yes|no)$/i.test(title) ? '' : title
}
