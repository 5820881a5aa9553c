import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { submitEdit } from '../../../src/bank/edit/submit-edit.ts'
import { reportQuestion } from '../../../src/bank/reports/report-question.ts'
import { decideTask } from '../../../src/bank/review/decide-task.ts'
import { findCard } from '../../../src/bank/review/find-card.ts'
import { releaseFromLaw } from '../../../src/bank/review/release-from-law.ts'
import { cardScreen } from '../../../src/bank/review/screens.ts'
import { sendRetest } from '../../../src/bank/review/send-retest.ts'
import { setReviewChoice } from '../../../src/bank/review/set-review-choice.ts'
import { stopForLaw } from '../../../src/bank/review/stop-for-law.ts'
import { loadTexts } from '../../../src/platform/texts.ts'
import type { ArticleChange } from '../../../src/shared/article-change.ts'
import type { TouchedQuestion } from '../../../src/shared/law-change.ts'
import type { Basis, Question } from '../../../src/shared/question.ts'
import { freshDatabase, type FreshDatabase } from '../../support/fresh-db.ts'
import {
  addAnswer,
  addQuestion,
  author,
  noticesFor,
  now,
  reviewer,
  seedOfficers,
  settings,
} from './review-fixture.ts'

let database: FreshDatabase
let officers: number[]
let lawChangeId: number
/** For which tasks officers are asked anew. */
let retests: number[]

const law = '云州市养犬条例'
const basis: Basis = { law, article: '第三条', quote: '三十日内' }
const about = (stem: string, more: Partial<Basis> = {}): Question => ({
  kind: 'true-false',
  stem,
  key: true,
  basis: { ...basis, ...more },
})
const change: ArticleChange = {
  kind: 'moved',
  from: '3',
  to: '4',
  before: '应当在三十日内登记，并缴纳费用。',
  after: '应当在三十日内登记，不缴纳费用。',
}
const stopped = (questionId: number, more: Partial<TouchedQuestion> = {}): TouchedQuestion => ({
  questionId,
  changes: [change],
  basis: { ...basis, article: '第四条' },
  isRenumbered: false,
  ...more,
})

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
  await db.lawChange.deleteMany()
  await db.audit.deleteMany()
  retests = []
  const data = { lawId: 1, law, fromVersionId: 1, toVersionId: 2, day: '2026-11-30', changes: [] }
  lawChangeId = (await db.lawChange.create({ data: { ...data, createdAt: now, appliedAt: now } }))
    .id
})

const deps = () => ({
  db: database.db,
  now: () => now,
  settings,
  planRetest: (_: unknown, { taskId }: { taskId: number }) => {
    retests.push(taskId)
    return Promise.resolve(97)
  },
})
const stop = (...questions: TouchedQuestion[]) =>
  database.db.$transaction((sql) =>
    stopForLaw(deps(), sql, {
      lawChangeId,
      law,
      day: '2026-11-30',
      isRepealed: false,
      by: null,
      at: now,
      questions,
    }),
  )
const release = () =>
  database.db.$transaction((sql) =>
    releaseFromLaw(sql, { lawChangeId, appliedAt: now, by: 1, at: new Date(now.getTime() + 1) }),
  )
const stateOf = async (id: number) => {
  const { state, version } = await database.db.question.findUniqueOrThrow({ where: { id } })
  return `${state} ${version}`
}
const basisOf = async (questionId: number) => {
  const version = await database.db.questionVersion.findFirstOrThrow({
    where: { questionId },
    orderBy: { number: 'desc' },
  })
  return (version.content as unknown as Question).basis
}
const taskOf = async (questionId: number) =>
  (
    await database.db.reviewTask.findFirstOrThrow({
      where: { questionId, reason: 'LAW_CHANGED' },
      orderBy: { id: 'desc' },
    })
  ).id
const approve = (taskId: number, by = reviewer) =>
  decideTask(deps(), { taskId, decision: 'APPROVED', by })
const report = async (officer: number, questionId: number) => {
  const officerId = officers[officer] ?? 0
  const answerId = await addAnswer(database.db, officerId, questionId)
  await reportQuestion(deps(), { answerId, officerId, kind: 'WRONG_KEY', by: officer + 1 })
}

describe('questions on a changed article', () => {
  it('stop or are renumbered by the thousand, and whoever reviews is told once', async () => {
    const first = await addQuestion(database.db, about('第一题'))
    await database.db.$executeRaw`
      with added as (
        insert into "Question" ("bankId", "stemKey", "createdAt")
        select q."bankId", 'many' || n, q."createdAt"
        from "Question" q, generate_series(1, 1999) n where q.id = ${first}
        returning id)
      insert into "QuestionVersion" ("questionId", number, kind, law, article, content, "createdAt")
      select added.id, 1, kind, law, article, content, v."createdAt"
      from added, "QuestionVersion" v where v."questionId" = ${first}`
    const questions = await database.db.question.findMany({ orderBy: { id: 'asc' } })
    const touched = questions.map(({ id }, index) => stopped(id, { isRenumbered: index % 2 === 1 }))
    expect(await stop(...touched)).toEqual({ stopped: 1000, renumbered: 1000 })
    const count = (state: 'LIVE' | 'WAITING', version: number) =>
      database.db.question.count({ where: { state, version } })
    expect([await count('WAITING', 1), await count('LIVE', 2)]).toEqual([1000, 1000])
    expect(await noticesFor(database.db, 900)).toEqual(['review-notice-law-changed'])
    expect(await stop(...touched.slice(0, 1))).toEqual({ stopped: 0, renumbered: 0 })
    expect(await release()).toBe(1000)
    expect([await count('LIVE', 1), await count('LIVE', 3)]).toEqual([1000, 1000])
  })

  it('that wait for another reason or are out of use are left alone, and nobody is told', async () => {
    const id = await addQuestion(database.db, about('甲'), 'WAITING')
    expect(await stop(stopped(id))).toEqual({ stopped: 0, renumbered: 0 })
    expect(await noticesFor(database.db, 900)).toEqual([])
  })

  it('come before a reviewer with old and new words beside each other and the new basis', async () => {
    const id = await addQuestion(database.db, about('应当在三十日内登记。'))
    await stop(stopped(id))
    const t = loadTexts()('zh-CN')
    const card = await findCard(deps(), t, { taskId: await taskOf(id), reviewer: author })
    if (!card) throw new Error('no card')
    const { text, buttons } = cardScreen(t, card, { isAdmin: false })
    expect(text).toContain('《云州市养犬条例》自 2026-11-30 起有新文本')
    expect(text).toContain('第3条（现为第4条）')
    expect(text).toContain('应当在三十日内登记，<b>并缴纳费用。</b>')
    expect(text).toContain('应当在三十日内登记，<b>不缴纳费用。</b>')
    expect(text).toContain('题目引用的原文在新条文中一字未变')
    expect(text).toContain('− 依据：《云州市养犬条例》第三条：三十日内')
    expect(text).toContain('+ 依据：《云州市养犬条例》第四条：三十日内')
    const labels = buttons?.flat().map(({ label }) => label)
    expect(labels).toEqual(['仍然适用', '修改', '停用'])
  })

  it('fit into one message however long the articles and the question are', async () => {
    const long = '养犬人应当按照规定办理登记'.repeat(200)
    const id = await addQuestion(database.db, {
      ...about(long, { quote: long.slice(0, 600) }),
      explanation: long,
    })
    const changes = [1, 2, 3].map((n) => ({
      ...change,
      from: String(n),
      before: long,
      after: `${long}，从业人员也是。`,
    }))
    await stop(stopped(id, { changes }))
    const t = loadTexts()('zh-CN')
    const card = await findCard(deps(), t, { taskId: await taskOf(id), reviewer })
    if (!card) throw new Error('no card')
    const { text } = cardScreen(t, card, { isAdmin: false })
    expect(text.replace(/<[^>]*>/g, '').length).toBeLessThanOrEqual(4096)
    expect(text).toContain('另有 1 条相关条文有变动')
  })

  it('are in use again with the new basis once a reviewer says that they hold, be it their author', async () => {
    const id = await addQuestion(database.db, about('甲'))
    await stop(stopped(id))
    expect(await approve(await taskOf(id), author)).toMatchObject({ kind: 'decided', retest: 0 })
    expect(await stateOf(id)).toBe('LIVE 2')
    expect(await basisOf(id)).toEqual({ ...basis, article: '第四条' })
    const version = await database.db.questionVersion.findFirstOrThrow({
      where: { questionId: id, number: 2 },
    })
    expect(Number(version.authorId)).toBe(author)
    expect(await noticesFor(database.db, author)).toEqual([])
  })

  it('keep what was mended meanwhile: only the basis is taken from the proposal', async () => {
    const id = await addQuestion(database.db, about('甲'))
    await stop(stopped(id))
    const content = { ...about('甲'), key: false, explanation: '新的解析' } as object
    await database.db.questionVersion.updateMany({ where: { questionId: id }, data: { content } })
    await approve(await taskOf(id))
    const [version] = await database.db.questionVersion.findMany({ orderBy: { id: 'desc' } })
    expect(version?.content).toMatchObject({ key: false, basis: { article: '第四条' } })
  })

  it('may be short answers without samples: they were asked before', async () => {
    const short: Question = { kind: 'short', stem: '登记期限？', key: '三十日', basis }
    const id = await addQuestion(database.db, short)
    await stop(stopped(id))
    const readiness = { ready: false, missing: 'samples', samples: 0, agreement: null } as const
    const findReadiness = () => Promise.resolve(readiness)
    const decided = await decideTask(
      { ...deps(), findReadiness },
      { taskId: await taskOf(id), decision: 'APPROVED', by: reviewer },
    )
    expect(decided.kind).toBe('decided')
  })

  it('stay out of use when only what officers reported is settled', async () => {
    const id = await addQuestion(database.db, about('甲'))
    await report(0, id)
    await stop(stopped(id))
    const reported = await database.db.reviewTask.findFirstOrThrow({
      where: { reason: 'REPORTED' },
    })
    expect(await approve(reported.id)).toMatchObject({ kind: 'decided' })
    expect(await stateOf(id)).toBe('WAITING 1')
    await approve(await taskOf(id))
    expect(await stateOf(id)).toBe('LIVE 2')
  })

  it('keep what officers reported of them, whoever gives them another number', async () => {
    const [one, other] = [
      await addQuestion(database.db, about('甲')),
      await addQuestion(database.db, about('乙')),
    ]
    await report(0, one)
    await report(1, other)
    await stop(stopped(one, { isRenumbered: true }), stopped(other))
    await approve(await taskOf(other))
    const t = loadTexts()('zh-CN')
    const tasks = await database.db.reviewTask.findMany({ where: { decision: null } })
    expect(tasks.map(({ reason }) => reason)).toEqual(['REPORTED', 'REPORTED'])
    for (const { id: taskId } of tasks) {
      const card = await findCard(deps(), t, { taskId, reviewer })
      expect(card?.reports).toEqual([{ kind: 'WRONG_KEY', count: 1 }])
    }
  })
})

describe('officers who knew the old law', () => {
  it('are asked anew where an edit changes what is asked or right', async () => {
    await setReviewChoice(deps(), { name: 'own', value: true, by: 900 })
    const id = await addQuestion(database.db, about('甲'))
    await stop(stopped(id))
    const taskId = await taskOf(id)
    const text = about('甲，不缴纳费用', { article: '第四条' })
    const outcome = await submitEdit(deps(), { questionId: id, taskId, text, by: reviewer })
    expect(outcome).toMatchObject({ kind: 'decided', retest: 97, canRetest: null })
    expect(retests).toEqual([taskId])
    const task = await database.db.reviewTask.findUniqueOrThrow({ where: { id: taskId } })
    expect(task.decision).toBe('CHANGED')
  })

  it('are asked anew when another reviewer approves that edit, not before', async () => {
    const id = await addQuestion(database.db, about('甲'))
    await stop(stopped(id))
    const text = { ...about('甲', { article: '第四条' }), key: false } as Question
    const taskId = await taskOf(id)
    const outcome = await submitEdit(deps(), { questionId: id, taskId, text, by: author })
    expect(outcome.kind).toBe('waits')
    expect(retests).toEqual([])
    const edited = await database.db.reviewTask.findFirstOrThrow({ where: { reason: 'EDITED' } })
    const card = await findCard(deps(), loadTexts()('zh-CN'), { taskId: edited.id, reviewer })
    expect(card?.lawCase?.changes).toHaveLength(1)
    await addAnswer(database.db, officers[0] ?? 0, id)
    expect(await approve(edited.id)).toMatchObject({ retest: 97, canRegrade: false })
    expect(retests).toEqual([taskId])
    expect(await stateOf(id)).toBe('LIVE 2')
  })

  it('are asked anew on a press where nothing but the basis changed', async () => {
    const id = await addQuestion(database.db, about('甲'))
    await stop(stopped(id))
    const taskId = await taskOf(id)
    expect(await sendRetest(deps(), { taskId, by: reviewer })).toEqual({ kind: 'unknown' })
    expect(await approve(taskId)).toMatchObject({ retest: 0, canRetest: taskId })
    expect(await sendRetest(deps(), { taskId, by: reviewer })).toMatchObject({
      kind: 'sent',
      count: 97,
    })
    expect(retests).toEqual([taskId])
  })

  it('are left alone by edits that no law has caused, and by questions that go out of use', async () => {
    await setReviewChoice(deps(), { name: 'own', value: true, by: 900 })
    const id = await addQuestion(database.db, about('甲'))
    const text = about('乙')
    await submitEdit(deps(), { questionId: id, taskId: null, text, by: reviewer })
    await stop(stopped(id))
    const decision = { taskId: await taskOf(id), decision: 'RETIRED', by: reviewer } as const
    expect(await decideTask(deps(), decision)).toMatchObject({ retest: 0, canRetest: null })
    expect(retests).toEqual([])
  })
})

describe('a change that is taken back', () => {
  it('gives back what nobody has decided about, and leaves what somebody has', async () => {
    const ids = [
      await addQuestion(database.db, about('甲')),
      await addQuestion(database.db, about('乙')),
      await addQuestion(database.db, about('丙')),
    ]
    const [open = 0, approved = 0, gone = 0] = ids
    await stop(...ids.map((id) => stopped(id)))
    await approve(await taskOf(approved))
    const taskId = await taskOf(gone)
    await decideTask(deps(), { taskId, decision: 'RETIRED', by: reviewer })
    expect(await release()).toBe(1)
    expect(await Promise.all(ids.map(stateOf))).toEqual(['LIVE 1', 'LIVE 2', 'RETIRED 1'])
    expect(await approve(await taskOf(open))).toMatchObject({ kind: 'already' })
  })

  it('gives renumbered questions their old number, unless they were changed since', async () => {
    const [one, other] = [
      await addQuestion(database.db, about('甲')),
      await addQuestion(database.db, about('乙')),
    ]
    await stop(stopped(one, { isRenumbered: true }), stopped(other, { isRenumbered: true }))
    await setReviewChoice(deps(), { name: 'own', value: true, by: 900 })
    const text = about('乙乙', { article: '第四条' })
    await submitEdit(deps(), { questionId: other, taskId: null, text, by: reviewer })
    expect(await release()).toBe(0)
    expect(await basisOf(one)).toEqual(basis)
    expect(await basisOf(other)).toMatchObject({ article: '第四条' })
  })
})
