import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { HttpError } from 'grammy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Db } from '../../src/platform/db.ts'
import { openInbox } from '../../src/platform/inbox.ts'
import { holdInstance } from '../../src/platform/instance.ts'
import { createLog } from '../../src/platform/log.ts'
import { instantOf } from '../../src/shared/day.ts'
import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { answerAll, waitingQuestion } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { freshDatabase } from '../support/fresh-db.ts'
import { firstOfficerId, loadBank, seedStation } from '../support/station.ts'

const monday = '2026-11-30'

describe('what a crash leaves half done is finished by the next start', () => {
  let bureau: Bureau
  const officer = (index: number) =>
    bureau.telegram.person(firstOfficerId + index, { languageCode: 'zh-hans' })

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    await seedStation({ db: bureau.running.deps.db, now: bureau.clock.now }, 5)
    for (let index = 0; index < 5; index++) officer(index)
    await bureau.moveTo(monday, '06:40')
  })
  afterAll(() => bureau.stop())

  it('a press that was stored but not handled is handled', async () => {
    const person = officer(0)
    const answer = await firstAnswer(bureau.running.deps.db, person)
    const data = `q:${answer.id}:${answer.order[0] ?? 1}`
    await afterCrash(bureau, (db) => storeUpdate(db, 1, pressOf(person, answer.messageId, data)))
    expect(await firstAnswer(bureau.running.deps.db, person)).toMatchObject({
      answeredAt: expect.any(Date) as Date,
    })
    await person.until((self) => waitingQuestion(self)?.text.includes('第2/5题'), 'question 2')
  })

  it('updates that were handled but not marked as done change nothing when they come again', async () => {
    const person = officer(1)
    await answerAll(person, false)
    await bureau.running.catchUp()
    const before = await recordOf(bureau.running.deps.db, person)
    const shown = chatOf(person)
    await afterCrash(bureau, async (db) => {
      await db.inbox.updateMany({ where: { personId: person.id }, data: { state: 'NEW' } })
    })
    expect(await recordOf(bureau.running.deps.db, person)).toEqual(before)
    expect(chatOf(person)).toEqual(shown)
    expect(before.duty).toMatchObject({ state: 'DONE' })
  })

  it('an officer whose last answer was saved, but not the end of the set, has taken part', async () => {
    const person = officer(2)
    await answerAll(person, true)
    await bureau.running.catchUp()
    const before = await recordOf(bureau.running.deps.db, person)
    await afterCrash(bureau, async (db) => {
      const { id: officerId } = await officerOf(db, person)
      await db.sitting.updateMany({ where: { officerId }, data: { finishedAt: null } })
      await reopenDuty(db, officerId)
      await forgetLastUpdate(db, person)
    })
    expect(await recordOf(bureau.running.deps.db, person)).toEqual(before)
  })

  it('an officer whose set was closed, but whose day was not counted, has taken part', async () => {
    const person = officer(2)
    const before = await recordOf(bureau.running.deps.db, person)
    await afterCrash(bureau, async (db) => {
      await reopenDuty(db, (await officerOf(db, person)).id)
      await forgetLastUpdate(db, person)
    })
    expect(await recordOf(bureau.running.deps.db, person)).toEqual(before)
  })

  it('an option that was ticked stays ticked when its press comes again', async () => {
    const person = officer(3)
    const item = await makeWaiting(bureau.running.deps.db, person, 'multiple')
    const [option = 0] = item.order
    const press = pressOf(person, item.messageId, `q:${item.id}:+${option}`)
    await afterCrash(bureau, async (db) => {
      await db.answer.update({ where: { id: item.id }, data: { draft: [option] } })
      await storeUpdate(db, 2, press)
    })
    const { draft } = await bureau.running.deps.db.answer.findUniqueOrThrow({
      where: { id: item.id },
    })
    expect(draft).toEqual([option])
  })
})

describe('typed answers', () => {
  let bureau: Bureau
  let person: SimPerson

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    const deps = { db: bureau.running.deps.db, now: bureau.clock.now }
    await seedStation(deps, 1)
    await deps.db.question.updateMany({ data: { state: 'RETIRED' } })
    await loadBank(deps, '填空.json', Buffer.from(JSON.stringify(blanksBank())))
    person = bureau.telegram.person(firstOfficerId, { languageCode: 'zh-hans' })
    await bureau.moveTo(monday, '06:40')
  })
  afterAll(() => bureau.stop())

  it('never answer a question that was shown after them', async () => {
    person.send('六个月')
    await person.until((self) => waitingQuestion(self)?.text.includes('第2/5题'), 'question 2')
    await bureau.running.catchUp()
    await afterCrash(bureau, (db) => forgetLastUpdate(db, person))
    const answers = await bureau.running.deps.db.answer.findMany({ orderBy: { position: 'asc' } })
    expect(answers.map(({ given }) => given)).toEqual([['六个月'], null, null, null, null])
    expect(waitingQuestion(person)?.text).toContain('第2/5题')
  })

  it('that are sent twice while the program is down answer one question', async () => {
    await bureau.running.stop()
    person.send('一年')
    person.send('一年')
    await bureau.restart()
    await person.until((self) => waitingQuestion(self)?.text.includes('第3/5题'), 'question 3')
    await bureau.running.catchUp()
    const answers = await bureau.running.deps.db.answer.findMany({ orderBy: { position: 'asc' } })
    expect(answers.map(({ given }) => given)).toEqual([['六个月'], ['一年'], null, null, null])
  })
})

describe('a program that was down at 06:40', () => {
  it.each([
    { time: '08:00', cards: 1 },
    { time: '20:00', cards: 0 },
  ])('and starts at $time sends every officer $cards cards', async ({ time, cards }) => {
    const bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    try {
      await seedStation({ db: bureau.running.deps.db, now: bureau.clock.now }, 3)
      const people = [0, 1, 2].map((index) => bureau.telegram.person(firstOfficerId + index))
      await bureau.running.stop()
      bureau.clock.moveTo(instantOf('Asia/Shanghai', monday, time))
      for (let start = 0; start < 2; start++) {
        await bureau.restart()
        await bureau.running.catchUp()
      }
      expect(await bureau.running.deps.db.run.count({ where: { kind: 'open-day' } })).toBe(cards)
      expect(await bureau.running.deps.db.duty.count()).toBe(cards * people.length)
      expect(people.map((person) => person.messages().length)).toEqual([cards, cards, cards])
    } finally {
      await bureau.stop()
    }
  })
})

describe('an update that was stored the evening before', () => {
  it('gets its time when the line is down at the start of the morning', async () => {
    const database = await freshDatabase()
    const evening = new Date('2026-11-29T14:00:00Z')
    const morning = new Date('2026-11-29T22:00:00Z')
    const log = createLog('silent')
    try {
      const before = openInbox(
        { ...database, replica: { id: 'one', isTrusted: () => true }, now: () => evening, log },
        () => Promise.resolve(),
      )
      await before.store([{ update_id: 7 }])
      let tries = 0
      const inbox = openInbox(
        { ...database, replica: { id: 'one', isTrusted: () => true }, now: () => morning, log },
        () => {
          tries++
          return tries < 2
            ? Promise.reject(new HttpError('the line is down', null))
            : Promise.resolve()
        },
      )
      await inbox.drain()
      await inbox.idle()
      expect(tries).toBe(2)
      expect(await database.db.inbox.findMany()).toMatchObject([{ state: 'DONE' }])
      await inbox.stop()
    } finally {
      await database.destroy()
    }
  })
})

describe('the lock of the data folder', () => {
  it('is taken over from a process that was killed while it took it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chenxun-lock-'))
    const left = join(folder, 'starting')
    mkdirSync(left)
    utimesSync(left, 0, 0)
    await (await holdInstance(folder)).release()
    expect(existsSync(left)).toBe(false)
    mkdirSync(left)
    const waiting = holdInstance(folder)
    await pause(150)
    rmSync(left, { recursive: true })
    await (await waiting).release()
    rmSync(folder, { recursive: true })
  })
})

/** Stops the program, leaves the database as a crash would, and starts it again. */
async function afterCrash(bureau: Bureau, craft: (db: Db) => Promise<unknown>): Promise<void> {
  // Before the program stops: another process could not open the embedded database now.
  await bureau.running.catchUp()
  await craft(bureau.running.deps.db)
  await bureau.restart()
  await bureau.running.catchUp()
}

async function storeUpdate(db: Db, updateId: number, { id, ...press }: Press): Promise<void> {
  const body = { update_id: updateId, callback_query: { id, ...press } }
  const row = { updateId, personId: press.from.id, body, receivedAt: new Date() }
  await db.inbox.create({ data: row })
}

type Press = ReturnType<typeof pressOf>

function pressOf(person: SimPerson, messageId: number | null, data: string) {
  const from = { id: person.id, is_bot: false, first_name: '警员', language_code: 'zh-hans' }
  const chat = { id: person.id, type: 'private' as const, first_name: '警员' }
  const message = { message_id: messageId, date: 1, chat, text: '题目' }
  return { id: `${data}-${person.id}`, from, message, chat_instance: '1', data }
}

async function officerOf(db: Db, person: SimPerson) {
  return await db.officer.findUniqueOrThrow({ where: { telegramId: person.id } })
}

async function firstAnswer(db: Db, person: SimPerson) {
  const { id: officerId } = await officerOf(db, person)
  return await db.answer.findFirstOrThrow({ where: { officerId, position: 1 } })
}

/** All that counts about an officer's day. */
async function recordOf(db: Db, person: SimPerson) {
  const { id: officerId } = await officerOf(db, person)
  return {
    duty: await db.duty.findFirst({ where: { officerId, day: monday } }),
    sittings: await db.sitting.findMany({ where: { officerId } }),
    answers: await db.answer.findMany({ where: { officerId }, orderBy: { position: 'asc' } }),
    cards: await db.reviewCard.findMany({ where: { officerId }, orderBy: { questionId: 'asc' } }),
    grades: await db.gradeRecord.count({ where: { answer: { officerId } } }),
  }
}

function chatOf(person: SimPerson) {
  return person.messages().map(({ id, text }) => ({ id, text }))
}

async function reopenDuty(db: Db, officerId: number): Promise<void> {
  const data = { state: 'DUE' as const, score: null, max: null, finishedAt: null }
  await db.duty.updateMany({ where: { officerId }, data })
}

async function forgetLastUpdate(db: Db, person: SimPerson): Promise<void> {
  await db.$executeRaw`
    update "Inbox" set state = 'NEW' where "updateId" = (
      select max("updateId") from "Inbox" where "personId" = ${person.id})`
}

/** Makes the officer's first question one of this kind, as if it had been dealt so. */
async function makeWaiting(db: Db, person: SimPerson, kind: string) {
  const { id } = await firstAnswer(db, person)
  const version = await db.questionVersion.findFirstOrThrow({ where: { kind } })
  const { options } = version.content as unknown as { options: string[] }
  return await db.answer.update({
    where: { id },
    data: {
      versionId: version.id,
      questionId: version.questionId,
      order: options.map((_, index) => index),
    },
  })
}

function blanksBank() {
  const stems = ['甲', '乙', '丙', '丁', '戊', '己']
  return {
    format: 'chenxun-bank',
    version: 1,
    name: '填空',
    questions: stems.map((name) => ({
      kind: 'fill-in',
      stem: `${name}类案件的办理期限是____。`,
      key: [['六个月']],
      explanation: '期限自立案之日起计算。',
    })),
  }
}
