import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { loadTexts } from '../../src/platform/texts.ts'
import { signsBlock } from '../../src/report/signs-screen.ts'
import { auditSigns, helpSigns } from '../../src/report/signs.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import {
  addDuty,
  addLineage,
  addOfficer,
  addQuestion,
  addSitting,
  addUnit,
  clear,
  type DutyState,
} from './seed.ts'

const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23', '2026-11-24']
const day = '2026-11-24'
let database: FreshDatabase
let city: number
let county: number
let station: number
let other: number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())
beforeEach(async () => {
  await clear(database.db)
  ;({ city, county, station } = await addLineage(database.db))
  other = await addUnit(database.db, '市局/襄州分局/城关派出所', 'STATION')
})

const letters: Record<string, DutyState> = {
  o: 'DONE',
  u: 'MADE_UP',
  x: 'MISSED',
  e: 'EXCUSED',
  d: 'DUE',
}

/** An officer with what became of the last days: o done, u made up, x missed, e excused, d still due. */
async function officer(name: string, history: string, unitId = station): Promise<number> {
  const officerId = await addOfficer(database.db, unitId, { name })
  for (const [index, letter] of [...history].entries()) {
    const at = days[days.length - history.length + index] ?? ''
    await addDuty(database.db, { officerId, unitId, day: at, state: letters[letter] ?? 'DUE' })
  }
  return officerId
}

const signs = (unitId: number, until = day) =>
  helpSigns({ db: database.db }, { unitId, day: until })
const names = async (unitId: number, until = day) =>
  (await signs(unitId, until)).people.map(({ name, help }) => `${name} ${help}`)

describe('who needs help', () => {
  it('is an officer with three due days missed in a row; with two, one to keep an eye on', async () => {
    await officer('甲', 'oxxxx')
    await officer('乙', 'ooxxx')
    await officer('丙', 'oooxx')
    await officer('丁', 'xxxxo')
    await officer('戊', 'xxoox')
    expect(await names(station)).toEqual(['甲 red', '乙 red', '丙 amber'])
  })

  it('is told with leave passed over, and a make-up ending the row', async () => {
    await officer('甲', 'xxexe')
    await officer('乙', 'xxxue')
    await officer('丙', 'xxxeu')
    await officer('丁', 'eeeee')
    expect(await names(station)).toEqual(['甲 red'])
  })

  it('is told without the day that is still open', async () => {
    await officer('甲', 'oxxd')
    await officer('乙', 'ooxd')
    expect(await names(station)).toEqual(['甲 amber'])
  })

  it('is told of any past day as it was, in the unit the officer belonged to then', async () => {
    const id = await officer('甲', 'xxxoo')
    await database.db.officer.update({ where: { id }, data: { unitId: other } })
    expect(await names(station, '2026-11-20')).toEqual(['甲 red'])
    expect(await names(other, '2026-11-20')).toEqual([])
    expect(await names(station)).toEqual([])
  })

  it('is nobody who has left', async () => {
    const id = await officer('甲', 'xxxxx')
    await database.db.officer.update({ where: { id }, data: { active: false } })
    expect(await names(station)).toEqual([])
  })

  it('is counted by unit above the station, without names, those who need help first', async () => {
    await officer('甲', 'ooxx')
    await officer('乙', 'xxx', other)
    await officer('丙', 'oxx', other)
    await officer('丁', 'xxx', county)
    expect(await signs(county)).toMatchObject({
      red: 2,
      amber: 2,
      people: [],
      units: [
        { name: '城关派出所', own: false, red: 1, amber: 1 },
        { name: '襄州分局', own: true, red: 1, amber: 0 },
        { name: '肖湾派出所', own: false, red: 0, amber: 1 },
      ],
    })
    expect((await signs(city)).units).toMatchObject([{ name: '襄州分局', red: 2, amber: 2 }])
  })
})

describe('a topic', () => {
  it('needs help below 60 % over four weeks, and an eye on it below 70 %, if ten officers saw it', async () => {
    const question = async (topic: string) => {
      const ids = await addQuestion(database.db, {
        kind: 'true-false',
        stem: `${topic}的一道题。`,
        key: true,
      })
      await database.db.question.update({ where: { id: ids.questionId }, data: { topic } })
      return ids
    }
    const [weak, middling, good, rare] = [
      await question('继续盘问'),
      await question('办案程序'),
      await question('反家庭暴力'),
      await question('警械武器使用'),
    ]
    for (let at = 0; at < 10; at += 1) {
      const officerId = await officer(`警员${at}`, 'o')
      const answer = (asked: typeof weak, right: boolean) => ({
        question: asked,
        given: right,
        outcome: right ? ('RIGHT' as const) : ('WRONG' as const),
      })
      await addSitting(database.db, { officerId, day }, [
        answer(weak, at < 5),
        answer(middling, at < 6),
        answer(good, at < 7),
        ...(at < 9 ? [answer(rare, false)] : []),
      ])
    }
    await database.db.$executeRaw`update "Answer" set score = (outcome = 'RIGHT')::int`
    const { topics } = await signs(county)
    expect(topics.map(({ name, help }) => `${name} ${help}`)).toEqual([
      '继续盘问 red',
      '办案程序 amber',
    ])
  })
})

describe('what a leader reads', () => {
  const t = loadTexts()('zh-CN')

  it('says the rule beside each count, and nothing where nobody needs help', async () => {
    await officer('甲', 'xxx')
    await officer('乙 <b>', 'oxx')
    expect(signsBlock(t, await signs(station))).toBe(
      [
        '<b>谁和什么需要帮助</b>',
        '需要帮助：连续 3 个应训日未训 1 人：甲',
        '留意：连续 2 个应训日未训 1 人：乙 &lt;b&gt;',
      ].join('\n'),
    )
    expect(signsBlock(t, await signs(county))).toContain('· 肖湾派出所：需要帮助 1 人，留意 1 人')
    expect(signsBlock(t, await signs(other))).toBe('')
  })

  it('is recorded when it holds names', async () => {
    await officer('甲', 'xxx')
    const at = new Date('2026-11-24T12:00:00Z')
    await auditSigns(database.db, { at, actor: 501, signs: await signs(county) })
    await auditSigns(database.db, { at, actor: 501, signs: await signs(station) })
    expect(await database.db.audit.findMany()).toMatchObject([
      { actor: 501n, act: 'see-missing-names', object: `unit:${station}` },
    ])
  })
})
