import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { loadTexts } from '../../src/platform/texts.ts'
import { answerQuestion } from '../../src/quiz/answer-question.ts'
import type { Given } from '../../src/quiz/judge.ts'
import { applyRegrade } from '../../src/quiz/regrade/apply-regrade.ts'
import { judgeAnew } from '../../src/quiz/regrade/judge-anew.ts'
import { planRegrade } from '../../src/quiz/regrade/plan-regrade.ts'
import { renderRegrade } from '../../src/quiz/regrade/render-regrade.ts'
import { planScreen, readRegradeData } from '../../src/quiz/regrade/screens.ts'
import { saveAnswer } from '../../src/quiz/store.ts'
import type { ChoiceQuestion, Question, TrueFalseQuestion } from '../../src/shared/question.ts'
import type { Settings } from '../../src/shared/settings.ts'
import { addDuty, addOfficer, addQuestion, addUnit } from '../report/seed.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const t = loadTexts()('zh-CN')
const day = '2026-11-24'
const at = new Date('2026-11-24T02:00:00Z')
const now = () => new Date('2026-11-24T08:00:00Z')

const arrest: ChoiceQuestion = {
  kind: 'single',
  stem: '口头传唤适用于哪种情形？',
  options: ['现场发现的违反治安管理行为人', '所有证人', '报案人', '被害人'],
  key: [1],
}
const rightly: ChoiceQuestion = { ...arrest, key: [0] }
const filler: TrueFalseQuestion = { kind: 'true-false', stem: '执法须出示证件。', key: true }
const multiple: ChoiceQuestion = { ...arrest, kind: 'multiple', key: [0, 2] }

describe('an answer judged anew', () => {
  const anew = (before: Question, given: Given, after: Question) =>
    judgeAnew(before, given, { now: after, rule: 'HALF_MARKS' })?.score ?? null

  it('follows its option by its words when the options were put in another order', () => {
    const turned = { ...rightly, options: rightly.options.toReversed(), key: [3] }
    expect(anew(arrest, [0], turned)).toBe(1)
    expect(anew(arrest, [1], turned)).toBe(0)
  })

  it('keeps its mark when the option it chose is gone, or the right one was not there', () => {
    const replaced = { ...rightly, options: ['现场的人', ...arrest.options.slice(1)] }
    expect(anew(arrest, [0], replaced)).toBeNull()
    expect(anew(arrest, [1], replaced)).toBeNull()
    expect(anew(arrest, [0], { ...replaced, key: [1] })).toBeNull()
    expect(anew(arrest, [1], { ...replaced, key: [1] })).toBe(1)
  })

  it('knows an option again whose spaces and width were tidied', () => {
    const tidied = {
      ...rightly,
      options: [' 现场发现的 违反治安管理行为人', ...arrest.options.slice(1)],
    }
    expect(anew(arrest, [0], tidied)).toBe(1)
  })

  it('keeps its mark when the kind or the number of blanks changed, and as a short answer', () => {
    const blank: Question = { kind: 'fill-in', stem: '不得超过____。', key: [['8小时']] }
    expect(anew(arrest, [0], multiple)).toBeNull()
    expect(anew(blank, ['8小时'], { ...blank, key: [['8小时'], ['24小时']] })).toBeNull()
    const short: Question = { kind: 'short', stem: '为什么？', key: '因为' }
    expect(anew(short, '因为', short)).toBeNull()
  })

  it('gets half the mark where the bank gives half, and blanks their share', () => {
    expect(anew({ ...multiple, key: [0, 1] }, [0], multiple)).toBe(0.5)
    const blanks: Question = { kind: 'fill-in', stem: '__、__', key: [['甲'], ['乙']] }
    expect(anew(blanks, ['甲', '丙'], blanks)).toBe(0.5)
    expect(anew(blanks, ['甲', '丙'], { ...blanks, key: [['甲'], ['丙']] })).toBe(1)
  })

  it('of true and false turns with the key', () => {
    expect(anew(filler, true, { ...filler, key: false })).toBe(0)
    expect(anew(filler, false, { ...filler, key: false })).toBe(1)
  })
})

describe('a regrade', () => {
  let database: FreshDatabase
  let unitId: number
  let question: { questionId: number; versionId: number }
  let other: { questionId: number; versionId: number }
  const deps = () => ({
    db: database.db,
    now,
    settings: { timeZone: 'Asia/Shanghai' } as Settings,
  })

  beforeAll(async () => {
    database = await freshDatabase()
    unitId = await addUnit(database.db, '市局', 'CITY')
    other = await addQuestion(database.db, filler)
  })
  afterAll(() => database.destroy())
  let asked: ChoiceQuestion
  let mended: ChoiceQuestion
  let number = 0
  beforeEach(async () => {
    number += 1
    asked = { ...arrest, stem: `${arrest.stem}（${number}）` }
    mended = { ...asked, key: [0] }
    question = await addQuestion(database.db, asked)
  })

  it('shows what would change before anything does, without a name', async () => {
    await answersOf(3, [0], 0)
    await answersOf(2, [1], 1)
    await answersOf(1, [2], 0)
    await mend(mended)
    const plan = await planRegrade(deps(), question.questionId)
    if (plan.kind !== 'plan') throw new Error(plan.kind)
    const { text, buttons } = planScreen(t, plan)
    expect(text).toContain('5 人次分数会变：+3，−2；涉及 5 名民警。')
    expect(text).toContain('更正后的答案：现场发现的违反治安管理行为人')
    expect(text).toContain('答“现场发现的违反治安管理行为人”：0 → 1 分，3 人次')
    expect(text).not.toContain('警员')
    expect(buttons?.flat().map(({ label }) => label)).toEqual([
      '全部按新答案改',
      '只加不减（无人吃亏）',
      '取消',
    ])
    for (const { data = '' } of buttons?.flat() ?? []) {
      expect(readRegradeData(data)).not.toBeNull()
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
    }
    expect(await changes()).toEqual([])
  })

  it('changes marks and days, tells each officer once, and does nothing the second time', async () => {
    const [lucky = 0] = await answersOf(1, [0], 0)
    const [unlucky = 0] = await answersOf(1, [1], 1)
    const [same = 0] = await answersOf(1, [2], 0)
    await mend(mended)
    const done = await regrade({ nobodyLoses: false })
    expect(done).toMatchObject({ kind: 'applied', raised: 1, lowered: 1, officers: 2 })
    expect(await dayOf(lucky)).toMatchObject({ score: 2, max: 2, state: 'DONE' })
    expect(await dayOf(unlucky)).toMatchObject({ score: 1, max: 2, state: 'DONE' })
    expect(await dayOf(same)).toMatchObject({ score: 1, max: 2 })
    expect(await answerRow(unlucky)).toMatchObject({ outcome: 'WRONG', score: 0 })
    expect(await changes()).toMatchObject([
      { outcomeBefore: 'WRONG', scoreBefore: 0, outcomeAfter: 'RIGHT', scoreAfter: 1 },
      { outcomeBefore: 'RIGHT', scoreBefore: 1, outcomeAfter: 'WRONG', scoreAfter: 0 },
    ])

    const deliveries = await deliveriesOf(lucky, unlucky, same)
    expect(deliveries.map(({ officerId, kind }) => [officerId, kind])).toEqual([
      [lucky, 'regrade'],
      [unlucky, 'regrade'],
    ])
    const [{ regradeId } = { regradeId: 0 }] = deliveries.map(
      ({ data }) => data as { regradeId: number },
    )
    const higher = await renderRegrade(deps(), t, { officerId: lucky, regradeId })
    expect(higher?.screen.text).toContain(asked.stem)
    expect(higher?.screen.text).toContain('更正后的答案：现场发现的违反治安管理行为人')
    expect(higher?.screen.text).toContain('11月24日：0 → 1 分')
    expect(higher?.screen.text).toContain('您的得分提高了')
    const lower = await renderRegrade(deps(), t, { officerId: unlucky, regradeId })
    expect(lower?.screen.text).toContain('11月24日：1 → 0 分')
    expect(lower?.screen.text).toContain('抱歉')
    expect(await renderRegrade(deps(), t, { officerId: same, regradeId })).toBeNull()

    expect(await regrade({ nobodyLoses: false })).toEqual({
      kind: 'already',
      raised: 1,
      lowered: 1,
    })
    expect(await database.db.regrade.count({ where: { questionId: question.questionId } })).toBe(1)
    expect(await deliveriesOf(lucky, unlucky, same)).toHaveLength(2)
    const object = `question:${question.questionId}`
    expect(await database.db.audit.count({ where: { act: 'answers-regraded', object } })).toBe(1)
  })

  it('only raises where nobody shall lose', async () => {
    const [lucky = 0] = await answersOf(1, [0], 0)
    const [unlucky = 0] = await answersOf(1, [1], 1)
    await mend(mended)
    expect(await regrade({ nobodyLoses: true })).toMatchObject({ raised: 1, lowered: 0 })
    expect(await dayOf(lucky)).toMatchObject({ score: 2 })
    expect(await dayOf(unlucky)).toMatchObject({ score: 2 })
    expect(await deliveriesOf(lucky, unlucky)).toHaveLength(1)
    expect(await regrade({ nobodyLoses: true })).toMatchObject({ kind: 'already' })
  })

  it('counts a change once when it is asked for twice at the same moment', async () => {
    await answersOf(4, [0], 0)
    await mend(mended)
    const both = await Promise.all([
      regrade({ nobodyLoses: false }),
      regrade({ nobodyLoses: false }),
    ])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['already', 'applied'])
    expect(await changes()).toHaveLength(4)
  })

  it('brings a question back to whoever was right and is not, and leaves other reviews alone', async () => {
    const [lucky = 0] = await answersOf(1, [0], 0)
    const [unlucky = 0] = await answersOf(1, [1], 1)
    for (const officerId of [lucky, unlucky]) {
      await database.db.reviewCard.create({
        data: { officerId, questionId: question.questionId, dueDay: '2026-12-20', card: {} },
      })
    }
    await mend(mended)
    await regrade({ nobodyLoses: false })
    const cards = await database.db.reviewCard.findMany({
      where: { questionId: question.questionId },
      orderBy: { officerId: 'asc' },
    })
    expect(cards.map(({ dueDay }) => dueDay)).toEqual(['2026-12-20', '2026-11-25'])
  })

  it('leaves answers to the present version alone and those that cannot be matched', async () => {
    await answersOf(1, [0], 0)
    const reworded = { ...mended, options: ['当场的人', ...asked.options.slice(1)] }
    const versionId = await mend(reworded)
    await answersOf(1, [1], 0, { versionId })
    const plan = await planRegrade(deps(), question.questionId)
    expect(plan).toMatchObject({ answers: 1, changes: [], unmatched: 1 })
    expect(await regrade({ nobodyLoses: false })).toEqual({ kind: 'nothing' })
  })

  it('says that the stem was changed too, that a short answer has no key, that the text is newer', async () => {
    await answersOf(1, [0], 0)
    await mend({ ...mended, stem: '口头传唤不适用于哪种情形？' })
    const plan = await planRegrade(deps(), question.questionId)
    expect(plan.kind === 'plan' && planScreen(t, plan).text).toContain('题干也改过')
    const stale = { questionId: question.questionId, version: 1, nobodyLoses: false, by: 1 }
    expect(await applyRegrade(deps(), stale)).toEqual({ kind: 'stale' })
    const short = await addQuestion(database.db, { kind: 'short', stem: '为什么？', key: '因为' })
    expect(await planRegrade(deps(), short.questionId)).toEqual({ kind: 'short' })
    expect(await planRegrade(deps(), 999_999)).toEqual({ kind: 'unknown' })
  })

  it('marks a question that was dealt before and is answered after it by the new key', async () => {
    const [waiting = 0] = await answersOf(1, null, null)
    await mend(mended)
    const plan = await planRegrade(deps(), question.questionId)
    expect(plan.kind === 'plan' && planScreen(t, plan).text).toContain('另有 1 份已发出')
    expect(await regrade({ nobodyLoses: false })).toMatchObject({ raised: 0, lowered: 0, moved: 1 })
    const { id } = await answerRow(waiting)
    const input = { officerId: waiting, answerId: id, give: () => [0] }
    expect(await answerQuestion(deps(), input)).toMatchObject({ item: { outcome: 'RIGHT' } })
  })

  it('loses no answer that is being given at that moment: it is judged again by the new key', async () => {
    const [waiting = 0] = await answersOf(1, null, null)
    await mend(mended)
    const { id } = await answerRow(waiting)
    const judgedByTheOldKey = {
      answerId: id,
      officerId: waiting,
      ...question,
      given: [0],
      outcome: 'WRONG' as const,
      score: 0,
      sure: null,
      now: now(),
      review: null,
    }
    await regrade({ nobodyLoses: false })
    expect(await saveAnswer(database.db, judgedByTheOldKey)).toBeNull()
    expect(await answerRow(waiting)).toMatchObject({ answeredAt: null, given: null })
  })

  it('gives the new mark whichever of the two comes first, the answer or the regrade', async () => {
    const waiting = await answersOf(5, null, null)
    await mend(mended)
    const regrades: Promise<unknown>[] = []
    await Promise.all(
      waiting.map(async (officerId) => {
        const { id } = await answerRow(officerId)
        const give = () => {
          regrades.push(regrade({ nobodyLoses: false }))
          return [0]
        }
        await answerQuestion(deps(), { officerId, answerId: id, give })
      }),
    )
    await Promise.all(regrades)
    for (const officerId of waiting) {
      expect(await answerRow(officerId)).toMatchObject({ outcome: 'RIGHT', score: 1 })
      expect(await dayOf(officerId)).toMatchObject({ score: 2, max: 2, state: 'DONE' })
    }
  })

  /** `count` officers who answered a set of the question and another one, which they got right. */
  async function answersOf(
    count: number,
    given: Given | null,
    score: number | null,
    { versionId = question.versionId } = {},
  ): Promise<number[]> {
    const officers: number[] = []
    for (let n = 0; n < count; n++) {
      const officerId = await addOfficer(database.db, unitId)
      officers.push(officerId)
      const common = { officerId, day, order: [0, 1, 2, 3], draft: [] }
      const marked = score !== null
      await database.db.sitting.create({
        data: {
          officerId,
          day,
          size: 2,
          dealtAt: at,
          finishedAt: marked ? at : null,
          answers: {
            create: [
              {
                ...common,
                position: 1,
                questionId: question.questionId,
                versionId,
                ...(given !== null && { given, answeredAt: at }),
                outcome: marked ? (score === 1 ? 'RIGHT' : 'WRONG') : null,
                score,
              },
              {
                ...common,
                ...other,
                position: 2,
                given: true,
                outcome: 'RIGHT',
                score: 1,
                answeredAt: at,
              },
            ],
          },
        },
      })
      await addDuty(database.db, { officerId, unitId, day, state: marked ? 'DONE' : 'DUE' })
      if (marked) {
        await database.db.duty.updateMany({
          where: { officerId },
          data: { score: 1 + score, max: 2, finishedAt: at },
        })
      }
    }
    return officers
  }

  async function mend(content: Question): Promise<number> {
    const { questionId } = question
    const version = await database.db.questionVersion.create({
      data: {
        questionId,
        number: 2,
        kind: content.kind,
        content: JSON.parse(JSON.stringify(content)),
        createdAt: at,
      },
    })
    await database.db.question.update({ where: { id: questionId }, data: { version: 2 } })
    return version.id
  }

  function regrade({ nobodyLoses }: { nobodyLoses: boolean }) {
    const { questionId } = question
    return applyRegrade(deps(), { questionId, version: 2, nobodyLoses, by: 9 })
  }

  const answerRow = (officerId: number) =>
    database.db.answer.findFirstOrThrow({
      where: { officerId, questionId: question.questionId },
    })
  const changes = () =>
    database.db.scoreChange.findMany({
      where: { regrade: { questionId: question.questionId } },
      orderBy: { answerId: 'asc' },
    })
  const deliveriesOf = (...officers: number[]) =>
    database.db.delivery.findMany({
      where: { officerId: { in: officers } },
      orderBy: { officerId: 'asc' },
    })
  const dayOf = (officerId: number) =>
    database.db.duty.findFirstOrThrow({ where: { officerId, day } })
})
