import { weekday, type Day } from '../../shared/day.ts'
import { lawTitle } from '../../shared/law-title.ts'
import { tableCard } from '../card.ts'
import { html, type Html } from '../html.ts'
import { pageOf } from '../layout.ts'
import type { AnswerGroup, KnownOfficer, OfficerDay } from '../officer-store.ts'
import { columnsOf, type Table } from '../table.ts'
import type { Look, Visit } from '../visit.ts'

export interface OfficerRecord {
  officer: KnownOfficer
  fromDay: Day
  toDay: Day
  days: OfficerDay[]
  groups: AnswerGroup[]
}

/** How one officer took part and what they master, for whoever leads them. Compared with nobody. */
export function officerPage(visit: Visit, record: OfficerRecord): Html {
  const { look } = visit
  const { t } = look
  const { officer, fromDay, toDay, days } = record
  const count = (state: OfficerDay['state']) => days.filter((day) => day.state === state).length
  const tile = (key: string, value: number, tone = '') =>
    html`<div class="${tone}">
      <dt>${t(key)}</dt>
      <dd>${value}</dd>
    </div>`
  const xlsx = `/dashboard/officers/${officer.id}/record.xlsx`
  return pageOf(visit, {
    title: officer.name,
    part: 'units',
    body: html`<p class="up no-print">
        <a href="/dashboard/units/${officer.unit.id}"
          >${t('page-up', { unit: officer.unit.name })}</a
        >
      </p>
      <h1>${officer.name}</h1>
      <p class="days">
        ${officer.badge} · ${officer.unit.name} · ${t('report-days', { from: fromDay, to: toDay })}
      </p>
      <dl class="tiles">
        ${tile('report-column-due', days.length - count('EXCUSED'))}
        ${tile('report-column-done', count('DONE'), 'tone-done')}
        ${tile('report-column-made-up', count('MADE_UP'), 'tone-made-up')}
        ${tile('report-column-missed', count('MISSED'), 'tone-missed')}
        ${count('DUE') > 0 ? tile('report-column-open', count('DUE')) : ''}
        ${tile('report-column-excused', count('EXCUSED'))}
      </dl>
      <p class="note">${t('page-officer-note')}</p>
      ${officerTables(look, record).map((table) =>
        tableCard(look, table, { xlsx, empty: t('page-nothing-yet') }),
      )}`,
  })
}

/** What stands on the page, for the workbook as well. */
export function officerTables({ t }: Look, { days, groups }: OfficerRecord): Table[] {
  return [
    masteryTable(t, { groups, field: 'law' }),
    masteryTable(t, { groups, field: 'topic' }),
    {
      caption: t('page-officer-days'),
      columns: columnsOf('text', [
        t('report-column-day'),
        t('report-column-weekday'),
        t('page-officer-state'),
      ]),
      rows: days.map(({ day, state }) => [
        day,
        t(`calendar-weekday-${weekday(day)}`),
        t(`page-state-${state}`),
      ]),
    },
  ]
}

function masteryTable(
  t: Look['t'],
  { groups, field }: { groups: AnswerGroup[]; field: 'law' | 'topic' },
): Table {
  const sums = new Map<string, { answered: number; score: number }>()
  for (const group of groups) {
    const name = group[field]
    if (name === null) continue
    const { answered = 0, score = 0 } = sums.get(name) ?? {}
    sums.set(name, { answered: answered + group.answered, score: score + group.score })
  }
  const rows = [...sums].map(([name, sum]) => ({ name, ...sum, rate: sum.score / sum.answered }))
  return {
    caption: t(`page-mastery-${field}`),
    columns: [
      ...columnsOf('text', [t(`page-${field}`)]),
      ...columnsOf('percent', [t('page-mastery')]),
      ...columnsOf('number', [t('report-column-answered')]),
    ],
    rows: rows
      .sort((one, other) => one.rate - other.rate)
      .map(({ name, rate, answered }) => [field === 'law' ? lawTitle(name) : name, rate, answered]),
  }
}
