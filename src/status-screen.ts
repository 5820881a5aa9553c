import { burdenData } from './report/burden-screen.ts'
import { clockIn, dayIn, type Day } from './shared/day.ts'
import type { JobName } from './shared/jobs.ts'
import type { Translate } from './shared/locale.ts'
import { pagesButton } from './shared/pages-button.ts'
import type { Screen } from './shared/screen.ts'
import type { Settings } from './shared/settings.ts'
import type { Status } from './status.ts'

/** The button's data: another try for the jobs that were given up. */
export const retryData = 'status:retry'
/** Shows the self-check of the month before. */
export const selfCheckData = 'status:check'

/** What ran, what waits, what failed and who is there; clock times in the bureau's time zone. */
export function statusScreen(
  t: Translate,
  status: Status,
  { timeZone, web }: Pick<Settings, 'timeZone' | 'web'>,
): Screen {
  const { day, due, done, cards, inbox, jobs } = status
  const { sent, queued, failed } = cards
  const isOpen = status.runs['open-day'] !== undefined
  const at = timeTeller(timeZone, day)
  const lines = [
    `<b>${t('status-title')}</b>`,
    isOpen
      ? t('status-day', { day, due, done, sent, queued, failed })
      : t('status-day-not-open', { day }),
    ...runLines(t, status, at),
    t('status-inbox', inbox),
    ...status.setAside.map(({ updateId, receivedAt, error }) =>
      t('status-set-aside', { updateId, at: at(receivedAt), error }),
    ),
    t('status-jobs', { waiting: jobs.waiting, dead: jobs.dead }),
    ...Object.entries(jobs.deadByKind).map(([kind, count]) =>
      t('status-dead-job', { name: jobName(t, kind), count }),
    ),
    ...outboxLines(t, status),
    ...replicaLines(t, status, at),
    t('status-officers', status.officers),
    t('status-bank', { live: status.liveQuestions }),
    status.grader === 'built-in'
      ? t('status-grader-built-in')
      : t('status-grader-model', { model: status.grader }),
    ...modelLines(t, status.model),
  ]
  const checks = [
    { label: t('burden-button'), data: burdenData('s', 1) },
    { label: t('selfcheck-button'), data: selfCheckData },
  ]
  const retry = { label: t('status-retry'), data: retryData }
  const buttons = [
    ...(jobs.dead > 0 ? [[retry]] : []),
    checks,
    ...(web ? [[pagesButton(t, null)]] : []),
  ]
  return { text: lines.join('\n'), ...(buttons.length > 0 && { buttons }) }
}

/** 06:40 for an instant of today, with its day before it for another. */
function timeTeller(timeZone: string, today: Day): (iso: string) => string {
  return (iso) => {
    const instant = new Date(iso)
    const day = dayIn(timeZone, instant)
    const clock = clockIn(timeZone, instant)
    return day === today ? clock : `${day.slice(5)} ${clock}`
  }
}

const jobNames: Record<JobName, string> = {
  'grade-answer': 'status-job-grade-answer',
  'read-blocks': 'status-job-read-blocks',
  'ask-law': 'status-job-ask-law',
  'embed-articles': 'status-job-embed-articles',
  'draft-questions': 'status-job-draft-questions',
  'word-ahead': 'status-job-word-ahead',
}

/** A kind that only another version of the program knows is named as it is. */
function jobName(t: Translate, kind: string): string {
  const key = jobNames[kind as JobName] as string | undefined
  return key === undefined ? kind : t(key)
}

/** What people wait for; the rest of the ledger is in `chenxun status`. */
const shownRuns = ['open-day', 'article-day', 'nudge', 'summary']

function runLines(t: Translate, { lastRuns }: Status, at: (iso: string) => string): string[] {
  return lastRuns
    .filter(({ kind }) => shownRuns.includes(kind))
    .slice(0, 3)
    .map(({ kind, day, planned, finished, sent, queued, failed }) => {
      const values = { day, planned: at(planned), sent, queued, failed }
      const name = t(`status-run-${kind}`)
      return finished
        ? t('status-run-finished', { ...values, name, finished: at(finished) })
        : t('status-run-going', { ...values, name })
    })
}

function outboxLines(t: Translate, { outbox }: Status): string[] {
  const { due, lagSeconds, uncertain } = outbox
  const lines: string[] = []
  if (due > 0) lines.push(t('status-outbox', { due, minutes: Math.ceil(lagSeconds / 60) }))
  if (uncertain > 0) lines.push(t('status-uncertain', { uncertain }))
  return lines
}

function replicaLines(
  t: Translate,
  { replicas, sender }: Status,
  at: (iso: string) => string,
): string[] {
  return replicas.map(({ name, since }) =>
    t(name === sender ? 'status-replica-sends' : 'status-replica', { name, since: at(since) }),
  )
}

function modelLines(t: Translate, model: Status['model']): string[] {
  if (!model) return []
  const { calls, errors, tokensPerDay, price } = model
  const tokens = model.inputTokens + model.outputTokens
  const line = t('status-model-today', { calls, errors, tokens, limit: tokensPerDay })
  return price ? [line, t('status-model-price', { price })] : [line]
}
