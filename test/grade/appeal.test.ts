import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readMarkData, markData } from '../../src/grade/appeal/buttons.ts'
import { decideMark, tickPoint } from '../../src/grade/appeal/decide-mark.ts'
import { findMarkCard, findNextMark } from '../../src/grade/appeal/find-card.ts'
import { openAppeal } from '../../src/grade/appeal/open-appeal.ts'
import { markCardScreen } from '../../src/grade/appeal/screens.ts'
import { planSpread, spreadDecision } from '../../src/grade/appeal/spread-decision.ts'
import { findCase } from '../../src/grade/appeal/store.ts'
import { gradeAnswer } from '../../src/grade/grade-answer.ts'
import { builtInGrader } from '../../src/grade/grader.ts'
import type { Grader } from '../../src/grade/grader.ts'
import type { Sql } from '../../src/platform/db.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { changeMark, receiveMark } from '../../src/quiz/receive-mark.ts'
import type { Question } from '../../src/shared/question.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const day = '2026-11-24'
const now = new Date('2026-11-24T07:00:00+08:00')
const reviewer = 700_000
const settings = { adminIds: [reviewer], timeZone: 'Asia/Shanghai' }
const short: Question = {
  kind: 'short',
  stem: '检查公民住所有什么要求？',
  key: '民警不少于二人，出示证件。',
  rubric: [
    { id: 'p1', weight: 4, text: '不得少于二人', keywords: [], quantities: ['2人'] },
    { id: 'p2', weight: 6, text: '出示工作证件', keywords: [['证件']], quantities: [] },
  ],
}

let database: FreshDatabase
let versionId = 0
let questionId = 0
let people = 0

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  await db.unit.create({ data: { id: 1, name: '市局', level: 'CITY', path: '市局' } })
  await db.bank.create({ data: { id: 1, name: '题库', createdAt: now } })
  const question = await db.question.create({ data: { bankId: 1, stemKey: 'k', createdAt: now } })
  const content = JSON.parse(JSON.stringify(short))
  const version = await db.questionVersion.create({
    data: { questionId: question.id, number: 1, kind: 'short', content, createdAt: now },
  })
  questionId = question.id
  versionId = version.id
})
afterAll(() => database.destroy())

/** Decides and grades as the program does, at `at`. */
function world(at = now, grader: Grader = builtInGrader()) {
  const deps = { db: database.db, now: () => at, settings, grader }
  const setMark = (sql: Sql, mark: { answerId: number; score: number }) =>
    changeMark(deps, sql, mark)
  return { ...deps, setMark }
}

/** An officer who gave this answer in a daily set of one question, with its mark. */
async function answered(given: string, grader?: Grader) {
  const { db } = database
  people += 1
  const officer = await db.officer.create({
    data: {
      badge: String(100_000 + people),
      name: `警员${people}`,
      unitId: 1,
      telegramId: 1_000 + people,
      createdAt: now,
    },
  })
  const officerId = officer.id
  await db.duty.create({ data: { officerId, day, unitId: 1 } })
  const sitting = await db.sitting.create({ data: { officerId, day, size: 1, dealtAt: now } })
  const answer = await db.answer.create({
    data: {
      sittingId: sitting.id,
      position: 1,
      officerId,
      questionId,
      versionId,
      day,
      given,
      outcome: 'PENDING',
      answeredAt: now,
    },
  })
  const deps = world(now, grader)
  const outcome = await gradeAnswer(deps, { answerId: answer.id })
  if (outcome.kind !== 'marked') throw new Error(outcome.kind)
  const mark = { answerId: answer.id, score: outcome.share }
  await receiveMark(deps as unknown as Parameters<typeof receiveMark>[0], mark)
  return { answerId: answer.id, officerId, by: 1_000 + people }
}

async function appealed(given: string) {
  const officer = await answered(given)
  expect(await openAppeal(world(), officer)).toBe('opened')
  const task = await database.db.markTask.findFirstOrThrow({
    where: { answerId: officer.answerId },
  })
  return { ...officer, taskId: task.id }
}

const markOf = async (answerId: number) => {
  const { db } = database
  const answer = await db.answer.findUniqueOrThrow({ where: { id: answerId } })
  const duty = await db.duty.findFirst({ where: { officerId: answer.officerId, day } })
  return { outcome: answer.outcome, score: answer.score, ofDay: duty?.score }
}
const told = async (chatId: number) =>
  (await database.db.delivery.findMany({ where: { chatId, kind: 'notice' } })).map(
    ({ data }) => data,
  )

describe('an officer who appeals', () => {
  it('gets a person once, for an own answer, within a week', async () => {
    const officer = await answered('两名民警一起去')
    const other = await answered('别的')
    const later = new Date(now.getTime() + 8 * 86_400_000)
    expect(await openAppeal(world(later), officer)).toBe('too-late')
    expect(await openAppeal(world(), { ...officer, officerId: other.officerId })).toBe('not-yours')
    const twice = [openAppeal(world(), officer), openAppeal(world(), officer)]
    expect((await Promise.all(twice)).sort()).toEqual(['already', 'opened'])
    expect(await told(reviewer)).toEqual([{ key: 'mark-wait' }])
  })

  it('is told the new mark; the answer, its record and the day follow, and the first decision holds', async () => {
    const { taskId, answerId, officerId, by } = await appealed('去俩，把本本亮给人看')
    expect(await markOf(answerId)).toEqual({ outcome: 'WRONG', score: 0, ofDay: 0 })
    expect(await decideMark(world(), { taskId, ticks: [true, true], by: reviewer })).toEqual({
      kind: 'moved',
    })
    for (const index of [0, 1, 1])
      await tickPoint(world(), { taskId, index, hit: true, by: reviewer })
    expect(await decideMark(world(), { taskId, ticks: [true, true], by })).toEqual({ kind: 'own' })
    const decision = await decideMark(world(), { taskId, ticks: [true, true], by: reviewer })
    expect(decision).toMatchObject({ kind: 'decided', before: 0 })
    expect(await decideMark(world(), { taskId, ticks: null, by: 800_000 })).toEqual({
      kind: 'already',
      by: reviewer,
    })
    expect(await markOf(answerId)).toEqual({ outcome: 'RIGHT', score: 1, ofDay: 1 })
    expect(await told(by)).toMatchObject([
      { key: 'mark-told-raised', before: '0', after: '10', points: expect.stringContaining('✗→✓') },
    ])
    const records = await database.db.gradeRecord.findMany({ where: { answerId } })
    expect(records.map((record) => record.by)).toEqual(['built-in', 'person'])
    expect(await openAppeal(world(), { answerId, officerId, by })).toBe('decided')
  })
})

describe('an answer of the same words', () => {
  it('is marked as was decided, without the grader', async () => {
    const asked = await answered('去俩，把本本亮给人看。', () => Promise.reject(new Error('asked')))
    expect(await markOf(asked.answerId)).toEqual({ outcome: 'RIGHT', score: 1, ofDay: 1 })
    const record = await database.db.gradeRecord.findFirst({ where: { answerId: asked.answerId } })
    expect(record).toMatchObject({ by: 'person', flags: ['precedent'], provisional: false })
  })

  it('given before is shown first and changed on demand, once', async () => {
    const earlier = [await answered('得亮明警官证件呀'), await answered('得亮明警官证件呀。')]
    const { taskId, answerId } = await appealed('得亮明警官证件呀')
    await tickPoint(world(), { taskId, index: 0, hit: true, by: reviewer })
    expect(await markOf(answerId)).toMatchObject({ score: 0.6 })
    const decision = await decideMark(world(), { taskId, ticks: [true, true], by: reviewer })
    if (decision.kind !== 'decided') throw new Error(decision.kind)
    expect(await planSpread(database, decision.found)).toEqual({ raised: 2, lowered: 0 })
    const spread = () => spreadDecision(world(), { taskId, by: reviewer })
    expect(await spread()).toEqual({ raised: 2, lowered: 0 })
    expect(await spread()).toEqual({ raised: 0, lowered: 0 })
    for (const one of earlier) {
      expect(await markOf(one.answerId)).toMatchObject({ score: 1 })
      expect(await told(one.by)).toMatchObject([{ key: 'mark-told-raised' }])
    }
  })
})

describe('a mark that the graders do not agree about', () => {
  const unsure: Grader = async (input) => ({
    ...(await builtInGrader()(input)),
    provisional: true,
    flags: ['readings-differ'],
  })

  it('waits for a person by itself, and is left as it is with one press', async () => {
    const { answerId, by } = await answered('两个人，其余的记不清', unsure)
    const waiting = await findNextMark(database.db, { after: 0, reviewer })
    const task = await database.db.markTask.findFirstOrThrow({ where: { answerId } })
    expect(waiting).not.toBeNull()
    expect(task.reason).toBe('DISAGREEMENT')
    const card = await findMarkCard(database.db, { taskId: task.id, reviewer })
    const { text, buttons } = markCardScreen(loadTexts()('zh-CN'), card ?? fail())
    expect(text).toContain('原因：自动评分前后不一致')
    expect(text).toContain('1. ✓ 不得少于二人（4 分）')
    expect(text).toContain('自动评分 4/10，依据：1「')
    expect(buttons?.flat().map(({ label }) => label)).toContain('确定 4/10')
    await decideMark(world(), { taskId: task.id, ticks: null, by: reviewer })
    expect((await findCase(database.db, task.id))?.record).toMatchObject({ by: 'person', score: 4 })
    expect(await told(by)).toEqual([])
  })
})

it('a button of deciding fits into its 64 bytes and is read as it was written', () => {
  const ticks = Array.from({ length: 100 }, (_, i) => i % 3 === 0)
  const presses = [
    { act: 'ok', taskId: 999_999_999, ticks },
    { act: 'ok', taskId: 1, ticks: [false] },
    { act: 'tick', taskId: 7, index: 12, hit: true },
    { act: 'alike', taskId: 3 },
  ] as const
  for (const press of presses) {
    const data = markData({ ...press } as Parameters<typeof markData>[0])
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
    expect(readMarkData(data)).toEqual(press)
  }
  expect(readMarkData('mk:1:nonsense')).toBeNull()
})

function fail(): never {
  throw new Error('no card')
}
