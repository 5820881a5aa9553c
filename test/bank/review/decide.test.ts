import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { submitEdit } from '../../../src/bank/edit/submit-edit.ts'
import { reportQuestion } from '../../../src/bank/reports/report-question.ts'
import type { ReportKind } from '../../../src/bank/reports/store.ts'
import { decideTask } from '../../../src/bank/review/decide-task.ts'
import { findCard } from '../../../src/bank/review/find-card.ts'
import { retireQuestion } from '../../../src/bank/review/retire-question.ts'
import { cardScreen } from '../../../src/bank/review/screens.ts'
import { setReviewChoice } from '../../../src/bank/review/set-review-choice.ts'
import { findNext, openTask } from '../../../src/bank/review/task-store.ts'
import { loadTexts } from '../../../src/platform/texts.ts'
import { freshDatabase, type FreshDatabase } from '../../support/fresh-db.ts'
import {
  addAnswer,
  addQuestion,
  author,
  noticesFor,
  now,
  other,
  reviewer,
  seedOfficers,
  settings,
  trueFalse,
} from './review-fixture.ts'

let database: FreshDatabase
let officers: number[]

beforeAll(async () => {
  database = await freshDatabase()
  officers = await seedOfficers(database.db)
})
afterAll(() => database.destroy())
beforeEach(async () => {
  const { db } = database
  await db.questionReport.deleteMany()
  await db.reviewTask.deleteMany()
  await db.answer.deleteMany()
  await db.sitting.deleteMany()
  await db.question.deleteMany()
  await db.delivery.deleteMany()
  await db.choice.deleteMany()
  await db.audit.deleteMany()
})

const deps = () => ({ db: database.db, now: () => now, settings })
const stateOf = async (id: number) => {
  const { state, version } = await database.db.question.findUniqueOrThrow({ where: { id } })
  return `${state} ${version}`
}

async function openNew(questionId: number, openedBy: number | null = author): Promise<number> {
  await openTask(database.db, { questionId, reason: 'NEW', openedBy, now })
  return await openTaskOf(questionId, 'NEW')
}

async function openTaskOf(
  questionId: number,
  reason: 'NEW' | 'EDITED' | 'REPORTED',
): Promise<number> {
  const openKey = `${questionId}:${reason}`
  return (await database.db.reviewTask.findUniqueOrThrow({ where: { openKey } })).id
}

async function report(officer: number, questionId: number, kind: ReportKind = 'WRONG_KEY') {
  const answerId = await addAnswer(database.db, officers[officer] ?? 0, questionId)
  const officerId = officers[officer] ?? 0
  return await reportQuestion(deps(), { answerId, officerId, kind, by: officer + 1 })
}

const approve = (taskId: number, by = reviewer) =>
  decideTask(deps(), { taskId, decision: 'APPROVED', by })
const edit = (questionId: number, stem: string, by = author, taskId: number | null = null) =>
  submitEdit(deps(), { questionId, taskId, text: trueFalse(stem, true), by })

describe('a new question', () => {
  it('is in use once somebody else than its author approves it', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'), 'WAITING')
    const task = await openNew(id)
    expect(await approve(task, author)).toEqual({ kind: 'own' })
    expect(await stateOf(id)).toBe('WAITING 1')
    expect(await approve(task)).toMatchObject({ kind: 'decided', canRegrade: false })
    expect(await stateOf(id)).toBe('LIVE 1')
    const version = await database.db.questionVersion.findFirstOrThrow({
      where: { questionId: id },
    })
    expect(Number(version.reviewerId)).toBe(reviewer)
    expect(await noticesFor(database.db, author)).toEqual(['review-author-APPROVED'])
  })

  it('is approved by its author where the bureau lets authors do so', async () => {
    await setReviewChoice(deps(), { name: 'own', value: true, by: 900 })
    const id = await addQuestion(database.db, trueFalse('甲'), 'WAITING')
    expect(await approve(await openNew(id), author)).toMatchObject({ kind: 'decided' })
    expect(await noticesFor(database.db, author)).toEqual([])
  })

  it('goes back as a draft, and its author reads why', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'), 'WAITING')
    const taskId = await openNew(id)
    const note = '题干 < 太短'
    await decideTask(deps(), { taskId, decision: 'REJECTED', by: reviewer, note })
    expect(await stateOf(id)).toBe('DRAFT 1')
    const told = await database.db.delivery.findFirstOrThrow({ where: { chatId: author } })
    expect(told.data).toMatchObject({ key: 'review-author-REJECTED', note: '题干 &lt; 太短' })
  })

  it('is decided once when two reviewers press at the same moment', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'), 'WAITING')
    const taskId = await openNew(id)
    const outcomes = await Promise.all([
      approve(taskId, reviewer),
      decideTask(deps(), { taskId, decision: 'RETIRED', by: other }),
      approve(taskId, reviewer),
    ])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'decided'])
    expect(await database.db.audit.count({ where: { act: { startsWith: 'review-' } } })).toBe(1)
  })

  it('of many handed in at once is told of once, when the last was looked at', async () => {
    const ids = [
      await addQuestion(database.db, trueFalse('甲'), 'WAITING'),
      await addQuestion(database.db, trueFalse('乙'), 'WAITING'),
      await addQuestion(database.db, trueFalse('丙'), 'WAITING'),
    ]
    const tasks: number[] = []
    for (const id of ids) tasks.push(await openNew(id))
    await approve(tasks[0] ?? 0)
    expect(await noticesFor(database.db, author)).toEqual([])
    await decideTask(deps(), { taskId: tasks[1] ?? 0, decision: 'REJECTED', by: reviewer })
    await approve(tasks[2] ?? 0)
    expect(await noticesFor(database.db, author)).toEqual([
      'review-author-REJECTED',
      'review-file-done',
    ])
    const done = await database.db.delivery.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(done.data).toMatchObject({ approved: 2, returned: 1 })
  })
})

describe('a reported question', () => {
  it('goes out of use once when three officers say the same at the same moment', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    await Promise.all([0, 1, 2].map((officer) => report(officer, id)))
    expect(await stateOf(id)).toBe('WAITING 1')
    expect(await noticesFor(database.db, 900)).toEqual(['review-notice-out-WRONG_KEY'])
  })

  it('stays in use when three officers say different things', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    await report(0, id, 'WRONG_KEY')
    await report(1, id, 'UNCLEAR')
    await report(1, id, 'WRONG_KEY')
    await report(2, id, 'OUTDATED_LAW')
    expect(await stateOf(id)).toBe('LIVE 1')
    expect(await noticesFor(database.db, 900)).toEqual([])
  })

  it('comes back when it is found right, and what was said before does not count again', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    for (const officer of [0, 1, 2]) await report(officer, id)
    const task = await openTaskOf(id, 'REPORTED')
    expect(await approve(task, author)).toEqual({ kind: 'own' })
    await approve(task)
    expect(await stateOf(id)).toBe('LIVE 1')
    expect(await noticesFor(database.db, 1)).toEqual(['review-told-fine'])
    await report(3, id)
    expect(await stateOf(id)).toBe('LIVE 1')
    expect(await openTaskOf(id, 'REPORTED')).not.toBe(task)
  })

  it('cannot be sent back: it has no author who waits', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    await report(0, id)
    const taskId = await openTaskOf(id, 'REPORTED')
    const outcome = await decideTask(deps(), { taskId, decision: 'REJECTED', by: reviewer })
    expect(outcome).toEqual({ kind: 'unknown' })
  })

  it('takes no more reports of a text that was changed, or once it is out of use', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    const answerId = await addAnswer(database.db, officers[0] ?? 0, id)
    await edit(id, '乙')
    await approve(await openTaskOf(id, 'EDITED'))
    const said = { answerId, officerId: officers[0] ?? 0, kind: 'UNCLEAR' as const, by: 1 }
    expect(await reportQuestion(deps(), said)).toEqual({ kind: 'mended' })
    await retireQuestion(deps(), { questionId: id, by: reviewer })
    expect(await reportQuestion(deps(), said)).toEqual({ kind: 'retired' })
  })

  it('settles everything when it goes out of use for good, and tells who had reported', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    await report(0, id)
    await edit(id, '乙', other)
    const retired = await retireQuestion(deps(), { questionId: id, by: reviewer })
    expect(retired.kind).toBe('retired')
    expect((await retireQuestion(deps(), { questionId: id, by: reviewer })).kind).toBe('already')
    expect(await stateOf(id)).toBe('RETIRED 1')
    expect(await database.db.reviewTask.count({ where: { openKey: { not: null } } })).toBe(0)
    expect(await noticesFor(database.db, 1)).toEqual(['review-told-retired'])
    expect(await noticesFor(database.db, other)).toEqual(['review-author-RETIRED'])
  })
})

describe('an edit', () => {
  it('leaves the question as it is until another reviewer approves it', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    await addAnswer(database.db, officers[0] ?? 0, id)
    expect(await edit(id, '乙')).toEqual({ kind: 'waits' })
    expect(await edit(id, '乙')).toEqual({ kind: 'waits' })
    expect(await database.db.reviewTask.count()).toBe(1)
    expect(await stateOf(id)).toBe('LIVE 1')
    const task = await openTaskOf(id, 'EDITED')
    expect(await approve(task, author)).toEqual({ kind: 'own' })
    expect(await approve(task)).toMatchObject({ kind: 'decided', canRegrade: true })
    expect(await stateOf(id)).toBe('LIVE 2')
    expect(await edit(id, '乙')).toEqual({ kind: 'same' })
    const twin = await addQuestion(database.db, trueFalse('甲'))
    expect(await stateOf(twin)).toBe('LIVE 1')
  })

  it('that is sent back changes nothing', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    for (const officer of [0, 1, 2]) await report(officer, id)
    await edit(id, '乙', other, await openTaskOf(id, 'REPORTED'))
    const taskId = await openTaskOf(id, 'EDITED')
    await decideTask(deps(), { taskId, decision: 'REJECTED', by: reviewer })
    expect(await stateOf(id)).toBe('WAITING 1')
    expect(await findNext(database.db, null)).toMatchObject({
      taskId: await openTaskOf(id, 'REPORTED'),
      total: 1,
    })
  })

  it('holds at once where authors may approve their own', async () => {
    await setReviewChoice(deps(), { name: 'own', value: true, by: 900 })
    const id = await addQuestion(database.db, trueFalse('甲'))
    for (const officer of [0, 1, 2]) await report(officer, id)
    const task = await openTaskOf(id, 'REPORTED')
    const outcome = await edit(id, '甲', author, task)
    expect(outcome).toMatchObject({ kind: 'decided', canRegrade: true })
    expect(await stateOf(id)).toBe('LIVE 2')
    const closed = await database.db.reviewTask.findUniqueOrThrow({ where: { id: task } })
    expect(closed.decision).toBe('CHANGED')
    expect(await noticesFor(database.db, 2)).toEqual(['review-told-key'])
    expect(await edit(id, '甲', author, task)).toEqual({ kind: 'same' })
  })

  it('is refused while another waits, and improved on the card of that one', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    await edit(id, '乙', author)
    const taskId = await openTaskOf(id, 'EDITED')
    expect(await edit(id, '丙', other)).toEqual({ kind: 'edit-waits', taskId })
    expect(await edit(id, '丙', other, taskId)).toEqual({ kind: 'waits' })
    expect(await noticesFor(database.db, author)).toEqual(['review-author-CHANGED'])
    expect(await approve(await openTaskOf(id, 'EDITED'), author)).toMatchObject({ kind: 'decided' })
    const version = await database.db.questionVersion.findFirstOrThrow({
      where: { questionId: id, number: 2 },
    })
    expect(Number(version.authorId)).toBe(other)
  })

  it('that makes a question the same as another of its bank is refused, early and late', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    const twinId = await addQuestion(database.db, trueFalse('乙'))
    expect(await edit(id, '乙')).toEqual({ kind: 'twin', twinId })
    await edit(id, '丙')
    const laterId = await addQuestion(database.db, trueFalse('丙'))
    expect(await approve(await openTaskOf(id, 'EDITED'))).toEqual({ kind: 'twin', twinId: laterId })
    expect(await stateOf(id)).toBe('LIVE 1')
  })

  it('comes too late when its task was decided meanwhile', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'), 'WAITING')
    const task = await openNew(id)
    await approve(task)
    expect(await edit(id, '乙', other, task)).toEqual({ kind: 'gone' })
  })
})

describe('the queue', () => {
  it('begins with what nobody is asked meanwhile, then the oldest, and goes round', async () => {
    const fresh = await openNew(await addQuestion(database.db, trueFalse('甲'), 'WAITING'))
    const inUse = await addQuestion(database.db, trueFalse('乙'))
    await report(0, inUse)
    const out = await addQuestion(database.db, trueFalse('丙'))
    for (const officer of [0, 1, 2]) await report(officer, out)
    const order = [await openTaskOf(out, 'REPORTED'), fresh, await openTaskOf(inUse, 'REPORTED')]
    const seen: (number | undefined)[] = []
    let after: number | null = null
    for (const _ of order) {
      const place: Awaited<ReturnType<typeof findNext>> = await findNext(database.db, after)
      after = place?.taskId ?? null
      seen.push(place?.taskId)
      expect(place).toMatchObject({ position: seen.length, total: 3 })
    }
    expect(seen).toEqual(order)
    expect(await findNext(database.db, after)).toMatchObject({ taskId: order[0], position: 1 })
  })

  it('shows an edit in the place of what else is open about its question', async () => {
    const id = await addQuestion(database.db, trueFalse('甲'))
    await report(0, id)
    await edit(id, '乙')
    const place = await findNext(database.db, null)
    expect(place).toEqual({ taskId: await openTaskOf(id, 'EDITED'), position: 1, total: 1 })
  })
})

describe('how strict review is', () => {
  it('is recorded when it changes, and only then', async () => {
    await setReviewChoice(deps(), { name: 'imports', value: true, by: 900 })
    await setReviewChoice(deps(), { name: 'imports', value: true, by: 900 })
    expect(await database.db.audit.count({ where: { act: 'choice-made' } })).toBe(1)
  })
})

describe('a question whose law has changed while it waited', () => {
  it.each([
    ['not-in-force', '旧话', ['不是现行文本']],
    ['no-article', '旧话', ['没有这一条']],
    ['in-force', '旧话', ['引文与法律库里的条文不一致']],
    ['in-force', '新 话', []],
    ['unknown-law', '新话', []],
  ] as const)('is shown with a warning: %s, %s', async (verdict, quote, warnings) => {
    const { db } = database
    const basis = { law: '甲法', article: '第五条', quote }
    const stem = `等着的题 ${verdict} ${quote}`
    const id = await addQuestion(db, { ...trueFalse(stem), basis }, 'WAITING')
    await openTask(db, { questionId: id, reason: 'NEW', openedBy: author, now })
    const task = await db.reviewTask.findFirstOrThrow({ where: { questionId: id } })
    const reader = {
      db,
      findArticle: () => Promise.resolve('第五条的新话。'),
      checkBases: () => Promise.resolve([verdict]),
    }
    const t = loadTexts()('zh-CN')
    const card = await findCard(reader, t, { taskId: task.id, reviewer })
    const text = card ? cardScreen(t, card, { isAdmin: false }).text : ''
    expect(text).toContain(stem)
    const warned = text.split('\n').filter((line) => line.includes('注意：'))
    expect(warned).toHaveLength(warnings.length)
    for (const [i, words] of warnings.entries()) expect(warned[i]).toContain(words)
  })
})
