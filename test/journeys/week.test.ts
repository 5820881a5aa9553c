import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { answer, answerAll, waitingQuestion } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, loadStarterBank, press, say } from '../support/people.ts'

/** Monday 2026-11-30 to Friday: an ordinary working week. */
const [monday, tuesday, wednesday, thursday] = [
  '2026-11-30',
  '2026-12-01',
  '2026-12-02',
  '2026-12-03',
]

describe('a week in a bureau', () => {
  let bureau: Bureau
  let codes: Map<string, string>
  let deng: SimPerson
  let fang: SimPerson
  let gao: SimPerson
  let chief: SimPerson

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
  })
  afterAll(() => bureau.stop())

  it('begins with an admin who loads the roster and a bank on an empty database', async () => {
    codes = await loadRoster(bureau)
    expect(codes.size).toBe(8)
    await loadStarterBank(bureau)
    const { db } = bureau.running.deps
    expect(await db.officer.count()).toBe(8)
    expect(await db.question.count({ where: { state: 'LIVE' } })).toBeGreaterThanOrEqual(60)
  })

  it('lets officers bind with their codes, once each', async () => {
    deng = await bind(bureau, 302, codes.get('000302') ?? '')
    fang = await bind(bureau, 303, codes.get('000303') ?? '')
    gao = await bind(bureau, 304, codes.get('000304') ?? '')
    chief = await bind(bureau, 301, codes.get('000301') ?? '')
    const thief = bureau.telegram.person(666, { languageCode: 'zh-hans' })
    expect((await say(thief, `/start ${codes.get('000302')}`)).text).toContain('已经用过')
  })

  it('says nothing but one polite sentence to a stranger', async () => {
    const stranger = bureau.telegram.person(667, { languageCode: 'zh-hans' })
    const first = await say(stranger, '/summary')
    const second = await say(stranger, '你好')
    expect(first.text).toBe(second.text)
    expect(first.buttons).toEqual([])
    expect(bureau.telegram.commandsFor(667).map(({ command }) => command)).not.toContain('summary')
  })

  it('sends each officer one card at 06:40 with the first question in it, and never twice', async () => {
    await bureau.moveTo(monday, '06:40')
    for (const person of [deng, fang, gao, chief]) {
      const card = person.last()
      expect(card?.text).toContain('晨训')
      expect(card?.text).toMatch(/【(单选|多选|判断|填空|简答)】第1\/5题/)
    }
    await bureau.moveTo(monday, '06:45')
    await bureau.restart()
    await bureau.running.catchUp()
    expect(deng.messages().filter(({ text }) => text.includes('晨训 · 11月30日'))).toHaveLength(1)
  })

  it('explains every answer and ends with the score', async () => {
    const shown = await answer(deng, true)
    expect(shown.text).toContain('✅')
    expect(shown.text).toContain('答案：')
    expect(shown.text).toContain('解析：')
    expect(shown.text).toMatch(/《.+》第.+条/)
    const result = await answerAll(deng, true)
    expect(result.text).toContain('得分 5/5')
    expect(result.text).toContain('已训')
  })

  it('goes on at the exact question after the phone was closed', async () => {
    await answer(fang, true)
    await answer(fang, false)
    await fang.until((person) => waitingQuestion(person)?.text.includes('第3/5题'), 'question 3')
    await bureau.restart()
    const again = await say(fang, '/quiz')
    expect(again.text).toContain('第3/5题')
    await answerAll(fang, true)
    expect(fang.last()?.text).toContain('得分 4/5')
  })

  it('nudges at 19:30 only whoever is missing', async () => {
    const before = deng.messages().length
    await bureau.moveTo(monday, '19:30')
    expect(gao.last()?.text).toContain('还没有开始')
    expect(deng.messages()).toHaveLength(before)
  })

  it('shows the station chief the numbers, the names and the weak articles at 20:30', async () => {
    await bureau.moveTo(monday, '20:30')
    const summary = chief.last()
    expect(summary?.text).toContain('应训 4')
    expect(summary?.text).toContain('已训 2')
    expect(summary?.text).toContain('高小雨')
  })

  it('lets the missed set be made up the next working day, and counts it as made up', async () => {
    await bureau.moveTo(tuesday, '06:40')
    expect(await stateOf(bureau, '000304', monday)).toBe('MISSED')
    await answerAll(gao, true)
    expect(await stateOf(bureau, '000304', tuesday)).toBe('DONE')
    await press(gao, '补训 11月30日')
    await answerAll(gao, true)
    expect(await stateOf(bureau, '000304', monday)).toBe('MADE_UP')
    const again = await press(gao, '补训 11月30日')
    expect(again.text).toContain('11月30日的训练已完成')
  })

  it('leaves an officer on leave in peace and out of the denominator', async () => {
    await say(deng, `/leave 假 ${wednesday} ${wednesday}`)
    const before = deng.messages().length
    await bureau.moveTo(wednesday, '06:40')
    await bureau.moveTo(wednesday, '19:30')
    expect(deng.messages()).toHaveLength(before)
    const summary = await say(chief, '/summary')
    expect(summary.text).toContain('应训 3')
    expect(summary.text).toContain('免训 1')
  })

  it('closes the make-up at the end of the next working day', async () => {
    await bureau.moveTo(thursday, '06:40')
    await bureau.moveTo('2026-12-04', '09:00')
    const reply = await say(fang, '/quiz')
    expect(reply.text).not.toContain('12月2日')
    expect(await stateOf(bureau, '000303', wednesday)).toBe('MISSED')
  })

  it('does not deal a question twice within the week unless it was answered wrongly', async () => {
    const { db } = bureau.running.deps
    const officer = await db.officer.findUniqueOrThrow({ where: { badge: '000304' } })
    const answers = await db.answer.findMany({ where: { officerId: officer.id } })
    const right = answers.filter(({ outcome }) => outcome === 'RIGHT')
    for (const { questionId } of right) {
      const times = answers.filter((other) => other.questionId === questionId).length
      const wasDue = await db.reviewCard.count({ where: { officerId: officer.id, questionId } })
      expect(times === 1 || wasDue > 0).toBe(true)
    }
  })

  it('keeps every call within what Telegram accepts', () => {
    const refused = bureau.telegram.calls.filter(({ ok, error }) => !ok && error)
    const reasons = refused.map(({ method, error }) => `${method}: ${JSON.stringify(error)}`)
    expect(reasons.filter((reason) => !/not modified|query is too old/.test(reason))).toEqual([])
  })
})

async function stateOf(bureau: Bureau, badge: string, day: string): Promise<string | undefined> {
  const { db } = bureau.running.deps
  const duty = await db.duty.findFirst({ where: { day, officer: { badge } } })
  return duty?.state
}
