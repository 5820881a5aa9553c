// A program of its own: the least a grammY bot can do with a press of a button. Arguments: what it
// keeps (bare: nothing; insert: a row by pg or PGlite itself; prisma: a row by Prisma) and how many
// Bot API calls it makes.
import { join } from 'node:path'

import { PGlite } from '@electric-sql/pglite'
import { Bot } from 'grammy'
import pg from 'pg'

import { openDatabase } from '../../src/platform/db.ts'

/** As many at once as the program's inbox serves. */
const lanes = 16

const [kind, calls] = process.argv.slice(2)
const keep = await openKeeper(kind)
const bot = new Bot(process.env['BOT_TOKEN'] ?? '', {
  client: { apiRoot: process.env['TELEGRAM_API_ROOT'] ?? '' },
})
bot.on('callback_query', async (ctx) => {
  await keep(ctx.from.id, ctx.callbackQuery.data ?? '')
  await ctx.answerCallbackQuery()
  if (Number(calls) < 3) return
  await ctx.editMessageText('an answer')
  await ctx.reply('a question')
})
process.once('SIGTERM', () => process.exit(0))
await bot.init()

const running = new Set<Promise<void>>()
let offset = 0
for (;;) {
  const updates = await bot.api.getUpdates({ offset, timeout: 30 })
  offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
  for (const update of updates) {
    if (running.size >= lanes) await Promise.race(running)
    const one: Promise<void> = bot.handleUpdate(update).finally(() => running.delete(one))
    running.add(one)
  }
}

async function openKeeper(
  how: string | undefined,
): Promise<(actor: number, object: string) => Promise<unknown>> {
  const place = {
    databaseUrl: process.env['DATABASE_URL'] || null,
    dataDir: process.env['DATA_DIR'] ?? '',
  }
  if (how === 'bare') return async () => {}
  if (how === 'prisma') {
    const { db } = await openDatabase(place)
    return (actor, object) =>
      db.audit.create({ data: { at: new Date(), actor, act: 'bench', object } })
  }
  const text = 'insert into "Audit" (at, actor, act, object) values ($1, $2, $3, $4)'
  if (place.databaseUrl) {
    const pool = new pg.Pool({ connectionString: place.databaseUrl, max: 10 })
    return (actor, object) =>
      pool.query({ name: 'keep', text, values: [new Date(), actor, 'bench', object] })
  }
  const pglite = await PGlite.create({ dataDir: join(place.dataDir, 'db') })
  return (actor, object) => pglite.query(text, [new Date(), actor, 'bench', object])
}
