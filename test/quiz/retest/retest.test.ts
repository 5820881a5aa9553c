import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Sql } from '../../../src/platform/db.ts'
import { loadTexts } from '../../../src/platform/texts.ts'
import { answerQuestion } from '../../../src/quiz/answer-question.ts'
import { lawMasteryOf } from '../../../src/quiz/retest/mastery.ts'
import { planRetest } from '../../../src/quiz/retest/plan-retest.ts'
import { retestCard } from '../../../src/quiz/retest/retest-card.ts'
import { instantOf } from '../../../src/shared/day.ts'
import type { TrueFalseQuestion } from '../../../src/shared/question.ts'
import type { Settings } from '../../../src/shared/settings.ts'
import { addOfficer, addQuestion, addSitting, addUnit } from '../../report/seed.ts'
import { freshDatabase, type FreshDatabase } from '../../support/fresh-db.ts'

const t = loadTexts()('zh-CN')
const zone = 'Asia/Shanghai'
/** A Tuesday. */
const today = '2026-11-24'
const before = '对无票乘车的，处五十元以下罚款。'
const after = '对无票乘车的，处二百元以下罚款。'
const question: TrueFalseQuestion = {
  kind: 'true-false',
  stem: '无票乘车的，可以罚款一百元。',
  key: false,
  basis: { law: '某市轨道交通条例', article: '第十条' },
}

describe('the law changes what officers had answered right', () => {
  let database: FreshDatabase
  let clock = instantOf(zone, today, '10:00')
  const settings = { timeZone: zone, trainingDays: 'workdays' } as Settings
  const now = () => clock
  let station: number
  let ids: { questionId: number; versionId: number }

  beforeAll(async () => {
    database = await freshDatabase()
    await addUnit(database.db, '市局', 'CITY')
    station = await addUnit(database.db, '市局/站前所', 'STATION')
  })
  afterAll(() => database.destroy())
  beforeEach(async () => {
    const { db } = database
    clock = instantOf(zone, today, '10:00')
    await db.$executeRaw`truncate "Officer", "Question", "LawChange", "Delivery" cascade`
    ids = await addQuestion(db, question)
  })

  const db = () => database.db
  const deps = () => ({ db: db(), now, settings })
  const plan = (taskId: number, questionId = ids.questionId) =>
    db().$transaction((sql: Sql) => planRetest(deps(), sql, { taskId, questionId }))
  const right = (officerId: number, day = '2026-11-20', about = ids) =>
    addSitting(db(), { officerId, day }, [{ question: about, given: false, outcome: 'RIGHT' }])
  const cards = () => db().delivery.findMany({ orderBy: { id: 'asc' } })
  const mastery = () =>
    lawMasteryOf(db(), { unitId: station, fromDay: '2026-11-01', toDay: '2026-12-31' })

  /** A reviewer settled how the question reads under the new text. */
  async function decide(questionId = ids.questionId, key = true): Promise<number> {
    const change = await db().lawChange.create({
      data: {
        lawId: 1,
        law: '某市轨道交通条例',
        day: today,
        changes: [],
        createdAt: clock,
        appliedAt: clock,
      },
    })
    const changes = [{ kind: 'moved', from: '10', to: '12', before, after }]
    const { id } = await db().reviewTask.create({
      data: {
        questionId,
        reason: 'LAW_CHANGED',
        lawChangeId: change.id,
        changes,
        openedAt: clock,
        decidedAt: clock,
        decision: 'CHANGED',
      },
    })
    const { version } = await db().question.update({
      where: { id: questionId },
      data: { version: { increment: 1 } },
    })
    await db().questionVersion.create({
      data: {
        questionId,
        number: version,
        kind: question.kind,
        content: JSON.parse(JSON.stringify({ ...question, key })),
        createdAt: clock,
      },
    })
    return id
  }

  async function answer(officerId: number, taskId: number, given: boolean) {
    const card = await retestCard(deps(), t, { officerId, taskId })
    const { sittingId } = await db().retest.findUniqueOrThrow({
      where: { taskId_officerId: { taskId, officerId } },
    })
    const dealt = await db().answer.findFirstOrThrow({ where: { sittingId: sittingId ?? 0 } })
    const done = await answerQuestion(deps(), { officerId, answerId: dealt.id, give: () => given })
    return { card, done }
  }

  it('asks those whose last answer was right, once, and nobody else', async () => {
    const [knows, wrong, forgot, unbound] = [
      await addOfficer(db(), station),
      await addOfficer(db(), station),
      await addOfficer(db(), station),
      await addOfficer(db(), station, { telegramId: null }),
    ]
    for (const officerId of [knows, forgot, unbound]) await right(officerId)
    await addSitting(db(), { officerId: wrong, day: '2026-11-20' }, [
      { question: ids, given: true, outcome: 'WRONG' },
    ])
    await addSitting(db(), { officerId: forgot, day: '2026-11-23' }, [
      { question: ids, given: true, outcome: 'WRONG' },
    ])
    await db().$executeRaw`
      update "Answer" set "answeredAt" = "answeredAt" + interval '1 hour' where day = '2026-11-23'`
    const taskId = await decide()
    expect(await plan(taskId)).toBe(1)
    expect(await plan(taskId)).toBe(0)
    const queued = await cards()
    expect(queued.map(({ officerId, kind }) => [officerId, kind])).toEqual([[knows, 'retest']])
    expect(queued[0]?.dueAt).toEqual(clock)
  })

  it('sends an officer one such card a day, on training days at nine, and none on leave', async () => {
    const officer = await addOfficer(db(), station)
    const second = await addQuestion(db(), { ...question, stem: '二' })
    const third = await addQuestion(db(), { ...question, stem: '三' })
    for (const about of [ids, second, third]) {
      await db().sitting.deleteMany({ where: { answers: { none: {} } } })
      await addSitting(
        db(),
        { officerId: officer, day: `2026-11-${10 + (about.questionId % 10)}` },
        [{ question: about, given: false, outcome: 'RIGHT' }],
      )
    }
    await db().absence.create({
      data: {
        officerId: officer,
        kind: 'LEAVE',
        fromDay: '2026-11-25',
        toDay: '2026-11-26',
        createdAt: clock,
      },
    })
    for (const about of [ids, second, third]) {
      await plan(await decide(about.questionId), about.questionId)
    }
    const days = await db().retest.findMany({ orderBy: { taskId: 'asc' } })
    // The 28th and 29th are a weekend.
    expect(days.map(({ day }) => day)).toEqual([today, '2026-11-27', '2026-11-30'])
    expect((await cards()).map(({ dueAt }) => dueAt)).toEqual([
      clock,
      instantOf(zone, '2026-11-27', '09:00'),
      instantOf(zone, '2026-11-30', '09:00'),
    ])
  })

  it('waits for the next training day when people have gone home', async () => {
    await right(await addOfficer(db(), station))
    clock = instantOf(zone, '2026-11-27', '19:00')
    await plan(await decide())
    expect((await cards())[0]?.dueAt).toEqual(instantOf(zone, '2026-11-30', '09:00'))
  })

  it('shows the old and the new text, what differs in bold, and the question', async () => {
    const officer = await addOfficer(db(), station)
    await right(officer)
    const taskId = await decide()
    await plan(taskId)
    const card = await retestCard(deps(), t, { officerId: officer, taskId })
    expect(card?.screen.text).toBe(
      [
        '<b>《某市轨道交通条例》自 2026-11-24 起有新规定</b>',
        `第10条（现为第12条）\n原规定：\n<blockquote>对无票乘车的，<b>处五十元以下罚款。</b></blockquote>\n新规定：\n<blockquote>对无票乘车的，<b>处二百元以下罚款。</b></blockquote>`,
        '这道题您以前答对过。请按新规定再答一次，只问这一题。',
        '<b>【判断】第1/1题</b> · 练习，不计入参训',
        question.stem,
      ].join('\n\n'),
    )
    expect(card?.screen.buttons?.flat().map(({ label }) => label)).toEqual(['对', '错'])
  })

  it('deals the question once, also when sending it failed half way', async () => {
    const officer = await addOfficer(db(), station)
    await right(officer)
    const taskId = await decide()
    await plan(taskId)
    await retestCard(deps(), t, { officerId: officer, taskId })
    await db().retest.updateMany({ data: { sittingId: null } })
    expect(await retestCard(deps(), t, { officerId: officer, taskId })).not.toBeNull()
    expect(await db().sitting.count({ where: { kind: 'RETEST' } })).toBe(1)
  })

  it('is not asked what went out of use, or what was answered anew in the daily set', async () => {
    const officer = await addOfficer(db(), station)
    await right(officer)
    const taskId = await decide()
    await plan(taskId)
    await db().question.update({ where: { id: ids.questionId }, data: { state: 'RETIRED' } })
    expect(await retestCard(deps(), t, { officerId: officer, taskId })).toBeNull()
    await db().question.update({ where: { id: ids.questionId }, data: { state: 'LIVE' } })
    const current = await db().questionVersion.findFirstOrThrow({ where: { number: 2 } })
    await addSitting(db(), { officerId: officer, day: today }, [
      {
        question: { questionId: ids.questionId, versionId: current.id },
        given: true,
        outcome: 'RIGHT',
      },
    ])
    await db().$executeRaw`update "Answer" set "answeredAt" = ${clock} where day = ${today}`
    expect(await retestCard(deps(), t, { officerId: officer, taskId })).toBeNull()
    expect(await mastery()).toMatchObject([{ officers: 1, mastered: 1 }])
  })

  it('is not asked of who is away that day, what was taken back, or what changed once more', async () => {
    const officer = await addOfficer(db(), station)
    await right(officer)
    const taskId = await decide()
    await plan(taskId)
    const shift = { officerId: officer, day: today, kind: 'REST' as const }
    await db().shift.create({ data: shift })
    expect(await retestCard(deps(), t, { officerId: officer, taskId })).toBeNull()
    await db().shift.deleteMany()
    await db().lawChange.updateMany({ data: { undoneAt: clock } })
    expect(await retestCard(deps(), t, { officerId: officer, taskId })).toBeNull()
    expect(await mastery()).toEqual([])
    await db().lawChange.updateMany({ data: { undoneAt: null } })
    const later = await decide()
    await plan(later)
    expect(await retestCard(deps(), t, { officerId: officer, taskId })).toBeNull()
    clock = instantOf(zone, '2026-11-25', '09:00')
    expect(await retestCard(deps(), t, { officerId: officer, taskId: later })).not.toBeNull()
  })

  it('counts as mastered when the last answer since is right, whatever was known before', async () => {
    const officers = [
      await addOfficer(db(), station),
      await addOfficer(db(), station),
      await addOfficer(db(), station),
    ] as [number, number, number]
    for (const officer of officers) await right(officer)
    const taskId = await decide()
    expect(await plan(taskId)).toBe(3)
    expect(await mastery()).toEqual([])
    expect((await answer(officers[0], taskId, true)).done).toMatchObject({ kind: 'answered' })
    await answer(officers[1], taskId, false)
    await retestCard(deps(), t, { officerId: officers[2], taskId })
    expect(await mastery()).toEqual([
      { law: '某市轨道交通条例', inForce: today, officers: 3, mastered: 1 },
    ])
    const other = await addUnit(db(), '市局/东门所', 'STATION')
    await db().officer.update({ where: { id: officers[0] }, data: { unitId: other } })
    expect(await mastery()).toMatchObject([{ officers: 3, mastered: 1 }])
  })
})
