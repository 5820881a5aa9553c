import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { editOutcomeScreen } from '../../src/bank/edit/screens.ts'
import { submitEdit } from '../../src/bank/edit/submit-edit.ts'
import { decideTask } from '../../src/bank/review/decide-task.ts'
import { setReviewChoice } from '../../src/bank/review/set-review-choice.ts'
import { openTask } from '../../src/bank/review/task-store.ts'
import { addSamples } from '../../src/grade/samples/add-samples.ts'
import { shortAnswerReadiness } from '../../src/grade/samples/short-answer-readiness.ts'
import type { Sql } from '../../src/platform/db.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import type { Question } from '../../src/shared/question.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const now = new Date('2026-11-24T07:00:00+08:00')
const by = 700_000
const short: Question = {
  kind: 'short',
  stem: '检查公民住所有什么要求？',
  key: '民警不少于二人，出示证件。',
  rubric: [
    { id: 'p1', weight: 4, text: '不得少于二人', keywords: [], quantities: ['2人'] },
    { id: 'p2', weight: 6, text: '出示工作证件', keywords: [['证件']], quantities: [] },
  ],
}

const texts = loadTexts()

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await database.db.bank.create({ data: { id: 1, name: '题库', createdAt: now } })
})
afterAll(() => database.destroy())

/** A question that waits for its first review. */
async function waiting(question: Question): Promise<{ questionId: number; taskId: number }> {
  const { db } = database
  const stemKey = JSON.stringify(question)
  const { id } = await db.question.create({
    data: { bankId: 1, stemKey, state: 'WAITING', createdAt: now },
  })
  const content = JSON.parse(stemKey)
  await db.questionVersion.create({
    data: { questionId: id, number: 1, kind: question.kind, content, createdAt: now },
  })
  await openTask(db, { questionId: id, reason: 'NEW', openedBy: null, now })
  const task = await db.reviewTask.findFirstOrThrow({ where: { questionId: id } })
  return { questionId: id, taskId: task.id }
}

const deps = () => ({
  db: database.db,
  now: () => now,
  settings: { adminIds: [by], timeZone: 'Asia/Shanghai' },
  findReadiness: (db: Sql, questionId: number) => shortAnswerReadiness({ db }, questionId),
})
const approve = (taskId: number) => decideTask(deps(), { taskId, decision: 'APPROVED', by })

describe('a short answer that waits for review', () => {
  it('is approved only when five marked samples show how its rubric does', async () => {
    const { questionId, taskId } = await waiting(short)
    expect(await approve(taskId)).toMatchObject({
      kind: 'not-ready',
      readiness: { missing: 'samples', samples: 0, agreement: null },
    })
    const text = '✓✓ 两个民警，出示证件\n✓✗ 至少2人\n\n✓ 两人\n证件\n√× 两人以上，其他不知道'
    expect(await addSamples(deps(), { questionId, text, by })).toMatchObject({
      kind: 'added',
      added: 3,
      bad: [4, 5],
    })
    expect(await approve(taskId)).toMatchObject({ kind: 'not-ready', readiness: { samples: 3 } })
    await addSamples(deps(), { questionId, text: '✗✗ 不知道\n✗✗ 出示证件', by })
    expect(await shortAnswerReadiness(database, questionId)).toEqual({
      ready: true,
      missing: null,
      samples: 5,
      agreement: 0.9,
    })
    expect(await approve(taskId)).toMatchObject({ kind: 'decided', decision: 'APPROVED' })
  })

  it('needs a rubric first, and one that is written in an edit counts', async () => {
    const { rubric, ...bare } = short
    const { questionId, taskId } = await waiting({ ...bare, stem: '没有要点的题' })
    expect(await approve(taskId)).toMatchObject({ readiness: { missing: 'rubric' } })
    expect(await addSamples(deps(), { questionId, text: '✓✓ 两人', by })).toEqual({
      kind: 'no-rubric',
    })
    const proposal = { ...short, stem: '没有要点的题', rubric: rubric ?? [] }
    await openTask(database.db, { questionId, reason: 'EDITED', proposal, openedBy: 1, now })
    const text = ['✓✓ 两人，出示证件', '✓✗ 两人', '✗✓ 证件', '✗✗ 无', '✗✗ 不会'].join('\n')
    await addSamples(deps(), { questionId, text, by })
    const edit = await database.db.reviewTask.findFirstOrThrow({
      where: { questionId, reason: 'EDITED' },
    })
    expect(await approve(edit.id)).toMatchObject({ kind: 'decided' })
    expect(await database.db.question.findUnique({ where: { id: questionId } })).toMatchObject({
      state: 'LIVE',
      version: 2,
    })
  })

  it('is not made of a question in use by an author who approves their own texts, until it is ready', async () => {
    const { db } = database
    await setReviewChoice(deps(), { name: 'own', value: true, by })
    const choice: Question = { kind: 'true-false', stem: '一名民警可以检查住所。', key: false }
    const { questionId, taskId } = await waiting(choice)
    await approve(taskId)
    const text: Question = { ...short, stem: '检查住所要几名民警？' }
    const hand = () => submitEdit(deps(), { questionId, taskId: null, text, by })
    expect(await hand()).toMatchObject({ kind: 'not-ready', readiness: { missing: 'samples' } })
    expect(await hand()).toMatchObject({ kind: 'not-ready' })
    expect(await db.question.findUnique({ where: { id: questionId } })).toMatchObject({
      version: 1,
    })
    const lines = ['✓✓ 两人，出示证件', '✓✗ 两人', '✗✓ 证件', '✗✗ 无', '✗✗ 不会'].join('\n')
    await addSamples(deps(), { questionId, text: lines.split('\n').slice(0, 3).join('\n'), by })
    const screen = editOutcomeScreen(texts('zh-CN'), await hand(), null)
    expect(screen.text).toContain('样卷 3 份，不足 5 份，自动评分与人工按要点一致 100%')
    expect(screen.buttons?.flat().map(({ label }) => label)).toEqual(['录入样卷', '查看待审内容'])
    await addSamples(deps(), { questionId, text: lines, by })
    expect(await hand()).toMatchObject({ kind: 'decided' })
    expect(await db.question.findUnique({ where: { id: questionId } })).toMatchObject({
      state: 'LIVE',
      version: 2,
    })
    const { rubric, ...bare } = text
    const mended: Question = { ...bare, key: '两名。', rubric: rubric?.slice(0, 1) ?? [] }
    expect(await submitEdit(deps(), { questionId, taskId: null, text: mended, by })).toMatchObject({
      kind: 'decided',
    })
  })

  it('of another kind needs neither', async () => {
    const { taskId } = await waiting({ kind: 'true-false', stem: '地球是圆的。', key: true })
    expect(await approve(taskId)).toMatchObject({ kind: 'decided' })
  })
})
