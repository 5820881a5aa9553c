// The floor of cold-start.ts: plain JavaScript, so that no loader is measured with it.
import { Bot } from 'grammy'

const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.TELEGRAM_API_ROOT } })
bot.command('help', (ctx) => ctx.reply('help'))
process.once('SIGTERM', () => process.exit(0))
await bot.start()
