/** What a roster would change, given what is known: pure, so preview and confirm cannot disagree. */

import type { Roster, RosterProblem, RosterRow } from './read-roster.ts'

/** The people and units as the database holds them. */
export interface KnownPeople {
  units: { path: string; name: string }[]
  officers: KnownOfficer[]
}

export interface KnownOfficer {
  id: number
  badge: string
  name: string
  unit: string
  post: string | null
  category: 'POLICE' | 'AUXILIARY'
  active: boolean
  bound: boolean
  /** Paths of the units led without an end date. Leads with an end were given by hand and stay. */
  leads: string[]
  /** Reviews questions, without an end date. */
  reviewer: boolean
}

export interface RosterChanges {
  /** Rows of the file that are taken. */
  officers: number
  /** Paths, parents before children. */
  newUnits: string[]
  newOfficers: { badge: string; name: string; unit: string }[]
  moved: { badge: string; name: string; from: string; to: string }[]
  renamed: { badge: string; from: string; to: string }[]
  /** Another post or category. */
  updated: { badge: string; name: string }[]
  reactivated: { badge: string; name: string; unit: string }[]
  deactivated: { badge: string; name: string; unit: string; bound: boolean }[]
  leadersGained: { badge: string; name: string; unit: string }[]
  leadersLost: { badge: string; name: string; unit: string }[]
  reviewersGained: { badge: string; name: string; unit: string }[]
  reviewersLost: { badge: string; name: string; unit: string }[]
  problems: RosterProblem[]
}

/** What must be written, by badge and path. */
export interface RosterPlan {
  changes: RosterChanges
  /** Officers that are new or different. */
  upserts: {
    badge: string
    name: string
    unit: string
    post: string | null
    category: 'POLICE' | 'AUXILIARY'
  }[]
  deactivate: { badge: string }[]
  leads: { badge: string; unit: string }[]
  leadsNoMore: { badge: string; unit: string }[]
  reviews: { badge: string; unit: string }[]
  reviewsNoMore: { badge: string }[]
}

/**
 * Compares a roster with what is known.
 *
 * Officers who are absent from the file are deactivated only inside the part of the tree the file
 * is about: for each top unit it names, the deepest unit that holds all its units. So the file of
 * one station touches nobody else, and the file of the whole city covers everybody. People named
 * in rows that could not be taken are left as they are.
 */
export function planRoster(roster: Roster, known: KnownPeople): RosterPlan {
  const { rows, problems, isSpared } = sift(roster, known)
  const byBadge = new Map(known.officers.map((officer) => [officer.badge, officer]))
  const changes: RosterChanges = {
    officers: rows.length,
    newUnits: listNewUnits(rows, known),
    newOfficers: [],
    moved: [],
    renamed: [],
    updated: [],
    reactivated: [],
    deactivated: listAbsent(rows, known).filter((officer) => !isSpared(officer)),
    leadersGained: [],
    leadersLost: [],
    reviewersGained: [],
    reviewersLost: [],
    problems,
  }
  const upserts: RosterPlan['upserts'] = []
  for (const row of rows) {
    const officer = byBadge.get(row.badge)
    if (compare(row, officer, changes)) upserts.push(merge(row, officer))
    compareLeads(row, officer, changes)
    compareReviewer(row, officer, changes)
  }
  for (const { badge, name, unit } of changes.deactivated) {
    loseLeads(byBadge.get(badge), [], changes)
    if (byBadge.get(badge)?.reviewer) changes.reviewersLost.push({ badge, name, unit })
  }
  return {
    changes,
    upserts,
    deactivate: changes.deactivated,
    leads: changes.leadersGained,
    leadsNoMore: changes.leadersLost,
    reviews: changes.reviewersGained,
    reviewsNoMore: changes.reviewersLost,
  }
}

/** Sets rows aside that cannot be right beside what is known. */
function sift(roster: Roster, known: KnownPeople) {
  const problems = [...roster.problems]
  const badges = new Set(roster.doubtful.badges)
  const names = new Set(roster.doubtful.names)
  const findFault = faultFinder(roster, known)
  const rows = roster.rows.filter((row) => {
    const fault = findFault(row)
    if (!fault) return true
    problems.push({ sheet: row.sheet, row: row.row, ...fault, left: true })
    badges.add(row.badge)
    if (fault.code === 'badge-zeros') badges.add(fault.args.known)
    return false
  })
  const isSpared = ({ badge, name }: { badge: string; name: string }) =>
    badges.has(badge) || names.has(name)
  return { rows, problems, isSpared }
}

function faultFinder(roster: Roster, known: KnownPeople) {
  const inFile = new Set(roster.rows.map(({ badge }) => badge))
  const knownBadges = new Set(known.officers.map(({ badge }) => badge))
  const absent = known.officers.filter(({ badge }) => !inFile.has(badge))
  const byDigits = new Map(absent.map((officer) => [digits(officer), officer.badge]))
  const tops = new Set(known.units.map(({ path }) => path).filter((path) => !path.includes('/')))
  const below = new Map(
    known.units.filter(({ path }) => path.includes('/')).map(({ name, path }) => [name, path]),
  )
  return (row: RosterRow) => {
    const top = row.unit[0] ?? ''
    const path = tops.has(top) ? undefined : below.get(top)
    if (path) return { code: 'unit-elsewhere', args: { unit: top, known: path } }
    // A spreadsheet that took badge numbers for numbers has dropped their leading zeros.
    const badge = knownBadges.has(row.badge) ? undefined : byDigits.get(digits(row))
    return badge ? { code: 'badge-zeros', args: { badge: row.badge, known: badge } } : null
  }
}

function digits({ badge, name }: { badge: string; name: string }): string {
  return `${badge.replace(/^0+/, '')} ${name}`
}

function listNewUnits(rows: RosterRow[], known: KnownPeople): string[] {
  const paths = new Set(known.units.map(({ path }) => path))
  const fresh = new Set<string>()
  for (const { unit } of rows) {
    for (let depth = 1; depth <= unit.length; depth += 1) {
      const path = unit.slice(0, depth).join('/')
      if (!paths.has(path)) fresh.add(path)
    }
  }
  return [...fresh].sort((one, other) => one.split('/').length - other.split('/').length)
}

function listAbsent(rows: RosterRow[], known: KnownPeople): RosterChanges['deactivated'] {
  const scopes = listScopes(rows)
  const inFile = new Set(rows.map(({ badge }) => badge))
  return known.officers
    .filter(({ active, badge, unit }) => active && !inFile.has(badge) && isWithin(unit, scopes))
    .map(({ badge, name, unit, bound }) => ({ badge, name, unit, bound }))
}

/** For each top unit of the file the deepest path that all its rows share. */
function listScopes(rows: RosterRow[]): string[] {
  const shared = new Map<string, string[]>()
  for (const { unit } of rows) {
    const top = unit[0] ?? ''
    const before = shared.get(top) ?? unit
    const differs = before.findIndex((name, depth) => name !== unit[depth])
    shared.set(top, differs < 0 ? before : before.slice(0, differs))
  }
  return [...shared.values()].map((names) => names.join('/'))
}

function isWithin(unit: string, scopes: string[]): boolean {
  return scopes.some((scope) => unit === scope || unit.startsWith(`${scope}/`))
}

/** Notes how a row differs from the officer known. Returns whether anything must be written. */
function compare(row: RosterRow, known: KnownOfficer | undefined, to: RosterChanges): boolean {
  const { badge, name } = row
  const unit = row.unit.join('/')
  if (!known) return to.newOfficers.push({ badge, name, unit }) > 0
  const post = row.post ?? known.post
  const category = row.category ?? known.category
  const moved = unit !== known.unit
  const renamed = name !== known.name
  const updated = post !== known.post || category !== known.category
  if (!known.active) to.reactivated.push({ badge, name, unit })
  if (moved) to.moved.push({ badge, name, from: known.unit, to: unit })
  if (renamed) to.renamed.push({ badge, from: known.name, to: name })
  if (updated) to.updated.push({ badge, name })
  return !known.active || moved || renamed || updated
}

function merge(row: RosterRow, known: KnownOfficer | undefined): RosterPlan['upserts'][number] {
  return {
    badge: row.badge,
    name: row.name,
    unit: row.unit.join('/'),
    post: row.post ?? known?.post ?? null,
    category: row.category ?? known?.category ?? 'POLICE',
  }
}

/** A leader who moves leads the old unit no more, whatever the file says about titles. */
function compareLeads(row: RosterRow, known: KnownOfficer | undefined, to: RosterChanges): void {
  const unit = row.unit.join('/')
  const stays = known?.unit === unit
  const leads = row.leader ? [unit] : row.leader === null && stays ? known.leads : []
  for (const led of leads) {
    if (known?.leads.includes(led)) continue
    to.leadersGained.push({ badge: row.badge, name: row.name, unit: led })
  }
  loseLeads(known, leads, to)
}

function compareReviewer(
  { badge, name, unit, reviewer }: RosterRow,
  known: KnownOfficer | undefined,
  to: RosterChanges,
): void {
  const isKnown = known?.reviewer ?? false
  const person = { badge, name, unit: unit.join('/') }
  if (reviewer === true && !isKnown) to.reviewersGained.push(person)
  if (reviewer === false && isKnown) to.reviewersLost.push(person)
}

function loseLeads(known: KnownOfficer | undefined, kept: string[], to: RosterChanges): void {
  for (const unit of known?.leads ?? []) {
    if (known && !kept.includes(unit)) {
      to.leadersLost.push({ badge: known.badge, name: known.name, unit })
    }
  }
}
