import { once } from 'node:events'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { quirksServer, type Quirk } from '../platform/llm-quirks.ts'
import { openKillable, type Killable } from '../support/killable.ts'
import { press } from '../support/people.ts'
import { firstOfficerId, seedStation } from '../support/station.ts'

const adminId = 900_000
const bank = {
  format: 'chenxun-bank',
  version: 1,
  name: '简答',
  questions: [
    {
      kind: 'short',
      stem: '检查公民住所，对人数和证件有什么要求？',
      key: '民警不得少于二人，并出示工作证件。',
      rubric: [
        { id: 'p1', weight: 4, text: '民警不得少于二人', keywords: [], quantities: ['2人'] },
        { id: 'p2', weight: 6, text: '出示工作证件', keywords: [['证件']], quantities: [] },
      ],
    },
  ],
}
const reading = JSON.stringify({
  points: [
    { id: 'p1', hit: true, quote: '要两人' },
    { id: 'p2', hit: false, quote: null },
  ],
  insufficient: false,
})

/** The headers, half of the answer, and then nothing. */
const dropped: Quirk = ({ raw }) => {
  raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' })
  raw.write('{"choices":[{"message":{"content":"{\\"points')
  setTimeout(() => raw.destroy(), 20)
}
const answered: Quirk = (reply) => reply.says(reading)

describe('an officer whose answer a model is reading', () => {
  let first: Quirk = dropped
  const servers: Awaited<ReturnType<typeof quirksServer>>[] = []
  let bureau: Killable
  let people: SimPerson[]

  beforeAll(async () => {
    servers.push(await quirksServer((...request) => first(...request)))
    servers.push(await quirksServer(answered))
    const [one, other] = servers
    bureau = await openKillable(
      { day: '2026-11-29', time: '15:00' },
      {
        ADMIN_IDS: String(adminId),
        OPENAI_API_KEY: 'key',
        OPENAI_BASE_URL: one?.baseURL ?? '',
        OPENAI_MODEL: 'first',
        OPENAI_FALLBACK_BASE_URL: other?.baseURL ?? '',
        OPENAI_FALLBACK_MODEL: 'second',
      },
    )
    const now = bureau.now
    await bureau.look((db) => seedStation({ db, now }, 3, Buffer.from(JSON.stringify(bank))))
    people = [0, 1, 2].map((i) =>
      bureau.telegram.person(firstOfficerId + i, { languageCode: 'zh-hans' }),
    )
    await bureau.start()
    await bureau.moveTo('2026-11-30', '06:40')
  })
  afterAll(async () => {
    await bureau.stop()
    for (const server of servers) await server.close()
  })

  it('gets the mark from the second endpoint when the first goes away in the middle of its words', async () => {
    const marked = await answers(people[0], '要两人')
    expect(marked.text).toContain('得分 4/10\nAI评分，可申诉')
    expect(servers.map(({ bodies }) => bodies.length)).toEqual([2, 1])
  })

  it('gets one mark when the program is killed between the call and the mark', async () => {
    const [, officer] = people
    const called = new EventTarget()
    // The words arrive, the answer never does.
    first = () => void called.dispatchEvent(new Event('call'))
    const call = once(called, 'call')
    const card = await question(officer)
    officer?.send('至少要两人，不清楚别的')
    await call
    await bureau.kill()
    first = answered
    await bureau.start()
    // On a server the dead process's lease must end first: another replica might hold it.
    if (bureau.place.databaseUrl) await bureau.pass(121_000)
    const marked = await mark(officer, card)
    expect(marked.text).toContain('得分 4/10\nAI评分，可申诉')
    expect(marks(officer)).toHaveLength(1)
  })

  it('has the mark decided by a person while every model is down', async () => {
    for (const server of servers.splice(0)) await server.close()
    const [, , officer] = people
    const marked = await answers(officer, '民警要两人，亮明身份')
    expect(marked.text).toContain('得分 4/10（暂定）\n自动评分，可申诉')
    officer?.press(marked, '申诉')
    const admin = bureau.telegram.person(adminId, { languageCode: 'zh-hans' })
    await admin.until(showing('有简答题评分等待人工复核'), 'the notice')
    admin.send('/review')
    await admin.until(showing('评分等待复核'), 'the queue')
    await press(admin, '评分复核（1）')
    await press(admin, '✗ 2')
    await press(admin, '确定 10/10')
    await officer?.until(showing('经人工复核：4 → 10 分（满分 10）'), 'the new mark')
  })

  it('costs no mark, no second mark and no call without an entry', async () => {
    await bureau.kill()
    const kept = await bureau.look(async (db) => ({
      marks: await db.gradeRecord.findMany({ orderBy: [{ answerId: 'asc' }, { id: 'asc' }] }),
      calls: await db.modelCall.findMany({ orderBy: { id: 'asc' } }),
      jobs: await db.job.count({ where: { state: { not: 'DONE' } } }),
    }))
    expect(kept.marks.map(({ by, model, score }) => `${by} ${model} ${score}`)).toEqual([
      'model second 4',
      'model first 4',
      'built-in null 4',
      'person null 10',
    ])
    expect(kept.calls.map(({ model, outcome }) => `${model} ${outcome}`)).toEqual([
      'first unreachable',
      'second ok',
      'first null',
      'first ok',
      'first unreachable',
      'second unreachable',
    ])
    expect(kept.jobs).toBe(0)
  })
})

async function answers(person: SimPerson | undefined, text: string): Promise<SimMessage> {
  const card = await question(person)
  person?.send(text)
  return await mark(person, card)
}

async function question(person: SimPerson | undefined): Promise<SimMessage> {
  if (!person) throw new Error('nobody')
  return await person.until(showing('【简答】'), 'the question')
}

/** The message of the question, once it shows how the answer was marked. */
async function mark(person: SimPerson | undefined, card: SimMessage): Promise<SimMessage> {
  if (!person) throw new Error('nobody')
  return await person.until((self) => marks(self).find(({ id }) => id === card.id), 'the mark')
}

const marks = (person: SimPerson | undefined) =>
  person?.messages().filter(({ text }) => text.includes('答案：')) ?? []

const showing = (text: string) => (person: SimPerson) =>
  person.messages().findLast((message) => message.fromBot && message.text.includes(text))
