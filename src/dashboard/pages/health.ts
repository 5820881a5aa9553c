import type { LedgerRun } from '../../remind/run-ledger.ts'
import { clockIn, dayIn } from '../../shared/day.ts'
import type { Status } from '../../status.ts'
import { tableCard } from '../card.ts'
import { html, type Html } from '../html.ts'
import { pageOf } from '../layout.ts'
import { columnsOf, type Table } from '../table.ts'
import type { Look, Visit } from '../visit.ts'

interface System {
  status: Status
  runs: LedgerRun[]
  timeZone: string
}

/** What ran, what waits, what failed and which processes are there. */
export function healthPage(visit: Visit, system: System): Html {
  const { look } = visit
  const { t } = look
  const { status } = system
  return pageOf(visit, {
    title: t('page-menu-health'),
    part: 'health',
    body: html`<h1>${t('page-menu-health')}</h1>
      <p class="sentence">${meaningOf(look, status)}</p>
      ${systemTables(look, system).map((table) =>
        tableCard(look, table, {
          xlsx: '/dashboard/health/system.xlsx',
          empty: t('page-nothing-yet'),
        }),
      )}`,
  })
}

function meaningOf({ t }: Look, { jobs, inbox, cards, outbox }: Status): string {
  const failed = jobs.dead + inbox.poison + cards.failed + outbox.failed
  if (failed > 0) return t('page-health-failed', { count: failed })
  const waiting = outbox.due + outbox.uncertain + inbox.waiting + jobs.waiting
  if (waiting > 0) return t('page-health-waiting', { count: waiting })
  return t('page-health-good')
}

/** What stands on the page, for the workbook as well. */
export function systemTables(look: Look, { status, runs, timeZone }: System): Table[] {
  return [
    queuesTable(look, status),
    runsTable(look, runs, timeZone),
    replicasTable(look, status, timeZone),
  ]
}

function queuesTable(
  { t }: Look,
  { inbox, jobs, outbox, cards, officers, liveQuestions }: Status,
): Table {
  const row = (key: string, value: number) => [t(key), value]
  return {
    caption: t('page-queues'),
    columns: [...columnsOf('text', [t('page-what')]), ...columnsOf('number', [t('page-count')])],
    rows: [
      row('page-queue-inbox', inbox.waiting),
      row('page-queue-poison', inbox.poison),
      row('page-queue-jobs', jobs.waiting),
      row('page-queue-dead', jobs.dead),
      row('page-queue-outbox', outbox.due),
      row('page-queue-uncertain', outbox.uncertain),
      row('page-cards-sent', cards.sent),
      row('page-cards-failed', cards.failed),
      row('page-officers-bound', officers.bound),
      row('page-officers-unbound', officers.unbound),
      row('page-officers-blocked', officers.blocked),
      row('page-live-questions', liveQuestions),
    ],
  }
}

function runsTable({ t }: Look, runs: LedgerRun[], timeZone: string): Table {
  return {
    caption: t('page-runs'),
    columns: [
      ...columnsOf('text', [
        t('page-run'),
        t('report-column-day'),
        t('page-begun'),
        t('page-finished'),
      ]),
      ...columnsOf('number', [t('page-sent'), t('page-queued'), t('page-failed')]),
    ],
    rows: runs.map(({ kind, day, planned, finished, sent, queued, failed }) => [
      runName(t, kind),
      day,
      timeOf(planned, timeZone),
      finished && timeOf(finished, timeZone),
      sent,
      queued,
      failed,
    ]),
  }
}

const sendings = ['open-day', 'article-day', 'nudge', 'summary']
const others = ['new-day', 'forget', 'check-morning', 'words-forgotten', 'script', 'weekly']

/** A run that only another version of the program knows is named as it is. */
function runName(t: Look['t'], kind: string): string {
  if (sendings.includes(kind)) return t(`status-run-${kind}`)
  return others.includes(kind) ? t(`page-run-${kind}`) : kind
}

function replicasTable({ t }: Look, { replicas, sender }: Status, timeZone: string): Table {
  return {
    caption: t('page-replicas'),
    columns: columnsOf('text', [t('page-replica'), t('page-since'), t('page-sends')]),
    rows: replicas.map(({ name, since }) => [
      name,
      timeOf(since, timeZone),
      name === sender ? t('page-yes') : null,
    ]),
  }
}

function timeOf(iso: string, timeZone: string): string {
  const instant = new Date(iso)
  return `${dayIn(timeZone, instant).slice(5)} ${clockIn(timeZone, instant)}`
}
