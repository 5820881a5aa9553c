import { readdirSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { take } from '../law/law-fixture.ts'
import { answerAll } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, loadStarterBank, press, say } from '../support/people.ts'

/** Monday to Friday of an ordinary week, and the Monday after it. */
const [monday, tuesday, wednesday, thursday, friday, nextMonday] = [
  '2026-11-30',
  '2026-12-01',
  '2026-12-02',
  '2026-12-03',
  '2026-12-04',
  '2026-12-07',
]

describe('what leaders are told without asking', () => {
  let bureau: Bureau
  let deng: SimPerson
  let chief: SimPerson
  let otherChief: SimPerson
  let county: SimPerson
  let city: SimPerson

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    const codes = await loadRoster(bureau)
    await loadStarterBank(bureau)
    for (const name of readdirSync('assets/laws')) await take(bureau.running.deps.db, name)
    const person = (id: number) => bind(bureau, id, codes.get(`000${id}`) ?? '')
    ;[deng, chief, otherChief] = [await person(302), await person(301), await person(401)]
    ;[county, city] = [await person(201), await person(101)]
  })
  afterAll(() => bureau.stop())

  const scriptsOf = (person: SimPerson) =>
    person.messages().filter(({ text, fromBot }) => fromBot && text.includes('点名会一分钟 · '))
  const weekliesOf = (person: SimPerson) =>
    person.messages().filter(({ text, fromBot }) => fromBot && text.includes(' 周报 · '))

  it('is nothing on the first day of all', async () => {
    await bureau.moveTo(monday, '07:20')
    await bureau.moveTo(monday, '08:30')
    expect(scriptsOf(chief)).toEqual([])
    expect(weekliesOf(county)).toEqual([])
    for (const person of [deng, chief]) await answerAll(person, false)
    for (const person of [otherChief, county]) await answerAll(person, true)
  })

  it('is a script for the chiefs of stations at 07:20, once, and for nobody else', async () => {
    await bureau.moveTo(tuesday, '07:19')
    expect(scriptsOf(chief)).toEqual([])
    await bureau.moveTo(tuesday, '07:20')
    await bureau.restart()
    await bureau.running.catchUp()
    for (const person of [chief, otherChief]) expect(scriptsOf(person)).toHaveLength(1)
    for (const person of [deng, county, city]) expect(scriptsOf(person)).toEqual([])
    const [script] = scriptsOf(chief)
    expect(script?.text).toContain('点名会一分钟 · 青石派出所 · 12月1日')
    expect(script?.text).toMatch(/同志们，用一分钟学一条规定。.*《.+》第.+条/)
    expect(script?.text).toMatch(/条文这样规定：“.+”/)
    expect(script?.text).toMatch(/请一位同志/)
    expect(script?.text).not.toMatch(/邓晓梅|得分/)
    await press(chief, '看原文')
    expect(chief.last()?.text).toMatch(/第.+条/)
  })

  it('is no script on leave, nor for whoever wants it no more, until they want it again', async () => {
    await say(chief, `/leave 假 ${wednesday} ${wednesday}`)
    expect((await press(otherChief, '不再每天自动发')).text).toContain('不再自动发')
    await bureau.moveTo(wednesday, '07:20')
    for (const person of [chief, otherChief]) expect(scriptsOf(person)).toHaveLength(1)
    await say(otherChief, '/script')
    expect(scriptsOf(otherChief)).toHaveLength(2)
    expect((await press(otherChief, '每天早上自动发给我')).text).toContain('自动发给您')
  })

  it('is no script on a day without training, and the day after looks back over it', async () => {
    const { db } = bureau.running.deps
    await db.calendarDay.create({ data: { day: thursday, mode: 'STOPPED' } })
    await bureau.moveTo(thursday, '07:20')
    expect(scriptsOf(otherChief)).toHaveLength(2)
    await bureau.moveTo(friday, '07:20')
    expect(scriptsOf(otherChief)).toHaveLength(3)
    expect(scriptsOf(otherChief).at(-1)?.text).toContain('12月4日')
  })

  it('comes to nobody after roll call, when the program was down till then', async () => {
    await bureau.moveTo(nextMonday, '06:40')
    await bureau.moveTo(nextMonday, '09:00')
    expect(scriptsOf(chief)).toHaveLength(2)
  })

  it('is the week before, for the leaders of counties and the city, once', async () => {
    await bureau.moveTo(nextMonday, '09:10')
    await bureau.moveTo('2026-12-08', '08:30')
    expect(weekliesOf(county)).toHaveLength(1)
    expect(weekliesOf(city)).toHaveLength(1)
    expect(weekliesOf(chief)).toEqual([])
    const [weekly] = weekliesOf(city)
    expect(weekly?.text).toContain('云州市公安局 周报 · 2026-11-30 至 2026-12-06')
    expect(weekly?.text).toContain('应训 ')
    expect(weekly?.text).toContain('下一步')
    expect(weekliesOf(county)[0]?.text).toContain('临江分局 周报')
    const summary = await press(city, '这一周的汇总')
    expect(summary.text).toContain('2026-11-30')
    expect((await press(city, '周报')).text).toBe(weekly?.text)
  })

  it('is there for any leader who asks, and for nobody else', async () => {
    expect((await say(county, '/script')).text).toContain('点名会一分钟 · 临江分局')
    expect((await say(deng, '/script')).text).not.toContain('点名会一分钟 · ')
    const menu = (id: number) => bureau.telegram.commandsFor(id).map(({ command }) => command)
    expect(menu(301)).toContain('script')
    expect(menu(302)).not.toContain('script')
  })
})
