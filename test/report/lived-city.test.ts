import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { seedCity } from '../../src/demo/seed-city.ts'
import { seedHistory } from '../../src/demo/seed-history.ts'
import { findArticleText } from '../../src/law/find-article.ts'
import { withCache } from '../../src/platform/llm-cache.ts'
import type { Llm, LlmQuestion } from '../../src/platform/llm.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { makeScript, type Script } from '../../src/report/script/make-script.ts'
import { scriptScreen, spokenLines } from '../../src/report/script/screens.ts'
import { listStationLeaders } from '../../src/report/script/store.ts'
import { wordWhy } from '../../src/report/script/word-why.ts'
import { weeklyScreen } from '../../src/report/weekly/screens.ts'
import { weekBefore, weeklyOf, type Weekly } from '../../src/report/weekly/weekly-of.ts'
import { wordAhead } from '../../src/report/word-ahead.ts'
import { addDays, weekday } from '../../src/shared/day.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

/** A Monday, with two weeks behind it. */
const today = '2026-11-23'
const now = () => new Date(`${today}T00:30:00Z`)
const settings = { timeZone: 'Asia/Shanghai' }
const texts = loadTexts()
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  await seedCity({ db, now })
  const days = Array.from({ length: 14 }, (_, index) => addDays(today, index - 14)).filter(
    (day) => weekday(day) < 6,
  )
  await seedHistory(db, { days, timeZone: settings.timeZone, diligent: [] })
})
afterAll(() => database.destroy())

const findArticle = (cited: { law: string; article: string }) =>
  findArticleText({ db: database.db, now, settings }, cited)

async function scripts(): Promise<Script[]> {
  const { db } = database
  const stations = await db.unit.findMany({ where: { level: 'STATION' } })
  const made = await Promise.all(
    stations.map(({ id }) => makeScript({ db, findArticle }, { unitId: id, day: today })),
  )
  return made.flatMap((one) => (one.kind === 'script' ? [one.script] : []))
}

const offices = async (llm: Llm | null) => {
  const { db } = database
  const units = await db.unit.findMany({
    where: { level: { not: 'STATION' } },
    orderBy: { path: 'asc' },
  })
  return await Promise.all(
    units.map(({ id }) => weeklyOf({ db, llm }, { unitId: id, ...weekBefore(today) })),
  )
}

/** A model that says the same to everything, with the cache before it. */
function modelThatSays(sentence: string): { llm: Llm; asked: LlmQuestion<unknown>[] } {
  const asked: LlmQuestion<unknown>[] = []
  const model: Llm = {
    model: 'm',
    async askJson(question) {
      asked.push(question)
      const usage = { input: 1, output: 1, cached: 0 }
      const data = question.schema.parse({ sentence })
      return { ok: true, data, model: 'm', promptVersion: 'word@1', usage }
    },
  }
  return { llm: withCache(model, { db: database.db, now }), asked }
}

describe('the roll-call scripts of a city', () => {
  it('take a minute each and quote the law in force word for word', async () => {
    const all = await scripts()
    expect(all).toHaveLength(9)
    for (const script of all) {
      const spoken = spokenLines(texts('zh-CN'), script, null)
      expect(spoken.join('').length).toBeGreaterThan(150)
      expect(spoken.join('').length).toBeLessThanOrEqual(255)
      const [, quote = ''] = /“([^”]+)”/.exec(spoken[1] ?? '') ?? []
      for (const part of quote.split('……').filter(Boolean)) {
        expect(script.article.text.replace(/\s/g, '')).toContain(part)
      }
    }
  })

  it('name no officer and no score', async () => {
    const officers = await database.db.officer.findMany()
    for (const script of await scripts()) {
      const { text } = scriptScreen(texts('zh-CN'), script, null)
      expect(officers.filter(({ name }) => text.includes(name))).toEqual([])
      expect(text).not.toMatch(/得分|正确率|参训率|人次/)
    }
  })
})

describe('the weekly report', () => {
  let weeklies: Weekly[]
  beforeAll(async () => {
    weeklies = await offices(null)
  })

  it.each(['zh-CN', 'en'] as const)('fits into one message for every office, in %s', (locale) => {
    for (const weekly of weeklies) {
      expect(weeklyScreen(texts(locale), weekly).text.length).toBeLessThanOrEqual(4096)
    }
  })

  it('says what the most chosen wrong option reveals, and what to do, with words to send', () => {
    const [city] = weeklies
    if (!city) throw new Error('no city')
    const { text } = weeklyScreen(texts('zh-CN'), city)
    expect(text).toMatch(/误选最多：“.+”（\d+ 次）\n→ .+应为“.+”。/)
    expect(text).toMatch(/<b>下一步<\/b>\n.+\n.+\n<pre>各位负责人：.+<\/pre>$/)
    expect(text).toMatch(/近八周参训率 ······[█▁]{2}（最低 \d+%，最高 \d+%）/)
  })
})

describe('with a model', () => {
  const sentence = '记错了这一条，当事人会受委屈，案子也会站不住。'

  it('sentences are worded ahead, once each, and are there when reports go out', async () => {
    const { db } = database
    const leader = await db.officer.findFirstOrThrow({ where: { telegramId: { not: null } } })
    for (const { id: unitId } of await db.unit.findMany({ where: { level: 'CITY' } })) {
      await db.role.upsert({
        where: { officerId_kind_unitId: { officerId: leader.id, kind: 'LEADER', unitId } },
        create: { officerId: leader.id, kind: 'LEADER', unitId },
        update: {},
      })
    }
    const { llm, asked } = modelThatSays(sentence)
    const [station] = await listStationLeaders(db, today)
    const script = (await scripts()).find(({ unit }) => unit.id === station?.unitId)
    if (!script) throw new Error('no script')
    expect(await wordWhy(llm, script)).toBeNull()
    expect(asked).toEqual([])
    await wordAhead({ db, now, llm, findArticle }, { day: today })
    expect(asked.length).toBeGreaterThan(3)
    const before = asked.length
    await wordAhead({ db, now, llm, findArticle }, { day: today })
    expect(asked).toHaveLength(before)
    expect(await wordWhy(llm, script)).toBe(sentence)
    expect(spokenLines(texts('zh-CN'), script, await wordWhy(llm, script))[2]).toBe(sentence)
    const [city] = await offices(llm)
    expect(city?.articles.some((article) => article.sentence === sentence)).toBe(true)
    expect(asked).toHaveLength(before)
  })

  it('is told of no officer and no unit', async () => {
    const { db } = database
    const { llm, asked } = modelThatSays(sentence)
    await db.modelAnswer.deleteMany()
    await wordAhead({ db, now, llm, findArticle }, { day: today })
    const told = asked.flatMap(({ inputs }) => Object.values(inputs)).join('\n')
    const [officers, units] = [await db.officer.findMany(), await db.unit.findMany()]
    expect(
      officers.filter(({ name, badge }) => told.includes(name) || told.includes(badge)),
    ).toEqual([])
    expect(units.filter(({ name }) => told.includes(name))).toEqual([])
  })
})
