import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { gradeAnswer } from '../../src/grade/grade-answer.ts'
import { builtInGrader, modelGrader } from '../../src/grade/grader.ts'
import type { Grader } from '../../src/grade/grader.ts'
import type { Llm } from '../../src/platform/llm.ts'
import type { Log } from '../../src/platform/log.ts'
import type { Question } from '../../src/shared/question.ts'
import { freshDatabase } from '../support/fresh-db.ts'
import type { FreshDatabase } from '../support/fresh-db.ts'

const now = new Date('2026-11-24T07:00:00+08:00')
const settings = { adminIds: [900_000], timeZone: 'Asia/Shanghai' }
const short: Question = {
  kind: 'short',
  stem: '检查公民住所有什么要求？',
  key: '民警不少于二人，出示证件。',
  rubric: [
    { id: 'p1', weight: 40, text: '不得少于二人', keywords: [], quantities: ['2人'] },
    { id: 'p2', weight: 60, text: '出示工作证件', keywords: [['证件']], quantities: [] },
  ],
}

let database: FreshDatabase
let officerId = 0
let number = 0
beforeAll(async () => {
  database = await freshDatabase()
  const unit = await database.db.unit.create({
    data: { name: '市局', level: 'CITY', path: '市局' },
  })
  const officer = await database.db.officer.create({
    data: { badge: '100001', name: '张三', unitId: unit.id, createdAt: now },
  })
  await database.db.bank.create({ data: { id: 1, name: '题库', createdAt: now } })
  officerId = officer.id
})
afterAll(() => database.destroy())

/** A dealt question with what the officer gave. */
async function answered(question: Question, given: string | number[] | null): Promise<number> {
  const { db } = database
  number += 1
  const stored = await db.question.create({
    data: { bankId: 1, stemKey: `k${number}`, createdAt: now },
  })
  const version = await db.questionVersion.create({
    data: {
      questionId: stored.id,
      number: 1,
      kind: question.kind,
      content: JSON.parse(JSON.stringify(question)),
      createdAt: now,
    },
  })
  const sitting = await db.sitting.create({
    data: { officerId, day: '2026-11-24', number, size: 1, dealtAt: now },
  })
  const answer = await db.answer.create({
    data: {
      sittingId: sitting.id,
      position: 1,
      officerId,
      questionId: stored.id,
      versionId: version.id,
      day: '2026-11-24',
      ...(given === null ? {} : { given, outcome: 'PENDING', answeredAt: now }),
    },
  })
  return answer.id
}

const run = (answerId: number, grader: Grader = builtInGrader()) =>
  gradeAnswer({ db: database.db, grader, now: () => now, settings }, { answerId })
const records = (answerId: number) => database.db.gradeRecord.findMany({ where: { answerId } })

const broken: Grader = () => Promise.reject(new Error('out of memory'))

describe('marking a stored answer', () => {
  let marked = 0
  const counting: Grader = async (input) => {
    marked += 1
    return await builtInGrader()(input)
  }
  beforeEach(() => {
    marked = 0
  })

  it('tells the share of the marks and keeps how it came about', async () => {
    const id = await answered(short, '出示证件就行')
    expect(await run(id)).toEqual({ kind: 'marked', share: 0.6, again: false })
    expect(await records(id)).toEqual([
      {
        id: expect.any(Number),
        answerId: id,
        by: 'built-in',
        score: 60,
        max: 100,
        points: [
          { id: 'p1', hit: false, quote: null },
          { id: 'p2', hit: true, quote: '出示证件就行' },
        ],
        flags: [],
        provisional: false,
        rubricHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        promptVersion: null,
        model: null,
        createdAt: now,
      },
    ])
  })

  it('changes nothing when the job comes again, and tells the same share', async () => {
    const id = await answered(short, '两人')
    await run(id, counting)
    expect(await run(id, counting)).toEqual({ kind: 'marked', share: 0.4, again: true })
    expect(marked).toBe(1)
    expect(await records(id)).toHaveLength(1)
  })

  it('keeps one mark when two workers have the job at the same time', async () => {
    const id = await answered(short, '两人')
    const outcomes = await Promise.all([run(id), run(id)])
    expect(outcomes.map((outcome) => outcome.kind === 'marked' && outcome.share)).toEqual([
      0.4, 0.4,
    ])
    expect(await records(id)).toHaveLength(1)
  })

  it("keeps the model and the version of the prompt, and counts the tokens on the officer's day", async () => {
    const asked: (number | undefined)[] = []
    const llm: Llm = {
      model: 'qwen',
      askJson: async ({ schema, officerId: whose }) => {
        asked.push(whose)
        return {
          ok: true,
          data: schema.parse({ points: [{ id: 'p1', hit: true, quote: '两个人' }] }),
          model: 'qwen',
          promptVersion: 'grade-short-answer@1',
          usage: { input: 0, output: 0, cached: 0 },
        }
      },
    }
    const log: Log = { debug() {}, info() {}, warn() {}, error() {} }
    const id = await answered(short, '要两个人')
    await run(id, modelGrader(llm, log))
    expect(await records(id)).toMatchObject([
      { by: 'model', model: 'qwen', promptVersion: 'grade-short-answer@1', score: 40 },
    ])
    expect(asked).toEqual([officerId])
  })

  it('leaves the answer unmarked when the grader fails, so that the job is tried again', async () => {
    const id = await answered(short, '两人')
    await expect(run(id, broken)).rejects.toThrow('out of memory')
    expect(await records(id)).toEqual([])
    expect(await run(id)).toMatchObject({ share: 0.4, again: false })
  })

  it('marks against the sentences of the model answer where no rubric was written', async () => {
    const question: Question = {
      kind: 'short',
      stem: '使用警械应当注意什么？',
      key: '以制止违法犯罪行为为限度；违法犯罪行为得到制止时，应当立即停止使用。',
    }
    const id = await answered(question, '以制止违法犯罪行为为限度')
    expect(await run(id)).toMatchObject({ kind: 'marked', share: 0.5 })
    expect(await records(id)).toMatchObject([{ provisional: true, flags: ['no-keywords'] }])
  })

  it('knows what is not a short answer', async () => {
    const choice: Question = { kind: 'single', stem: '?', options: ['甲', '乙'], key: [0] }
    expect(await run(await answered(choice, [0]))).toEqual({ kind: 'objective' })
    expect(await run(await answered(short, null))).toEqual({ kind: 'unanswered' })
    expect(await run(999_999)).toEqual({ kind: 'unknown' })
  })
})
