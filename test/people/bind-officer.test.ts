import { randomBytes } from 'node:crypto'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { bindOfficer } from '../../src/people/bind-officer.ts'
import { issueCodes, writeCodes } from '../../src/people/binding-codes.ts'
import { identify } from '../../src/people/identify.ts'
import { markBlocked, markReachable } from '../../src/people/mark-reachable.ts'
import type { Sql } from '../../src/platform/db.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { clearPeople, idOf, importRoster, now, smallCity } from './people-fixture.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await clearPeople(database.db)
  await importRoster(database.db, smallCity)
})
afterAll(() => database.destroy())
beforeEach(async () => {
  await database.db.$executeRaw`truncate "BindingCode", "Audit"`
  await database.db.$executeRaw`
    update "Officer" set "telegramId" = null, "blockedAt" = null, locale = null, active = true`
})

const settings = { adminIds: [9], timeZone: 'Asia/Shanghai' }
const minutesLater = (minutes: number) => () => new Date(now().getTime() + minutes * 60_000)

const warnings: { count: number; minutes: number }[] = []
const warnOfGuesses = async (_: Sql, { count, minutes }: { count: number; minutes: number }) =>
  void warnings.push({ count, minutes })

function issue(officers: number[] | 'unbound', at = now) {
  const deps = { db: database.db, now: at, randomBytes, botUsername: 'ChenxunBot' }
  return issueCodes(deps, { officers, by: 9 })
}

async function issueOne(badge: string, at = now): Promise<string> {
  const [issued] = await issue([await idOf(database.db, badge)], at)
  return issued?.code ?? ''
}

function bind(telegramId: number, code: string, at = now) {
  return bindOfficer({ db: database.db, now: at, warnOfGuesses }, { telegramId, code })
}

function whoIs(telegramId: number, languageCode: string | null = null, at = now) {
  return identify({ db: database.db, now: at, settings }, { telegramId, languageCode })
}

describe('binding codes', () => {
  it('are made for everybody who is not bound, each with a link', async () => {
    await bind(51, await issueOne('005'))
    const codes = await issue('unbound')
    expect(codes.map(({ badge, unit }) => `${badge} ${unit}`)).toEqual([
      '001 市局',
      '002 市局/襄州分局',
      '003 市局/襄州分局/肖湾派出所',
      '004 市局/襄州分局/肖湾派出所',
    ])
    for (const { code, link } of codes) {
      expect(code).toMatch(/^[\w-]{22}$/)
      expect(link).toBe(`https://t.me/ChenxunBot?start=${code}`)
    }
    expect(new Set(codes.map(({ code }) => code)).size).toBe(4)
  })

  it('are never kept themselves', async () => {
    const code = await issueOne('005')
    const [row] = await database.db.bindingCode.findMany()
    expect(JSON.stringify({ ...row })).not.toContain(code)
    expect(row?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('are written as a csv file with texts of the reader', async () => {
    const codes = [{ badge: '001', name: '张三', unit: '市局', code: 'abc', link: 'https://x' }]
    expect(writeCodes(codes, (key) => key)).toBe(
      '\uFEFFpeople-csv-badge,people-csv-name,people-csv-unit,people-csv-code,people-csv-link\r\n' +
        '001,张三,市局,abc,https://x\r\n',
    )
  })
})

describe('binding', () => {
  it('ties the account to the officer, once', async () => {
    const code = await issueOne('003')
    expect(await bind(31, code)).toEqual({
      kind: 'bound',
      officer: { badge: '003', name: '王五' },
      left: null,
    })
    expect(await bind(31, code)).toMatchObject({ kind: 'already-bound-here' })
    expect(await bind(32, code)).toEqual({ kind: 'code-used' })
    expect((await whoIs(31)).officer).toMatchObject({ badge: '003' })
    expect((await whoIs(32)).officer).toBeNull()
  })

  it('lets one of two accounts win that send the same code at once', async () => {
    const code = await issueOne('003')
    const results = await Promise.all([bind(31, code), bind(32, code)])
    expect(results.map(({ kind }) => kind).sort()).toEqual(['bound', 'code-used'])
  })

  it('refuses a code after 14 days, and one that was replaced', async () => {
    const first = await issueOne('003')
    expect(await bind(31, first, minutesLater(14 * 1440))).toEqual({ kind: 'code-expired' })
    const second = await issueOne('003', minutesLater(1))
    expect(await bind(31, first, minutesLater(1))).toEqual({ kind: 'code-expired' })
    expect(await bind(31, second, minutesLater(14 * 1440))).toMatchObject({ kind: 'bound' })
  })

  it('accepts a code as a spreadsheet shows it', async () => {
    expect(await bind(31, ` '${await issueOne('003')} `)).toMatchObject({ kind: 'bound' })
  })

  it('moves an officer to a new account and makes the old one a stranger', async () => {
    await bind(31, await issueOne('003'))
    expect(await bind(32, await issueOne('003'))).toMatchObject({ kind: 'bound', left: 31 })
    expect((await whoIs(31)).officer).toBeNull()
    expect((await whoIs(32)).officer?.badge).toBe('003')
  })

  it('refuses an account that is another officer, and keeps the code', async () => {
    await bind(31, await issueOne('003'))
    const code = await issueOne('004')
    expect(await bind(31, code)).toEqual({ kind: 'account-bound-to-other' })
    expect(await bind(41, code)).toMatchObject({ kind: 'bound' })
  })

  it('refuses a deactivated officer, and frees the account of one for another', async () => {
    const { db } = database
    await bind(31, await issueOne('003'))
    const code = await issueOne('004')
    await db.officer.update({ where: { badge: '003' }, data: { active: false } })
    await db.officer.update({ where: { badge: '004' }, data: { active: false } })
    expect(await bind(31, code)).toEqual({ kind: 'deactivated' })
    await db.officer.update({ where: { badge: '004' }, data: { active: true } })
    expect(await bind(31, code)).toMatchObject({ kind: 'bound', officer: { badge: '004' } })
  })

  it('makes an account wait ten minutes after five wrong codes', async () => {
    for (let n = 0; n < 5; n += 1) expect(await bind(31, `x${n}`)).toEqual({ kind: 'code-unknown' })
    const code = await issueOne('003')
    expect(await bind(31, code)).toEqual({ kind: 'try-later', minutes: 10 })
    expect(await bind(32, 'x')).toEqual({ kind: 'code-unknown' })
    expect(await bind(31, code, minutesLater(11))).toMatchObject({ kind: 'bound' })
  })

  it('pauses for everybody after a hundred wrong codes in an hour, and the admins are told once', async () => {
    const code = await issueOne('003')
    for (let n = 0; n < 98; n += 1) await bind(10_000 + n, `x${n}`)
    expect(await bind(31, code)).toMatchObject({ kind: 'bound' })
    const last = await Promise.all([1, 2, 3, 4].map((n) => bind(20_000 + n, `y${n}`)))
    expect(warnings).toEqual([{ count: 100, minutes: 10 }])
    expect(last.some(({ kind }) => kind === 'code-unknown')).toBe(true)
    const other = await issueOne('004')
    expect(await bind(32, other)).toEqual({ kind: 'paused', minutes: 10 })
    expect(await bind(32, other, minutesLater(9.5))).toEqual({ kind: 'paused', minutes: 1 })
    expect(await bind(33, 'wrong again', minutesLater(10))).toEqual({ kind: 'code-unknown' })
    expect(await bind(32, other, minutesLater(10))).toMatchObject({ kind: 'bound' })
    expect(warnings).toHaveLength(1)
  })
})

describe('a person', () => {
  it('holds the rights of a leader until their last day', async () => {
    const { db } = database
    await bind(21, await issueOne('002'))
    const city = await db.unit.findUniqueOrThrow({ where: { path: '市局' } })
    const officerId = await idOf(db, '002')
    await db.role.create({
      data: { officerId, kind: 'LEADER', unitId: city.id, until: '2026-11-24' },
    })
    const county = { name: '襄州分局', path: '市局/襄州分局', level: 'COUNTY' }
    expect(await whoIs(21)).toMatchObject({
      telegramId: 21,
      locale: 'zh-CN',
      isAdmin: false,
      officer: { id: officerId, badge: '002', name: '李四', unit: county },
      leads: [{ id: city.id, path: '市局' }, county],
    })
    // 00:10 in Shanghai on the 25th.
    expect((await whoIs(21, null, minutesLater(970))).leads).toMatchObject([county])
  })

  it('is an admin by the settings or by a role', async () => {
    const { db } = database
    expect(await whoIs(9)).toMatchObject({ officer: null, leads: [], isAdmin: true })
    await bind(51, await issueOne('005'))
    const officer = await db.officer.findUniqueOrThrow({ where: { badge: '005' } })
    expect((await whoIs(51)).isAdmin).toBe(false)
    await db.role.create({
      data: { officerId: officer.id, kind: 'ADMIN', unitId: officer.unitId },
    })
    expect((await whoIs(51)).isAdmin).toBe(true)
  })

  it('is a reviewer by a role for any unit until its last day, and as an admin', async () => {
    const { db } = database
    expect(await whoIs(9)).toMatchObject({ isReviewer: true })
    await bind(21, await issueOne('002'))
    expect(await whoIs(21)).toMatchObject({ isReviewer: false })
    const officer = await db.officer.findUniqueOrThrow({ where: { badge: '002' } })
    const role = { officerId: officer.id, unitId: officer.unitId, kind: 'REVIEWER' as const }
    await db.role.create({ data: { ...role, until: '2026-11-24' } })
    expect(await whoIs(21)).toMatchObject({ isReviewer: true, isAdmin: false })
    // 00:10 in Shanghai on the 25th.
    expect(await whoIs(21, null, minutesLater(970))).toMatchObject({ isReviewer: false })
  })

  it('reads Chinese unless their Telegram or their choice says otherwise', async () => {
    expect((await whoIs(77)).locale).toBe('zh-CN')
    expect((await whoIs(77, 'de')).locale).toBe('en')
    await bind(51, await issueOne('005'))
    await database.db.officer.update({ where: { badge: '005' }, data: { locale: 'zh-CN' } })
    expect((await whoIs(51, 'en')).locale).toBe('zh-CN')
  })

  it('is nobody after being deactivated', async () => {
    await bind(21, await issueOne('002'))
    await database.db.officer.update({ where: { badge: '002' }, data: { active: false } })
    expect(await whoIs(21)).toMatchObject({ officer: null, leads: [], isAdmin: false })
  })

  it('with an id beyond 32 bits is recognised', async () => {
    await bind(7_000_000_123, await issueOne('002'))
    expect((await whoIs(7_000_000_123)).officer?.badge).toBe('002')
  })

  it('who blocks the bot is marked until they return', async () => {
    const { db } = database
    await bind(21, await issueOne('002'))
    const deps = { db, now, settings: { timeZone: 'Asia/Shanghai' } }
    await markBlocked(deps, 21)
    await markBlocked(deps, 999)
    const find = () => db.officer.findUniqueOrThrow({ where: { badge: '002' } })
    expect((await find()).blockedAt).toEqual(now())
    await markReachable({ db }, 21)
    expect((await find()).blockedAt).toBeNull()
  })

  it('who cannot be reached is named once to the lowest leader over them who can', async () => {
    const { db } = database
    const deps = { db, now, settings: { timeZone: 'Asia/Shanghai' } }
    await bind(31, await issueOne('001'))
    await bind(32, await issueOne('002'))
    await bind(33, await issueOne('003'))
    await bind(34, await issueOne('004'))
    await markBlocked(deps, 34)
    await markBlocked(deps, 34)
    await markBlocked(deps, 33)
    const told = await db.delivery.findMany({ orderBy: { id: 'asc' } })
    expect(told.map(({ chatId, data }) => [Number(chatId), data])).toEqual([
      [33, { key: 'people-unreachable', name: '赵六', badge: '004', unit: '肖湾派出所' }],
      [32, { key: 'people-unreachable', name: '王五', badge: '003', unit: '肖湾派出所' }],
    ])
  })
})
