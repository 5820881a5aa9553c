import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readReviewData } from '../../src/bank/review/buttons.ts'
import { bankStatistics, sampleRate } from '../../src/bank/statistics/bank-statistics.ts'
import { exportStatistics } from '../../src/bank/statistics/export-statistics.ts'
import {
  describeQuestion,
  questionStatistics,
} from '../../src/bank/statistics/question-statistics.ts'
import {
  bankStatisticsScreen,
  questionStatisticsScreen,
  readStatisticsData,
} from '../../src/bank/statistics/screens.ts'
import {
  compareWorst,
  needsLook,
  statisticsOf,
  type Attempts,
} from '../../src/bank/statistics/statistics.ts'
import { describeStatistics } from '../../src/bank/statistics/wording.ts'
import { readTables } from '../../src/platform/tables.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import type { ChoiceQuestion, Question } from '../../src/shared/question.ts'
import { addOfficer, addQuestion, addUnit } from '../report/seed.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const t = loadTexts()('zh-CN')

const single: ChoiceQuestion = {
  kind: 'single',
  stem: '询问查证的时间一般不得超过多久？',
  options: ['八小时', '十二小时', '二十四小时', '四十八小时'],
  key: [0],
}
const short: Question = { kind: 'short', stem: '为什么？', key: '因为' }

/** One attempt: what was given, its mark, the mean mark of the rest of its set. */
interface Attempt {
  given?: Attempts['given']
  score: number
  rest: number | null
}

function grouped(attempts: Attempt[]): Attempts[] {
  return attempts.map(({ given = null, score, rest }) => ({
    given,
    score,
    count: 1,
    rests: rest === null ? 0 : 1,
    restSum: rest ?? 0,
    restSquares: (rest ?? 0) ** 2,
  }))
}

/** The attempts so many times over: nothing but n changes, and n is what everything is hidden by. */
function times(count: number, attempts: Attempt[]): Attempt[] {
  return Array.from({ length: count }, () => attempts).flat()
}

const discriminationOf = (attempts: Attempt[]) =>
  statisticsOf(short, grouped(attempts)).discrimination

/** The textbook formula by group means: (M1 − M0) / s · √(pq), s with n as its divisor. */
function byGroupMeans(attempts: { score: number; rest: number }[]): number {
  const mean = (numbers: number[]) =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const rests = attempts.map(({ rest }) => rest)
  const of = (score: number) =>
    attempts.filter((one) => one.score === score).map(({ rest }) => rest)
  const p = of(1).length / attempts.length
  const centre = mean(rests)
  const s = Math.sqrt(mean(rests.map((rest) => (rest - centre) ** 2)))
  return ((mean(of(1)) - mean(of(0))) / s) * Math.sqrt(p * (1 - p))
}

describe('discrimination', () => {
  it('is what SciPy publishes for its example', () => {
    // docs.scipy.org, scipy.stats.pointbiserialr: a = [0,0,0,1,1,1,1], b = arange(7), 0.8660254037844386.
    const example = [0, 0, 0, 1, 1, 1, 1].map((score, rest) => ({ score, rest }))
    expect(discriminationOf(times(5, example))).toBeCloseTo(0.8660254037844386, 12)
  })

  it('agrees with the formula by group means, which is computed in another way', () => {
    const attempt = fc.record({
      score: fc.constantFrom(0, 1),
      rest: fc.integer({ min: 0, max: 4 }).map((right) => right / 4),
    })
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 30, maxLength: 200 }), (attempts) => {
        const isEven = (numbers: number[]) => new Set(numbers).size === 1
        const even = isEven(attempts.map(({ score }) => score))
        const undefinedByFormula = even || isEven(attempts.map(({ rest }) => rest))
        const wanted = undefinedByFormula ? Number.NaN : byGroupMeans(attempts)
        expect(discriminationOf(attempts) ?? Number.NaN).toBeCloseTo(wanted, 9)
      }),
    )
  })

  it('stays between −1 and 1, and the same when rests are shifted or stretched or attempts grouped', () => {
    const attempt = fc.record({
      score: fc.constantFrom(0, 0.25, 0.5, 1),
      rest: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 30, maxLength: 60 }), (attempts) => {
        const found = discriminationOf(attempts)
        if (found === null) return
        expect(Math.abs(found)).toBeLessThanOrEqual(1)
        const spread = new Set(attempts.map(({ rest }) => rest.toFixed(2))).size
        if (spread < 5) return
        const moved = attempts.map(({ score, rest }) => ({ score, rest: 3 + rest / 2 }))
        expect(discriminationOf(moved)).toBeCloseTo(found, 6)
        const turned = attempts.map(({ score, rest }) => ({ score, rest: 1 - rest }))
        expect(discriminationOf(turned)).toBeCloseTo(-found, 6)
        expect(statisticsOf(short, together(grouped(attempts))).discrimination).toBeCloseTo(
          found,
          6,
        )
      }),
    )
  })

  it('leaves out sets with no other marked answer', () => {
    const example = times(
      5,
      [0, 0, 0, 1, 1, 1, 1].map((score, rest) => ({ score, rest })),
    )
    const alone = times(20, [{ score: 1, rest: null }])
    const found = statisticsOf(short, grouped([...example, ...alone]))
    expect(found.discrimination).toBeCloseTo(0.8660254037844386, 12)
    expect(found.count).toBe(55)
    expect(discriminationOf(times(40, [{ score: 1, rest: null }]))).toBeNull()
  })
})

/** Attempts with the same answer and mark as one group. */
function together(attempts: Attempts[]): Attempts[] {
  const groups = new Map<string, Attempts>()
  for (const one of attempts) {
    const key = JSON.stringify([one.given, one.score])
    const sofar = groups.get(key) ?? { ...one, count: 0, rests: 0, restSum: 0, restSquares: 0 }
    groups.set(key, {
      ...sofar,
      count: sofar.count + one.count,
      rests: sofar.rests + one.rests,
      restSum: sofar.restSum + one.restSum,
      restSquares: sofar.restSquares + one.restSquares,
    })
  }
  return [...groups.values()]
}

describe('what is told about a question', () => {
  const chose = (option: number, rest: number | null, score = option === 0 ? 1 : 0): Attempt => ({
    given: [option],
    score,
    rest,
  })
  const flagsOf = (attempts: Attempt[], question: Question = single) =>
    statisticsOf(question, grouped(attempts)).flags.map(({ kind }) => kind)

  it('is nothing but how many answered, until thirty have', () => {
    const few = statisticsOf(single, grouped(times(29, [chose(0, 1)])))
    expect(few).toEqual({
      count: 29,
      facility: null,
      discrimination: null,
      choices: [],
      flags: [],
    })
    expect(describeStatistics(t, few)).toBe('答过 29 人 · 样本不足 30')
    expect(statisticsOf(single, grouped(times(30, [chose(0, 1)]))).facility).toBe(1)
  })

  it('names each option with its share and the rest of those who chose it', () => {
    const attempts = [...times(30, [chose(0, 0.75)]), ...times(10, [chose(2, 0.25)])]
    expect(statisticsOf(single, grouped(attempts)).choices).toEqual([
      { choice: 0, isKey: true, count: 30, share: 0.75, meanRest: 0.75 },
      { choice: 1, isKey: false, count: 0, share: 0, meanRest: null },
      { choice: 2, isKey: false, count: 10, share: 0.25, meanRest: 0.25 },
      { choice: 3, isKey: false, count: 0, share: 0, meanRest: null },
    ])
    const multiple: Question = { ...single, kind: 'multiple', key: [0, 1] }
    const both = times(30, [{ given: [0, 1], score: 1, rest: 1 }])
    const half = times(10, [{ given: [0, 3], score: 0, rest: 0 }])
    const { choices } = statisticsOf(multiple, grouped([...both, ...half]))
    expect(choices.map(({ count, isKey }) => [count, isKey])).toEqual([
      [40, true],
      [30, true],
      [0, false],
      [10, false],
    ])
    const truth: Question = { kind: 'true-false', stem: '？', key: false }
    const told = statisticsOf(truth, grouped(times(30, [{ given: true, score: 0, rest: 1 }])))
    expect(told.choices.map(({ choice, isKey, count }) => [choice, isKey, count])).toEqual([
      [true, false, 30],
      [false, true, 0],
    ])
  })

  it('counts wrong texts together that differ only in how they are written, five at most', () => {
    const blank: Question = { kind: 'fill-in', stem: '____', key: [['8小时']] }
    const texts = ['24小时', '二十四小时', ' 24小时', '一', '二', '三', '四', '五']
    const wrong = texts.map((text) => ({ given: [text], score: 0, rest: 0.5 }))
    const right = times(30, [{ given: ['8小时'], score: 1, rest: 0.5 }])
    const { choices } = statisticsOf(blank, grouped([...wrong, ...right]))
    expect(choices).toHaveLength(5)
    expect(choices[0]).toMatchObject({ choice: '24小时', count: 3, isKey: false })
  })

  it('says that the key is in doubt when the stronger officers choose another option', () => {
    const attempts = [
      ...times(20, [chose(0, 0.25), chose(0, 0.5)]),
      ...times(20, [chose(1, 1), chose(1, 0.75)]),
    ]
    expect(flagsOf(attempts).slice(0, 2)).toEqual(['better-distractor', 'negative'])
  })

  it('does not say so by chance: within the standard error nothing is told', () => {
    const attempts = [
      ...times(13, [chose(0, 0), chose(0, 1)]),
      chose(0, 0),
      ...times(13, [chose(1, 0), chose(1, 1)]),
      chose(1, 1),
    ]
    const found = statisticsOf(single, grouped(attempts))
    expect(found.discrimination).toBeLessThan(0)
    expect(found.flags.map(({ kind }) => kind)).not.toContain('negative')
    expect(found.flags.map(({ kind }) => kind)).not.toContain('better-distractor')
  })

  it('calls a question too hard under a quarter or under guessing, too easy over 95 %', () => {
    const right = (percent: number, question: Question) =>
      flagsOf(
        [
          ...times(percent, [{ given: null, score: 1, rest: 1 }]),
          ...times(100 - percent, [{ given: null, score: 0, rest: 0 }]),
        ],
        question,
      )
    const truth: Question = { kind: 'true-false', stem: '？', key: true }
    const two: Question = { ...single, options: ['是', '否'] }
    expect(right(24, short)).toEqual(['too-hard'])
    expect(right(26, short)).toEqual([])
    expect(right(49, truth)).toEqual(['too-hard'])
    expect(right(51, truth)).toEqual([])
    expect(right(49, two)).toContain('too-hard')
    expect(right(95, short)).toEqual([])
    expect(right(96, short)).toEqual(['too-easy'])
  })

  it('names an option that under 5 % chose, from a hundred answers on', () => {
    const spread = (hundreds: number) => [
      ...times(70 * hundreds, [chose(0, 1)]),
      ...times(20 * hundreds, [chose(1, 0)]),
      ...times(6 * hundreds, [chose(2, 0)]),
      ...times(4 * hundreds, [chose(3, 0)]),
    ]
    const found = statisticsOf(single, grouped(spread(1)))
    expect(found.flags).toEqual([{ kind: 'dead-distractor', option: 3 }])
    expect(needsLook(found)).toBe(false)
    expect(flagsOf(spread(1).slice(0, 99))).toEqual([])
  })

  it('is put in order, the worst first', () => {
    const doubtful = statisticsOf(
      single,
      grouped([...times(40, [chose(0, 0.25)]), ...times(40, [chose(1, 1)])]),
    )
    const easy = statisticsOf(single, grouped(times(40, [chose(0, 1)])))
    const good = statisticsOf(
      single,
      grouped([...times(40, [chose(0, 1)]), ...times(20, [chose(1, 0)])]),
    )
    expect([good, easy, doubtful].sort(compareWorst)).toEqual([doubtful, easy, good])
  })

  it('fits into one line beside a question that is reviewed', () => {
    const statistics = {
      count: 214,
      facility: 0.41,
      discrimination: -0.08,
      choices: [],
      flags: [{ kind: 'negative' as const }],
    }
    expect(describeStatistics(t, statistics)).toBe('答过 214 人 · 答对率 41% · 区分度 −0.08 ⚠')
  })
})

describe('the numbers of a bank', () => {
  let database: FreshDatabase
  let asked: { questionId: number; versionId: number }
  let other: { questionId: number; versionId: number }

  beforeAll(async () => {
    database = await freshDatabase()
    const unitId = await addUnit(database.db, '市局', 'CITY')
    asked = await addQuestion(database.db, single)
    other = await addQuestion(database.db, { kind: 'true-false', stem: '应当两人。', key: true })
    // Forty officers: thirty are right and strong, ten are wrong and weak; then all are right again.
    for (let n = 0; n < 40; n++) {
      const officerId = await addOfficer(database.db, unitId)
      const isStrong = n < 30
      await addSet(officerId, '2026-11-23', isStrong, isStrong)
      await addSet(officerId, '2026-11-24', true, true)
    }
  })
  afterAll(() => database.destroy())

  it('come from the first answer of each officer and from the other answers of that day', async () => {
    const found = await questionStatistics(database, asked.questionId)
    expect(found?.statistics).toMatchObject({ count: 40, facility: 0.75 })
    expect(found?.statistics.discrimination).toBeCloseTo(1, 9)
    expect(found?.statistics.choices.map(({ count, meanRest }) => [count, meanRest])).toEqual([
      [30, 1],
      [10, 0],
      [0, null],
      [0, null],
    ])
    expect(await questionStatistics(database, 999_999)).toBeNull()
  })

  it('are the same for a question alone and in its bank', async () => {
    const { bankId } = await database.db.question.findUniqueOrThrow({
      where: { id: asked.questionId },
    })
    const bank = await bankStatistics(database, bankId)
    expect(bank).toMatchObject({ name: '测试题库', oneOf: 1 })
    for (const { questionId } of [asked, other]) {
      const alone = await questionStatistics(database, questionId)
      expect(bank?.questions.find((one) => one.questionId === questionId)).toEqual(alone)
    }
    expect(await bankStatistics(database, 999_999)).toBeNull()
  })

  it('are shown as a list, a card and a workbook with numbers in its cells', async () => {
    const { bankId } = await database.db.question.findUniqueOrThrow({
      where: { id: asked.questionId },
    })
    const bank = await bankStatistics(database, bankId)
    const card = await questionStatistics(database, asked.questionId)
    if (!bank || !card) throw new Error('no numbers')
    const list = bankStatisticsScreen(t, bank, 0)
    expect(list.text).toContain('答过的题目 2 题，人数够统计的 2 题')
    const shown = questionStatisticsScreen(t, card, 0)
    expect(shown.text).toContain('答过 40 人 · 答对率 75% · 区分度 1.00')
    expect(shown.text).toContain('✓ A. 八小时\n▓▓▓▓▓▓▓▓░░ 75%（30 人），其他题平均得 100%')
    for (const { data = '' } of [...(list.buttons ?? []), ...(shown.buttons ?? [])].flat()) {
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
      expect(readStatisticsData(data) ?? readReviewData(data)).not.toBeNull()
    }
    const { sheets } = await readTables(exportStatistics(t, bank))
    expect(sheets.map(({ name }) => name)).toEqual(['题目', '选项'])
    const row = sheets[0]?.rows.find(({ cells }) => cells[2] === single.stem)
    expect(row?.cells.slice(3, 7)).toEqual(['A', '40', '75', '1'])
    const option = sheets[1]?.rows.find(({ cells }) => cells[1] === 'B. 十二小时')
    expect(option?.cells.slice(3, 6)).toEqual(['10', '25', '0'])
  })

  it('start anew when the question is edited', async () => {
    await database.db.questionVersion.create({
      data: {
        questionId: asked.questionId,
        number: 2,
        kind: 'single',
        content: JSON.parse(JSON.stringify({ ...single, key: [1] })),
        createdAt: new Date('2026-11-24T08:00:00Z'),
      },
    })
    await database.db.question.update({ where: { id: asked.questionId }, data: { version: 2 } })
    expect((await questionStatistics(database, asked.questionId))?.statistics.count).toBe(0)
    expect(await describeQuestion(database, t, asked.questionId)).toBeNull()
    expect(await describeQuestion(database, t, other.questionId)).toContain('答过 40 人')
  })

  it('of a very large bureau come from a part of the officers', () => {
    expect(sampleRate(0, 0)).toBe(1)
    expect(sampleRate(500_000, 2_000)).toBe(1)
    expect(sampleRate(12_500_000, 2_000)).toBe(25)
    expect(sampleRate(12_500_000, 20_000)).toBe(2)
  })

  async function addSet(
    officerId: number,
    day: string,
    isRight: boolean,
    isOtherRight: boolean,
  ): Promise<void> {
    const common = {
      officerId,
      day,
      order: [],
      draft: [],
      answeredAt: new Date(`${day}T02:00:00Z`),
    }
    const mark = (right: boolean) => ({
      outcome: right ? ('RIGHT' as const) : ('WRONG' as const),
      score: right ? 1 : 0,
    })
    await database.db.sitting.create({
      data: {
        officerId,
        day,
        size: 2,
        dealtAt: common.answeredAt,
        answers: {
          create: [
            { ...common, ...asked, position: 1, given: [isRight ? 0 : 1], ...mark(isRight) },
            { ...common, ...other, position: 2, given: isOtherRight, ...mark(isOtherRight) },
          ],
        },
      },
    })
  }
})
