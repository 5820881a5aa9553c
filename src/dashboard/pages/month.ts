import type { MonthSheet } from '../../report/month-sheet.ts'
import { articleOf, percentOf } from '../../report/wording.ts'
import { weekday } from '../../shared/day.ts'
import { addressOf, html, type Html } from '../html.ts'
import { tableHtml, columnsOf, type Cell, type Table } from '../table.ts'
import { unitPage, type Place } from '../unit-frame.ts'
import type { Look, Visit } from '../visit.ts'
import { tilesHtml } from './overview.ts'

/** A month of a unit on one sheet of paper, for a leader to sign and file. */
export function monthPage(visit: Visit, place: Place, sheet: MonthSheet): Html {
  const { look } = visit
  const { t } = look
  const { month, total } = sheet
  const address = `/dashboard/units/${place.unit.id}/month`
  return unitPage(visit, place, {
    tab: 'month',
    withSpan: false,
    script: 'print.js',
    body: html`<form class="span" method="get" action="${address}">
        <label
          >${t('page-month-of')}
          <input
            type="month"
            name="month"
            value="${month}"
            max="${place.today.slice(0, 7)}"
            required
        /></label>
        <button>${t('page-show')}</button>
        <button type="button" data-print hidden>${t('page-print')}</button>
        <a class="button" href="${addressOf(`${address}.xlsx`, { month })}">${t('page-excel')}</a>
      </form>
      <section class="card">
        <h2>${t('page-month-title', { month })}</h2>
        <p class="days">${total.unit.replaceAll('/', ' / ')}</p>
        ${
          sheet.isOver
            ? ''
            : html`<p class="note">
                ${t('report-sign-preliminary', { day: sheet.toDay, open: total.open })}
              </p>`
        }
        ${tilesHtml(look, total)} ${tableHtml(monthTable(look, sheet))} ${weakHtml(look, sheet)}
        <div class="signatures">
          <div>${t('report-sign-leader')}</div>
          <div>${t('report-sign-day')}</div>
        </div>
      </section>`,
  })
}

function monthTable({ t }: Look, { days }: MonthSheet): Table {
  return {
    caption: t('page-month-days'),
    columns: [
      ...columnsOf('text', [t('report-column-day')]),
      ...columnsOf('number', [
        t('report-column-due'),
        t('report-column-done'),
        t('report-column-made-up'),
        t('report-column-excused'),
        t('report-column-missed'),
        t('page-rate'),
      ]),
    ],
    rows: days.map(({ day, numbers }): Cell[] => {
      const name = `${day} ${t(`calendar-weekday-${weekday(day)}`)}`
      if (!numbers) return [name, null, null, null, null, null, null]
      const { due, done, madeUp, excused, missed, open } = numbers
      return [name, due, done, madeUp, excused, missed - open, percentOf(numbers)]
    }),
  }
}

function weakHtml({ t }: Look, { articles }: MonthSheet): Html {
  const weak = articles.filter(({ wrong }) => wrong > 1)
  if (weak.length === 0) return html``
  return html`<h3>${t('report-sign-weak')}</h3>
    <ol>
      ${weak.map((article) => html`<li>${articleOf(t, article)}</li>`)}
    </ol>`
}
