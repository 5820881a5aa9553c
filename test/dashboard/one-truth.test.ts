import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CommandWorld } from '../../src/command-io.ts'
import { commandWorld } from '../../src/command-world.ts'
import { executeCommand } from '../../src/commands.ts'
import { readTables } from '../../src/platform/tables.ts'
import { noteOverDays, rollDays } from '../../src/quiz/rollup/roll-days.ts'
import { chartOf } from '../../src/report/chart.ts'
import { summariseUnit } from '../../src/report/summarise-unit.ts'
import { addDays, type Day } from '../../src/shared/day.ts'
import { addRandomHistory, type RandomHistory } from '../report/random-history.ts'
import { clear } from '../report/seed.ts'
import { throwDice } from '../support/dice.ts'
import { say } from '../support/people.ts'
import { openPages, type Browser, type PagesBureau } from './visitors.ts'

interface Five {
  due: number
  done: number
  madeUp: number
  excused: number
  missed: number
}

interface Asked {
  unitId: number
  path: string
  fromDay: Day
  toDay: Day
}

let pages: PagesBureau
let admin: Browser
let history: RandomHistory

/** The bureau of the pages, with a random past instead of its own. */
beforeAll(async () => {
  pages = await openPages()
  const { db } = pages.bureau.running.deps
  await clear(db)
  const dice = throwDice()
  console.log(`seed ${dice.seed}`)
  history = await addRandomHistory(db, dice)
  admin = await pages.enter(pages.bureau.admin)
})
afterAll(() => pages.bureau.stop())

/** A plain count of the rows, by the names of units: none of the program's own queries. */
async function plain({ path, fromDay, toDay }: Asked): Promise<Five> {
  const [counts] = await pages.bureau.running.deps.db.$queryRaw<Five[]>`
    select (count(*) filter (where d.state <> 'EXCUSED'))::int as due,
      (count(*) filter (where d.state = 'DONE'))::int as done,
      (count(*) filter (where d.state = 'MADE_UP'))::int as "madeUp",
      (count(*) filter (where d.state = 'EXCUSED'))::int as excused,
      (count(*) filter (where d.state in ('DUE', 'MISSED')))::int as missed
    from "Duty" d join "Unit" u on u.id = d."unitId"
    where (u.path = ${path} or u.path like ${`${path}/%`}) and d.day between ${fromDay} and ${toDay}`
  return counts ?? { due: 0, done: 0, madeUp: 0, excused: 0, missed: 0 }
}

const addressOf = ({ unitId, fromDay, toDay }: Asked, rest = '') =>
  `/dashboard/units/${unitId}${rest}?from=${fromDay}&to=${toDay}`

async function onPage(asked: Asked): Promise<Five> {
  const text = await admin.read(addressOf(asked))
  const tile = (label: string) =>
    Number(new RegExp(`<dt>${label}</dt>\\s*<dd>(\\d+)`).exec(text)?.[1] ?? 0)
  return {
    due: tile('应训'),
    done: tile('已训'),
    madeUp: tile('补训'),
    excused: tile('免训'),
    missed: tile('未训') + tile('尚未完成'),
  }
}

async function inWorkbook(asked: Asked): Promise<Five> {
  const response = await admin.get(addressOf(asked, '/summary.xlsx'))
  const { sheets } = await readTables(new Uint8Array(await response.arrayBuffer()))
  const [header, row] = sheets[0]?.rows.map(({ cells }) => cells) ?? []
  const cell = (name: string) => Number(row?.[header?.indexOf(name) ?? -1])
  return {
    due: cell('应训'),
    done: cell('已训'),
    madeUp: cell('补训'),
    excused: cell('免训'),
    missed: cell('未训') + cell('尚未完成'),
  }
}

/** What the bars of the picture and the words behind them add up to; a station has no picture. */
async function inPicture({ unitId, fromDay, toDay }: Asked): Promise<Omit<Five, 'due'>> {
  const { deps } = pages.bureau.running
  const summary = await summariseUnit(deps, { unitId, fromDay, toDay })
  const { bars } = chartOf(deps.texts('zh-CN'), summary, { ranked: false })
  const sum = (of: (bar: (typeof bars)[number]) => number) =>
    bars.reduce((total, bar) => total + of(bar), 0)
  return {
    done: sum(({ done }) => done),
    madeUp: sum(({ madeUp }) => madeUp),
    missed: sum(({ missed, open }) => missed + open),
    excused: sum(({ ends }) => Number(/\d+/.exec(ends.excused)?.[0] ?? 0)),
  }
}

async function onCommandLine({ path, fromDay }: Asked): Promise<Five> {
  const { deps, botName } = pages.bureau.running
  const world: CommandWorld = {
    ...commandWorld(() => deps.settings, deps.texts('zh-CN')),
    cwd: '.',
    deps: () => Promise.resolve(deps),
    botUsername: () => Promise.resolve(botName),
    send: () => Promise.resolve(),
  }
  const words = ['summary', '--unit', path, '--day', fromDay, '--json']
  const { due, done, madeUp, excused, missed } = JSON.parse(
    (await executeCommand(words, world)).stdout,
  ) as Five
  return { due, done, madeUp, excused, missed }
}

/** The numbers of the top unit as the chat writes them; nothing is written where nobody was planned. */
async function inChat({ fromDay }: Asked): Promise<Omit<Five, 'due'>> {
  const { text } = await say(pages.bureau.admin, `/summary ${fromDay}`)
  const number = (label: string) => Number(new RegExp(`\\n.*${label} (\\d+)`).exec(text)?.[1] ?? 0)
  return {
    done: number('已训'),
    madeUp: number('补训'),
    excused: number('免训'),
    missed: number('未训') + number('尚未完成'),
  }
}

const spans = () => {
  const { fromDay } = history
  return [
    { fromDay: addDays(fromDay, 3), toDay: addDays(fromDay, 3) },
    { fromDay: addDays(fromDay, 5), toDay: addDays(fromDay, 11) },
    history,
  ].map(({ fromDay: from, toDay }) => ({ fromDay: from, toDay }))
}

const questions = () =>
  history.units.flatMap(([path, unitId]) => spans().map((span) => ({ path, unitId, ...span })))

async function expectOneTruth(): Promise<void> {
  for (const asked of questions()) {
    const truth = await plain(asked)
    const { due, ...parts } = truth
    expect({ asked, ...(await onPage(asked)) }).toEqual({ asked, ...truth })
    expect({ asked, ...(await inWorkbook(asked)) }).toEqual({ asked, ...truth })
    const isStation = asked.path.split('/').length === 3
    const drawn = isStation ? parts : await inPicture(asked)
    expect({ asked, ...drawn }).toEqual({ asked, ...parts })
    const isDay = asked.fromDay === asked.toDay
    expect(isDay ? await onCommandLine(asked) : { due, ...parts }).toEqual(truth)
    const isTop = isDay && asked.path === '市局'
    expect(isTop ? await inChat(asked) : parts).toEqual(parts)
  }
}

describe('the numbers of a unit', () => {
  it('are the same on the page, in the workbook, the picture, the chat and on the command line, and equal a plain count', async () => {
    expect(questions().length).toBeGreaterThan(2)
    await expectOneTruth()
  })

  it('stay the same once days are counted, and follow a set that is made up late', async () => {
    const { db, settings, now } = pages.bureau.running.deps
    await noteOverDays({ db, settings, now })
    const later = () => new Date(now().getTime() + 61_000)
    expect(await rollDays({ db, now: later }, { budgetMs: 60_000 })).toBeGreaterThan(0)
    await expectOneTruth()
    await db.$executeRaw`update "Duty" set state = 'MADE_UP' where state = 'MISSED' and id % 3 = 0`
    await expectOneTruth()
  })
})
