import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { cancelRoster, confirmRoster, countChanges } from '../../src/people/confirm-roster.ts'
import { previewRoster, reviewRoster } from '../../src/people/preview-roster.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import {
  clearPeople,
  csv,
  header,
  idOf,
  importRoster,
  now,
  preview,
  smallCity,
} from './people-fixture.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())
beforeEach(() => clearPeople(database.db))

describe('a preview', () => {
  it('names what is new and changes nothing', async () => {
    const { db } = database
    const { changes } = await preview(db, smallCity)
    expect(changes.newUnits).toEqual([
      '市局',
      '市局/襄州分局',
      '市局/襄城分局',
      '市局/襄州分局/肖湾派出所',
      '市局/襄城分局/昭明派出所',
    ])
    expect(changes.newOfficers).toHaveLength(5)
    expect(changes.leadersGained.map(({ badge, unit }) => `${badge} ${unit}`)).toEqual([
      '001 市局',
      '002 市局/襄州分局',
      '003 市局/襄州分局/肖湾派出所',
    ])
    expect(await db.officer.count()).toBe(0)
    expect(await db.unit.count()).toBe(0)
  })

  it('names moves, new names, returns, absences and leads', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    await db.officer.update({ where: { badge: '004' }, data: { active: false, telegramId: 44 } })
    await db.officer.update({ where: { badge: '005' }, data: { telegramId: 55 } })
    const { changes } = await preview(db, [
      header,
      '001,张三,市局,,民警,',
      '002,李四光,市局/襄州分局,,民警,局长',
      '003,王五,市局/襄城分局/昭明派出所,社区,民警,所长',
      '004,赵六,市局/襄州分局/肖湾派出所,巡逻,辅警,',
    ])
    expect(changes).toMatchObject({
      officers: 4,
      newUnits: [],
      newOfficers: [],
      moved: [{ badge: '003', from: '市局/襄州分局/肖湾派出所', to: '市局/襄城分局/昭明派出所' }],
      renamed: [{ badge: '002', from: '李四', to: '李四光' }],
      updated: [{ badge: '004' }],
      reactivated: [{ badge: '004' }],
      deactivated: [{ badge: '005', bound: true }],
      leadersGained: [{ badge: '003', unit: '市局/襄城分局/昭明派出所' }],
      leadersLost: [
        { badge: '001', unit: '市局' },
        { badge: '003', unit: '市局/襄州分局/肖湾派出所' },
      ],
      problems: [],
    })
  })

  it('names who reviews questions from now on, and who no more', async () => {
    const { db } = database
    const own = `${header},审题员`
    await importRoster(db, [own, '001,张三,市局,,民警,领导,是', '002,李四,市局,,民警,审题员,'])
    expect(await db.role.count({ where: { kind: 'REVIEWER' } })).toBe(2)
    const silent = await importRoster(db, [header, '001,张三,市局,,民警,领导', '002,李四,市局,,,'])
    expect([silent.reviewersGained, silent.reviewersLost]).toEqual([[], []])
    const changes = await importRoster(db, [own, '001,张三,市局,,民警,领导,'])
    expect(changes.reviewersLost.map(({ badge }) => badge)).toEqual(['001', '002'])
    expect(await db.role.findMany({ where: { kind: 'REVIEWER' } })).toEqual([])
  })

  it('of one station touches nobody outside it', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    const { changes } = await preview(db, [header, '003,王五,市局/襄州分局/肖湾派出所,,,所长'])
    expect(changes.deactivated.map(({ badge }) => badge)).toEqual(['004'])
  })

  it('leaves people alone who stand in a row that cannot be taken', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    const { changes } = await preview(db, [
      header,
      '001,张三,市局,,,领导',
      ',李四,市局/襄州分局',
      '003,王五,',
      '3004,,市局',
    ])
    expect(changes.deactivated.map(({ badge }) => badge)).toEqual(['005', '004'])
    expect(changes.problems.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '3 badge-missing',
      '4 unit-missing',
      '5 name-missing',
    ])
  })

  it('asks for the whole path where a known branch stands on top', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    const { changes } = await preview(db, [header, '003,王五,襄州分局/肖湾派出所,,,所长'])
    expect(changes.newUnits).toEqual([])
    expect(changes.problems).toMatchObject([
      { row: 2, code: 'unit-elsewhere', args: { unit: '襄州分局', known: '市局/襄州分局' } },
    ])
  })

  it('notices badges that a spreadsheet robbed of their zeros', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    const { changes } = await preview(db, [header, '1,张三,市局,,,领导', '6,孙八,市局'])
    expect(changes.newOfficers.map(({ badge }) => badge)).toEqual(['6'])
    expect(changes.deactivated.map(({ badge }) => badge)).not.toContain('001')
    expect(changes.problems).toMatchObject([
      { row: 2, code: 'badge-zeros', args: { badge: '1', known: '001' } },
    ])
  })

  it('leaves leads and posts as they are where the file has no such columns', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    const { changes } = await preview(db, [
      '警号,姓名,单位',
      '001,张三,市局',
      '002,李四,市局/襄城分局',
      '003,王五,市局/襄州分局/肖湾派出所',
      '004,赵六,市局/襄州分局/肖湾派出所',
      '005,钱七,市局/襄城分局/昭明派出所',
    ])
    expect(changes.updated).toEqual([])
    expect(changes.leadersLost.map(({ badge }) => badge)).toEqual(['002'])
  })

  it('keeps a lead with an end, which a person gave by hand', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    const unit = await db.unit.findUniqueOrThrow({ where: { path: '市局/襄城分局/昭明派出所' } })
    const officerId = await idOf(db, '005')
    await db.role.create({
      data: { officerId, kind: 'LEADER', unitId: unit.id, until: '2026-12-31' },
    })
    expect((await preview(db, smallCity)).changes.leadersLost).toEqual([])
  })

  it('is refused for what is no roster or no table', async () => {
    const deps = { db: database.db, now }
    const file = { fileName: 'x', by: 9 }
    expect(await previewRoster(deps, { ...file, bytes: csv(['题目,答案', '问,A']) })).toEqual({
      kind: 'not-a-roster',
    })
    expect(await previewRoster(deps, { ...file, bytes: new Uint8Array() })).toMatchObject({
      kind: 'unreadable',
      code: 'file-empty',
    })
    expect(await database.db.rosterImport.count()).toBe(0)
  })
})

describe('a confirmed roster', () => {
  it('makes the tree with its closure, the officers and the leaders', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    const station = await db.unit.findUniqueOrThrow({
      where: { path: '市局/襄州分局/肖湾派出所' },
      include: { parent: true, above: { include: { ancestor: true }, orderBy: { depth: 'asc' } } },
    })
    expect(station).toMatchObject({ name: '肖湾派出所', level: 'STATION' })
    expect(station.parent).toMatchObject({ path: '市局/襄州分局', level: 'COUNTY' })
    expect(station.above.map(({ depth, ancestor }) => `${depth} ${ancestor.path}`)).toEqual([
      '0 市局/襄州分局/肖湾派出所',
      '1 市局/襄州分局',
      '2 市局',
    ])
    const officer = await db.officer.findUniqueOrThrow({
      where: { badge: '003' },
      include: { unit: true, roles: { include: { unit: true } } },
    })
    expect(officer).toMatchObject({ name: '王五', post: '社区', category: 'POLICE', active: true })
    expect(officer.roles).toMatchObject([
      { kind: 'LEADER', unit: { path: '市局/襄州分局/肖湾派出所' } },
    ])
    expect(await db.audit.findFirst()).toMatchObject({ actor: 9n, act: 'roster-confirmed' })
  })

  it('does what its preview said, and deletes nobody', async () => {
    const { db } = database
    await importRoster(db, smallCity)
    await db.officer.update({ where: { badge: '005' }, data: { telegramId: 55 } })
    const changes = await importRoster(db, [
      header,
      '001,张三,市局,,民警,',
      '003,王五,市局/襄城分局/新所,社区,民警,所长',
    ])
    expect(countChanges(changes)).toMatchObject({ newUnits: 1, moved: 1, deactivated: 3 })
    const officers = await db.officer.findMany({
      include: { unit: true, roles: { include: { unit: true } } },
      orderBy: { badge: 'asc' },
    })
    expect(
      officers.map(({ badge, active, unit, roles }) => [
        badge,
        active,
        unit.path,
        ...roles.map((role) => role.unit.path),
      ]),
    ).toEqual([
      ['001', true, '市局'],
      ['002', false, '市局/襄州分局'],
      ['003', true, '市局/襄城分局/新所', '市局/襄城分局/新所'],
      ['004', false, '市局/襄州分局/肖湾派出所'],
      ['005', false, '市局/襄城分局/昭明派出所'],
    ])
    expect(officers[4]?.telegramId).toBe(55n)
    await importRoster(db, smallCity)
    expect(await db.officer.count({ where: { active: true } })).toBe(5)
  })

  it('answers a second confirmation, a cancelled and an unknown one clearly', async () => {
    const deps = { db: database.db, now }
    const first = await preview(database.db, smallCity)
    await confirmRoster(deps, { importId: first.importId, by: 9 })
    const again = await confirmRoster(deps, { importId: first.importId, by: 9 })
    expect(again).toEqual({ kind: 'already-confirmed' })
    expect(await reviewRoster(deps, first.importId)).toBeNull()
    const second = await preview(database.db, smallCity)
    expect(await cancelRoster(deps, second.importId)).toBe(true)
    expect(await cancelRoster(deps, second.importId)).toBe(false)
    expect(await confirmRoster(deps, { importId: second.importId, by: 9 })).toEqual({
      kind: 'cancelled',
    })
    expect(await confirmRoster(deps, { importId: 999, by: 9 })).toEqual({ kind: 'unknown' })
  })

  it('is worked out anew when another import came between', async () => {
    const { db } = database
    const stale = await preview(db, smallCity)
    await importRoster(db, [header, '003,王五,市局,,,'])
    const result = await confirmRoster({ db, now }, { importId: stale.importId, by: null })
    expect(result).toMatchObject({ changes: { moved: [{ badge: '003', from: '市局' }] } })
    expect(await db.officer.count()).toBe(5)
  })

  it('confirmed twice at one moment is carried out once', async () => {
    const deps = { db: database.db, now }
    const { importId } = await preview(database.db, smallCity)
    const results = await Promise.all([
      confirmRoster(deps, { importId, by: 9 }),
      confirmRoster(deps, { importId, by: 10 }),
    ])
    expect(results.map(({ kind }) => kind).sort()).toEqual(['already-confirmed', 'confirmed'])
  })

  it('may hold 10,000 people', async () => {
    const { db } = database
    const people = Array.from({ length: 10_000 }, (_, index) => {
      const county = index % 20
      const station = `${county}-${index % 200}`.replace('-', '之')
      const badge = String(index).padStart(6, '0')
      return `${badge},警员${index},市局/第${county}分局/第${station}派出所,,,${index < 200 ? '所长' : ''}`
    })
    const changes = await importRoster(db, [header, ...people])
    expect(countChanges(changes)).toMatchObject({
      officers: 10_000,
      newOfficers: 10_000,
      newUnits: 221,
      leadersGained: 200,
    })
    expect(await db.officer.count()).toBe(10_000)
    expect(await db.unitClosure.count()).toBe(1 + 20 * 2 + 200 * 3)
    expect(countChanges(await importRoster(db, [header, ...people]))).toMatchObject({
      officers: 10_000,
      newOfficers: 0,
      updated: 0,
      deactivated: 0,
    })
  })
})
