import { setTimeout as sleep } from 'node:timers/promises'

import { GrammyError } from 'grammy'

import type { Telegram } from './platform/telegram.ts'
import type { Settings } from './shared/settings.ts'
import { webhookPath } from './web.ts'

/** What is good, and what may be wrong. */
export interface Told {
  text: string
  warning?: string
}

/** An error of the webhook that is older says nothing about now. */
const freshSeconds = 60 * 60
/** Where Telegram posts to. */
const webhookPorts = ['', '80', '88', '443', '8443']

/**
 * Checks that updates reach this bot and nobody takes them away. `alive`: processes that are known to
 * run on the database, null where nobody knows. @throws Error with the mend
 */
export async function checkUpdates(
  telegram: Telegram,
  { web }: Pick<Settings, 'web'>,
  { alive, now }: { alive: number | null; now: Date },
): Promise<Told> {
  const info = await telegram.api.getWebhookInfo()
  if (web) return judgeWebhook(info, web, now)
  if (info.url) {
    return {
      text: 'asked for by long polling once the bot starts',
      warning: `a webhook is set (${info.url}) and will be removed: if another program uses it, get a token of your own`,
    }
  }
  if (alive === null) return { text: 'long polling; who else asks is looked for with the database' }
  if (alive > 0) return { text: 'long polling, by the running bot' }
  if (await isPolledElsewhere(telegram)) {
    throw new Error(
      'another program asks for the updates of this bot, so each of you gets only some: stop it, ' +
        'or get a new token from @BotFather (/revoke)',
    )
  }
  return { text: 'long polling, and nobody else asks for them' }
}

function judgeWebhook(
  info: Awaited<ReturnType<Telegram['api']['getWebhookInfo']>>,
  { publicUrl }: NonNullable<Settings['web']>,
  now: Date,
): Told {
  const wanted = `${publicUrl}${webhookPath}`
  const { port, protocol } = new URL(publicUrl)
  if (protocol === 'https:' && !webhookPorts.includes(port)) {
    throw new Error(`PUBLIC_URL: Telegram posts to the ports 443, 80, 88 and 8443, not to ${port}`)
  }
  const { last_error_date: at, last_error_message: message } = info
  if (info.url === wanted && at !== undefined && now.getTime() / 1000 - at < freshSeconds) {
    throw new Error(
      `Telegram cannot deliver to ${wanted} (${message ?? 'no reason given'}; ${info.pending_update_count} wait): ` +
        'check that the name leads to this server, that its certificate is valid, and that the proxy hands ' +
        `${webhookPath} on to PORT`,
    )
  }
  if (info.url === wanted) return { text: `posted to ${wanted}` }
  const text = `posted to ${wanted} once the bot starts`
  if (!info.url) return { text }
  const warning = `now they go to ${info.url}: if another program uses that, get a token of your own`
  return { text, warning }
}

/** Longer than another program waits before it asks again. */
const listenSeconds = 4
const againMs = 200

/**
 * Telegram lets one program ask at a time and turns away who asked before. So whoever else is there
 * loses a call, comes back, and takes this one away. Nothing is confirmed: no update is lost.
 */
async function isPolledElsewhere({ api }: Telegram): Promise<boolean> {
  try {
    const until = performance.now() + listenSeconds * 1000
    for (;;) {
      const left = Math.ceil((until - performance.now()) / 1000)
      if (left <= 0) return false
      // What waits already ends the call at once; another program would soon have taken it.
      await api.getUpdates({ limit: 1, timeout: left })
      await sleep(againMs)
    }
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 409) return true
    throw error
  }
}

const mostSecondsOff = 60
const patienceMs = 10_000

/** Compares this machine's clock with Telegram's. @throws Error with the mend */
export async function checkClock(
  { telegramApiRoot, timeZone }: Pick<Settings, 'telegramApiRoot' | 'timeZone'>,
  now: () => Date,
): Promise<Told> {
  const response = await fetch(telegramApiRoot, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  })
  const theirs = Date.parse(response.headers.get('date') ?? '')
  const warning = oddZone(timeZone, now())
  const told = (text: string) => ({ text, ...(warning !== null && { warning }) })
  if (Number.isNaN(theirs)) return told(`${timeZone}; Telegram does not tell its time`)
  const seconds = Math.round((now().getTime() - theirs) / 1000)
  if (Math.abs(seconds) > mostSecondsOff) {
    const way = seconds > 0 ? 'ahead' : 'behind'
    throw new Error(
      `this machine's clock is ${Math.abs(seconds)} seconds ${way}: set it right and keep it so (timedatectl set-ntp true)`,
    )
  }
  return told(`${timeZone}, as exact as needed`)
}

/** All of China keeps one time; elsewhere the bureau will know better. */
function oddZone(timeZone: string, now: Date): string | null {
  const clock = (zone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  if (clock(timeZone).format(now) === clock('Asia/Shanghai').format(now)) return null
  return `it is ${clock(timeZone).format(now)} there: a bureau in China wants TIME_ZONE=Asia/Shanghai`
}

/** Checks that there are admins whom the bot can reach. @throws Error with the mend */
export async function checkAdmins(
  { api }: Telegram,
  { adminIds, botToken }: Pick<Settings, 'adminIds' | 'botToken'>,
  adminRoles: number | null,
): Promise<Told> {
  if (adminIds.length === 0 && !adminRoles) {
    throw new Error('ADMIN_IDS is empty: write your Telegram id there, or nobody can load a bank')
  }
  const text = `${adminIds.length} by ADMIN_IDS${adminRoles === null ? '' : `, ${adminRoles} by the roster`}`
  const unknown: number[] = []
  for (const id of botToken ? adminIds : []) {
    const isUnknown = await api.getChat(id).then(
      () => false,
      (error: unknown) => error instanceof GrammyError && error.error_code === 400,
    )
    if (isUnknown) unknown.push(id)
  }
  if (unknown.length === 0) return { text }
  const warning = `${unknown.join(', ')} never wrote to the bot, so it cannot warn them: open the bot there and press Start`
  return { text, warning }
}
