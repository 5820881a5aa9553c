import { language, t } from './i18n.js'

const ZONE = 'Asia/Shanghai'
const DAY_MS = 86_400_000

/** `2026-11-25` of an ISO time, in Shanghai. */
export const dayOf = (iso) => parts(iso).slice(0, 3).join('-')

/** `06:40` of an ISO time, in Shanghai. */
export const timeOf = (iso) => parts(iso).slice(3).join(':')

/** `2026-11-25 06:40` of an ISO time, in Shanghai. */
export const clockOf = (iso) => `${dayOf(iso)} ${timeOf(iso)}`

/** The words on a date separator; `now` is the bot's clock, which decides what "today" is. */
export const dayLabel = (iso, now) => {
  if (now && dayOf(iso) === dayOf(now)) return t('today')
  if (now && dayOf(iso) === dayOf(new Date(Date.parse(now) - DAY_MS).toISOString())) {
    return t('yesterday')
  }
  const locale = language() === 'zh' ? 'zh-CN' : 'en-GB'
  const sameYear = now && dayOf(iso).slice(0, 4) === dayOf(now).slice(0, 4)
  return new Intl.DateTimeFormat(locale, {
    timeZone: ZONE,
    month: 'long',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(iso))
}

/** A file's size as people read it: `812 B`, `14.2 KB`, `1.5 MB`. */
export const sizeLabel = (bytes) => {
  if (bytes < 1024) return `${bytes} B`
  const kilo = bytes / 1024
  return kilo < 1024 ? `${kilo.toFixed(1)} KB` : `${(kilo / 1024).toFixed(1)} MB`
}

/** The last extension of a file name in lower case, at most four letters; empty when there is none. */
export const extensionOf = (name) =>
  (/\.([a-z0-9]{1,4})[a-z0-9]*$/i.exec(name)?.[1] ?? '').toLowerCase()

const formatter = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const parts = (iso) => {
  const found = Object.fromEntries(
    formatter.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  )
  return [found.year, found.month, found.day, found.hour, found.minute]
}
