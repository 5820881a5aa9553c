import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { commandWorld } from '../../src/command-world.ts'
import { executeCommand } from '../../src/commands.ts'
import { readConfig } from '../../src/config.ts'
import { seedCity } from '../../src/demo/seed-city.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { dayIn } from '../../src/shared/day.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { freshPlace, type DatabasePlace } from '../support/fresh-db.ts'

const today = dayIn('Asia/Shanghai', new Date())
/** Officers of the sample city who have started the bot. */
const reached = [700_001, 700_002, 700_003]

describe('a command where no bot runs', () => {
  let telegram: Simulator
  let place: DatabasePlace

  beforeAll(async () => {
    telegram = await startSimulator()
    place = await freshPlace()
    const database = await openDatabase(place)
    await seedCity({ db: database.db, now: () => new Date() })
    await database.db.$executeRaw`
      update "Officer" set "telegramId" = null where not "telegramId" = any(${reached}::bigint[])`
    await database.close()
    for (const id of reached) telegram.person(id, { languageCode: 'zh-hans' })
  })
  afterAll(async () => {
    await telegram.stop()
    await place.remove()
  })

  /** Each time a world of its own, as a process has. */
  async function run(words: string[], token = telegram.token) {
    const env = {
      BOT_TOKEN: token,
      TELEGRAM_API_ROOT: telegram.url,
      DATA_DIR: place.dataDir,
      ...(place.databaseUrl && { DATABASE_URL: place.databaseUrl }),
    }
    const world = commandWorld(() => readConfig(env), loadTexts()('zh-CN'))
    try {
      return await executeCommand(words, world)
    } finally {
      await world.close()
    }
  }

  const cards = (id: number) =>
    telegram
      .person(id)
      .messages()
      .filter(({ text }) => text.includes('晨训 ·')).length

  it('queues a day without a token and sends nothing', async () => {
    const reply = await run(['remind', '--day', today, '--json'], '')
    expect(reply).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(reply.stdout)).toEqual({ day: today, officers: 3, cards: 3 })
    expect(telegram.calls).toEqual([])
  })

  it('sends what waits, once, however often it is asked', async () => {
    for (let times = 0; times < 3; times++) {
      const reply = await run(['remind', '--day', today, '--json'])
      expect(JSON.parse(reply.stdout)).toEqual({ day: today, officers: 0, cards: 0 })
      expect(reached.map(cards)).toEqual([1, 1, 1])
    }
    const status = JSON.parse((await run(['status', '--json'])).stdout) as { cards: object }
    expect(status.cards).toEqual({ sent: 3, queued: 0, failed: 0, skipped: 0 })
  })
})
