import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { AbsenceKind } from '../../src/people/absences.ts'
import { cancelLeave, listAbsences } from '../../src/people/cancel-leave.ts'
import { takeLeave } from '../../src/people/take-leave.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { clearPeople, idOf, importRoster, now, smallCity } from './people-fixture.ts'

let database: FreshDatabase
let officerId: number
let changed: number[]
beforeAll(async () => {
  database = await freshDatabase()
  await clearPeople(database.db)
  await importRoster(database.db, smallCity)
  officerId = await idOf(database.db, '003')
})
afterAll(() => database.destroy())
beforeEach(async () => {
  changed = []
  await database.db.$executeRaw`truncate "Absence", "Audit"`
})

async function absenceChanged(id: number): Promise<void> {
  changed.push(id)
}

function deps(at = now) {
  return { db: database.db, now: at, settings: { timeZone: 'Asia/Shanghai' }, absenceChanged }
}

function take(fromDay: string, toDay: string, kind: AbsenceKind = 'LEAVE') {
  return takeLeave(deps(), { officerId, kind, fromDay, toDay })
}

async function list() {
  const absences = await listAbsences(deps(), { officerId, today: '2026-11-24' })
  return absences.map(({ kind, fromDay, toDay }) => `${kind} ${fromDay} ${toDay}`)
}

describe('an officer who is away', () => {
  it('has the days written down and the duty of today looked at', async () => {
    expect(await take('2026-11-24', '2026-11-26')).toMatchObject({
      kind: 'taken',
      absence: { kind: 'LEAVE', fromDay: '2026-11-24', toDay: '2026-11-26' },
    })
    expect(await list()).toEqual(['LEAVE 2026-11-24 2026-11-26'])
    expect(changed).toEqual([officerId])
  })

  it('leaves no reason in the record', async () => {
    await take('2026-11-24', '2026-11-26', 'COURSE')
    const entries = await database.db.audit.findMany()
    expect(entries).toMatchObject([{ act: 'absence-taken' }])
    expect(JSON.stringify(entries[0]?.detail)).not.toMatch(/COURSE/)
  })

  it('may begin yesterday, not earlier, and not next year', async () => {
    expect((await take('2026-11-23', '2026-11-23')).kind).toBe('taken')
    expect(await take('2026-11-22', '2026-11-25')).toEqual({
      kind: 'too-early',
      earliest: '2026-11-23',
    })
    expect((await take('2027-11-25', '2027-11-25')).kind).toBe('too-far')
    expect((await take('2026-11-25', '2026-11-24')).kind).toBe('backwards')
  })

  it('may be away 90 days, not 91', async () => {
    expect((await take('2026-11-24', '2027-02-22')).kind).toBe('too-long')
    expect((await take('2026-11-24', '2027-02-21')).kind).toBe('taken')
    expect((await take('2027-02-20', '2027-02-23')).kind).toBe('too-long')
    expect(await list()).toEqual(['LEAVE 2026-11-24 2027-02-21'])
  })

  it('gets overlaps of one kind joined, even several at once', async () => {
    await take('2026-11-24', '2026-11-25')
    await take('2026-11-28', '2026-11-30')
    expect(await take('2026-11-25', '2026-11-28')).toMatchObject({
      kind: 'joined',
      absence: { fromDay: '2026-11-24', toDay: '2026-11-30' },
    })
    expect(await list()).toEqual(['LEAVE 2026-11-24 2026-11-30'])
    expect((await take('2026-11-26', '2026-11-27')).kind).toBe('already')
    expect(await list()).toEqual(['LEAVE 2026-11-24 2026-11-30'])
  })

  it('may be away for two reasons at once', async () => {
    await take('2026-11-24', '2026-11-25')
    expect((await take('2026-11-25', '2026-11-25', 'DUTY_SHIFT')).kind).toBe('taken')
    expect(await list()).toHaveLength(2)
  })

  it('takes back what has not begun as a whole', async () => {
    await take('2026-11-25', '2026-11-27')
    const [absence] = await listAbsences(deps(), { officerId, today: '2026-11-24' })
    const absenceId = absence?.id ?? 0
    expect((await cancelLeave(deps(), { officerId, absenceId })).kind).toBe('cancelled')
    expect((await cancelLeave(deps(), { officerId, absenceId })).kind).toBe('already-cancelled')
    expect(await list()).toEqual([])
    expect(changed).toEqual([officerId, officerId, officerId])
  })

  it('keeps the days that have passed when coming back early', async () => {
    await take('2026-11-23', '2026-11-27')
    const [absence] = await listAbsences(deps(), { officerId, today: '2026-11-24' })
    expect(await cancelLeave(deps(), { officerId, absenceId: absence?.id ?? 0 })).toMatchObject({
      kind: 'shortened',
      absence: { fromDay: '2026-11-23', toDay: '2026-11-23' },
    })
    expect(await list()).toEqual([])
    expect(await cancelLeave(deps(), { officerId, absenceId: absence?.id ?? 0 })).toEqual({
      kind: 'over',
    })
  })

  it('cannot touch the days of another', async () => {
    await take('2026-11-25', '2026-11-27')
    const [absence] = await listAbsences(deps(), { officerId, today: '2026-11-24' })
    const other = await idOf(database.db, '004')
    expect(await cancelLeave(deps(), { officerId: other, absenceId: absence?.id ?? 0 })).toEqual({
      kind: 'unknown',
    })
    expect(await list()).toHaveLength(1)
  })
})
