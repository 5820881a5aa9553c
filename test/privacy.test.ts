import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { questionStatistics } from '../src/bank/statistics/question-statistics.ts'
import type { CommandWorld } from '../src/command-io.ts'
import { executeCommand } from '../src/commands.ts'
import { readConfig } from '../src/config.ts'
import { exportOfficer } from '../src/export-officer.ts'
import { forgetOld } from '../src/forget-old.ts'
import type { Db } from '../src/platform/db.ts'
import type { Deps } from '../src/platform/deps.ts'
import { loadTexts } from '../src/platform/texts.ts'
import { planRegrade } from '../src/quiz/regrade/plan-regrade.ts'
import { summariseUnit } from '../src/report/summarise-unit.ts'
import { addDays } from '../src/shared/day.ts'
import { addDuty, addOfficer, addQuestion, addSitting, addUnit } from './report/seed.ts'
import { freshDatabase, type FreshDatabase } from './support/fresh-db.ts'

const today = '2026-11-24'
const at = new Date('2026-11-24T04:00:00Z')
const long = '2024-11-20'
const secret = { name: '欧阳哨兵', badge: '087654', typed: '哨兵打的字', telegramId: 4_711_000_123 }

let database: FreshDatabase
let db: Db
let unitId = 0
let questions: Record<'single' | 'blank' | 'short', { questionId: number; versionId: number }>

beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
  unitId = await addUnit(db, '青石派出所', 'STATION')
  const basis = { law: '治安管理处罚法', version: '2025-06-27', article: '第九条', quote: '调解' }
  questions = {
    single: await addQuestion(db, {
      kind: 'single',
      stem: '单选',
      options: ['甲', '乙'],
      key: [0],
      basis,
    }),
    blank: await addQuestion(db, { kind: 'fill-in', stem: '填空____', key: [['二']], basis }),
    short: await addQuestion(db, { kind: 'short', stem: '简答', key: '要点', basis }),
  }
})
afterAll(() => database.destroy())

/** An officer's finished day: a choice, a blank and a marked short answer with typed words. */
async function addDay(officerId: number, day: string, typed: string): Promise<void> {
  await addDuty(db, { officerId, unitId, day, state: 'DONE', score: 1.5, max: 3 })
  await addSitting(db, { officerId, day }, [
    { question: questions.single, given: [1], outcome: 'WRONG' },
    { question: questions.blank, given: typed, outcome: 'WRONG' },
    { question: questions.short, given: typed, outcome: 'PARTIAL' },
  ])
  await db.$executeRaw`
    update "Answer" set score = case outcome when 'WRONG' then 0 else 0.5 end
    where "officerId" = ${officerId} and day = ${day}`
  const answer = await db.answer.findFirstOrThrow({
    where: { officerId, day, questionId: questions.short.questionId },
  })
  const points = [{ id: 'p1', hit: true, quote: typed }]
  await db.gradeRecord.create({
    data: {
      answerId: answer.id,
      by: 'model',
      score: 1,
      max: 2,
      points,
      flags: [],
      provisional: true,
      rubricHash: 'r',
      createdAt: at,
    },
  })
  await db.markTask.create({
    data: { answerId: answer.id, reason: 'APPEAL', openedAt: at, decidedAt: at, note: typed },
  })
}

async function numbers(): Promise<unknown> {
  const span = { unitId, fromDay: '2024-01-01', toDay: today }
  const items = Object.values(questions).map(({ questionId }) => questionId)
  return {
    summary: await summariseUnit({ db }, span),
    statistics: await Promise.all(
      items.map(async (id) => {
        const { statistics } = (await questionStatistics({ db }, id)) ?? {}
        return { ...statistics, options: [] }
      }),
    ),
  }
}

function settingsOf(months: string) {
  return readConfig({ KEEP_ANSWERS_MONTHS: months })
}

describe('what people typed', () => {
  it('is forgotten after the months that were set, and every number stays', async () => {
    const officerId = await addOfficer(db, unitId)
    await addDay(officerId, long, '旧字')
    await addDay(officerId, addDays(today, -100), '新字')
    const waiting = await addOfficer(db, unitId)
    await addSitting(db, { officerId: waiting, day: long }, [
      { question: questions.short, given: '旧字等评分', outcome: 'PENDING' },
    ])
    const asked = { askedBy: 1, officerId, text: '旧字？', reply: '旧字。' }
    await db.lawQuestion.create({ data: { ...asked, askedAt: new Date(`${long}T04:00:00Z`) } })
    await db.lawQuestion.create({ data: { ...asked, text: '新字？', reply: null, askedAt: at } })
    const before = await numbers()
    await forgetOld({ db, now: () => at, settings: settingsOf('0') })
    expect(await placesOf('旧字')).toEqual(['Answer', 'GradeRecord', 'LawQuestion', 'MarkTask'])
    await forgetOld({ db, now: () => at, settings: settingsOf('24') })
    expect(await placesOf('旧字')).toEqual([])
    expect(await placesOf('新字')).toEqual(['Answer', 'GradeRecord', 'LawQuestion', 'MarkTask'])
    expect(await numbers()).toEqual(before)
    const answers = await db.answer.findMany({
      where: { day: long, officerId },
      orderBy: { position: 'asc' },
    })
    expect(answers.map(({ given }) => given)).toEqual([[1], null, null])
    const marks = await db.gradeRecord.findMany({ orderBy: { id: 'asc' } })
    expect(marks.map(({ score, points }) => [score, points])).toEqual([
      [1, [{ id: 'p1', hit: true, quote: null }]],
      [1, [{ id: 'p1', hit: true, quote: '新字' }]],
    ])
  })

  it('is gone through once, and again further where the months become fewer', async () => {
    await forgetOld({ db, now: () => at, settings: settingsOf('24') })
    expect(await placesOf('新字')).not.toEqual([])
    await forgetOld({ db, now: () => at, settings: settingsOf('3') })
    expect(await placesOf('新字')).toEqual(['LawQuestion'])
    const runs = await db.run.count({ where: { kind: 'words-forgotten' } })
    await forgetOld({ db, now: () => at, settings: settingsOf('3') })
    expect(await db.run.count({ where: { kind: 'words-forgotten' } })).toBe(runs)
  })

  it('cannot be marked anew by a mended key: the old marks stand', async () => {
    const { questionId } = questions.blank
    const content = { kind: 'fill-in', stem: '填空____', key: [['三']] }
    await db.questionVersion.create({
      data: { questionId, number: 2, kind: 'fill-in', content, createdAt: at },
    })
    await db.question.update({ where: { id: questionId }, data: { version: 2 } })
    expect(JSON.stringify(await planRegrade({ db }, questionId))).not.toContain('"raised":1')
  })
})

describe('one person', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chenxun-privacy-'))
  let officerId = 0
  let colleague = 0
  const deps = () => ({ db, now: () => at, settings: settingsOf('24') }) as unknown as Deps
  const run = (...words: string[]) => {
    const world = { cwd: folder, t: loadTexts()('zh-CN'), deps: async () => deps() }
    return executeCommand(words, world as unknown as CommandWorld)
  }

  beforeAll(async () => {
    const { name, badge, telegramId, typed } = secret
    colleague = await addOfficer(db, unitId, { name: '同事' })
    officerId = await addOfficer(db, unitId, { name, telegramId })
    await db.officer.update({ where: { id: officerId }, data: { badge } })
    await addDay(officerId, long, typed)
    await addDuty(db, { officerId, unitId, day: today, state: 'DUE' })
    await fillEveryTable()
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** A row about the officer in every table that can hold one. */
  async function fillEveryTable(): Promise<void> {
    const { name, badge, telegramId, typed } = secret
    const { questionId, versionId } = questions.single
    await db.role.create({ data: { officerId, kind: 'LEADER', unitId } })
    const life = { createdAt: at, expiresAt: at }
    await db.bindingCode.create({ data: { hash: 'h', officerId, ...life } })
    const days = { fromDay: today, toDay: today }
    await db.absence.create({ data: { officerId, kind: 'COURSE', ...days, createdAt: at } })
    await db.shift.create({ data: { officerId, day: today, kind: 'NIGHT' } })
    await db.reviewCard.create({ data: { officerId, questionId, dueDay: today, card: {} } })
    const report = { questionId, versionId, officerId, kind: 'UNCLEAR' as const }
    await db.questionReport.create({ data: { ...report, createdAt: at } })
    await db.lawQuestion.create({
      data: { officerId, askedBy: telegramId, text: typed, askedAt: at, repliedBy: 99 },
    })
    const law = await db.law.create({ data: { name: '法', createdAt: at } })
    const lawChange = await db.lawChange.create({
      data: { lawId: law.id, law: '法', day: today, changes: [], createdAt: at },
    })
    const task = await db.reviewTask.create({
      data: { questionId, reason: 'LAW_CHANGED', openedAt: at },
    })
    await db.retest.create({
      data: {
        taskId: task.id,
        officerId,
        lawChangeId: lawChange.id,
        questionId,
        unitId,
        day: today,
      },
    })
    const message = { kind: 'notice', data: { name, badge }, dueAt: at }
    await db.delivery.create({ data: { ...message, campaign: 'a', chatId: telegramId, officerId } })
    await db.delivery.create({
      data: { ...message, campaign: 'b', chatId: 5, officerId: colleague },
    })
    await db.modelCall.create({
      data: { at, day: today, officerId, prompt: 'p', model: 'm', host: 'h' },
    })
    await db.asked.create({
      data: { chatId: telegramId, messageId: 1, purpose: 'x', data: { typed }, createdAt: at },
    })
    const update = { body: { typed }, receivedAt: at, state: 'DONE' as const }
    await db.inbox.create({ data: { updateId: 1, personId: telegramId, ...update } })
    const rows = {
      officers: [
        { badge, name },
        { badge: '1', name: '同事' },
      ],
    }
    const file = { fileName: 'f', rows, createdBy: 1, createdAt: at }
    await db.rosterImport.create({ data: { ...file, state: 'LIVE' } })
    await db.rosterImport.create({ data: file })
    await db.planImport.create({ data: { ...file, kind: 'shifts', state: 'LIVE' } })
    const act = { at, actor: telegramId, act: 'officer-bound', object: `officer:${officerId}` }
    await db.audit.create({ data: act })
  }

  it('is in every table that can be about an officer, as far as this test knows', async () => {
    for (const table of await tablesAboutOfficers()) {
      const [row] = await db.$queryRawUnsafe<{ count: number }[]>(
        `select count(*)::int as count from "${table}" where "officerId" = ${officerId}`,
      )
      expect({ table, rows: row?.count ?? 0 }).not.toEqual({ table, rows: 0 })
    }
  })

  it('gets everything that is held about them in a file, and nothing about others', async () => {
    expect(await run('officer', 'export', '000', 'x.json')).toMatchObject({
      exitCode: 1,
      stderr: '没有警号为 000 的人员。\n',
    })
    const done = await run('officer', 'export', secret.badge, 'one.json')
    expect(done).toMatchObject({ exitCode: 0, stderr: '' })
    expect(statSync(join(folder, 'one.json')).mode & 0o777).toBe(0o600)
    const text = readFileSync(join(folder, 'one.json'), 'utf8')
    const held = JSON.parse(text) as Record<string, unknown[]>
    expect(held).toMatchObject({ badge: secret.badge, name: secret.name, unit: '青石派出所' })
    const parts = Object.entries(held).filter(([, value]) => Array.isArray(value))
    const names =
      'absences accounts answers asked audit cards codes duties lawQuestions messages modelCalls ' +
      'received reports retests roles shifts sittings'
    expect(parts.map(([part]) => part).sort()).toEqual(names.split(' '))
    expect(parts.filter(([, rows]) => rows.length === 0)).toEqual([])
    expect(text).not.toContain('同事')
    expect(text).not.toContain('"repliedBy"')
  })

  it('is not erased without --yes, nor while a set waits for them today', async () => {
    expect(await run('officer', 'erase', secret.badge)).toMatchObject({ exitCode: 1 })
    const refused = await run('officer', 'erase', secret.badge, '--yes')
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('今天还有应训任务，没有注销')
    expect(await placesOf(secret.name)).toContain('Officer')
  })

  it('is erased: no name, number, account or typed word is left anywhere, and the numbers stay', async () => {
    const before = JSON.stringify(await numbers())
      .replaceAll(secret.badge, '')
      .replaceAll(secret.name, '')
    const done = await run('officer', 'erase', secret.badge, '--yes', '--force')
    expect(done).toMatchObject({ exitCode: 0, stderr: '' })
    for (const word of [secret.name, secret.badge, secret.typed, 'COURSE', 'NIGHT']) {
      expect({ word, places: await placesOf(word) }).toEqual({ word, places: [] })
    }
    // Who did what stays on record, under a number that leads to nobody any more.
    expect(await placesOf(String(secret.telegramId))).toEqual(['Audit'])
    const erased = await db.officer.findUniqueOrThrow({ where: { id: officerId } })
    expect(erased).toMatchObject({ name: '已注销', badge: `已注销-${officerId}`, active: false })
    const after = JSON.stringify(await numbers())
    expect(after.replaceAll(`已注销-${officerId}`, '').replaceAll('已注销', '')).toBe(before)
    expect(await placesOf('同事')).toContain('Officer')
    expect(await run('officer', 'erase', secret.badge, '--yes')).toMatchObject({ exitCode: 1 })
  })

  it('keeps what was theirs while their account was bound to them, and nothing of who had it before or after', async () => {
    const account = 4_711_000_999
    const [older, newer] = [
      await addOfficer(db, unitId, { name: '前任' }),
      await addOfficer(db, unitId, { name: '后任', telegramId: account }),
    ]
    await db.officer.update({ where: { id: older }, data: { badge: 'OLD-1' } })
    await db.officer.update({ where: { id: newer }, data: { badge: 'NEW-1' } })
    const [first, handed] = [new Date('2026-10-01T00:00:00Z'), new Date('2026-11-01T00:00:00Z')]
    const days = ['2026-10-15', '2026-11-15'] as const
    for (const [at2, officer] of [
      [first, older],
      [handed, newer],
    ] as const) {
      const bound = { actor: account, act: 'officer-bound', object: `officer:${officer}` }
      await db.audit.create({ data: { ...bound, at: at2 } })
    }
    for (const [index, day] of days.entries()) {
      const then = new Date(`${day}T00:00:00Z`)
      const mine = { body: { typed: `收到${index}` }, receivedAt: then, state: 'DONE' as const }
      await db.inbox.create({ data: { updateId: 900 + index, personId: account, ...mine } })
      const message = { kind: 'notice', chatId: account, data: {}, dueAt: then }
      await db.delivery.create({ data: { ...message, campaign: `发出${index}` } })
      const asked = { chatId: account, messageId: index, purpose: `问${index}`, data: {} }
      await db.asked.create({ data: { ...asked, createdAt: then } })
      await db.lawQuestion.create({ data: { askedBy: account, text: `法${index}`, askedAt: then } })
      await db.audit.create({ data: { at: then, actor: account, act: `做${index}`, object: 'x' } })
    }
    const held = JSON.stringify(await exportOfficer({ db }, 'OLD-1'))
    expect(['收到0', '发出0', '问0', '做0'].filter((word) => !held.includes(word))).toEqual([])
    expect(['收到1', '发出1', '问1', '做1'].filter((word) => held.includes(word))).toEqual([])
    await run('officer', 'erase', 'OLD-1', '--yes')
    for (const word of ['收到', '发出', '问', '法']) {
      expect([word, await placesOf(`${word}0`), (await placesOf(`${word}1`)).length]).toEqual([
        word,
        [],
        1,
      ])
    }
  })

  it('is on record as exported and erased, and the record can be read by day and account', async () => {
    const read = async (...words: string[]) =>
      JSON.parse((await run('audit', '--json', ...words)).stdout) as { act: string }[]
    const acts = (await read('--since', today)).map(({ act }) => act)
    const recorded = ['officer-bound', 'officer-exported', 'officer-erased', 'officer-erased']
    expect(acts).toEqual(recorded)
    expect(await read('--since', '2026-11-25')).toEqual([])
    const mine = await read('--since', today, '--actor', String(secret.telegramId))
    expect(mine.map(({ act }) => act)).toEqual(['officer-bound'])
    expect(await run('audit', '--since', 'x')).toMatchObject({ exitCode: 1 })
    expect(await run('audit', '--since', today, '--actor', 'x')).toMatchObject({ exitCode: 1 })
    expect((await run('audit', '--since', today)).stdout.split('\n')).toHaveLength(5)
    expect((await run('audit', '--help')).stdout).toContain('查看操作记录')
  })

  async function tablesAboutOfficers(): Promise<string[]> {
    const rows = await db.$queryRaw<{ name: string }[]>`
      select table_name::text as name from information_schema.columns
      where column_name = 'officerId' and table_schema = current_schema() order by 1`
    return rows.map(({ name }) => name)
  }
})

/** The tables with a row in which a text occurs. */
async function placesOf(text: string): Promise<string[]> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`
  const places: string[] = []
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<unknown[]>(
      `select 1 from "${name}" t where position($1 in t::text) > 0 limit 1`,
      text,
    )
    if (rows.length > 0) places.push(name)
  }
  return places
}
