import type { Numbers } from '../../quiz/participation.ts'
import type { Period } from '../../report/period.ts'
import { percentOf } from '../../report/wording.ts'
import { tableCard } from '../card.ts'
import { html, type Html } from '../html.ts'
import { columnsOf, countColumns, type Table } from '../table.ts'
import { unitAddress, unitPage, type Place } from '../unit-frame.ts'
import type { Look, Visit } from '../visit.ts'

/** The oldest week first. */
export type Trend = { span: Period; numbers: Numbers }[]

/** Eight weeks of a unit: columns to see where it goes, and the numbers. */
export function trendPage(visit: Visit, place: Place, trend: Trend): Html {
  const { look } = visit
  const xlsx = unitAddress(place.unit.id, { path: '/trend.xlsx', span: null })
  return unitPage(visit, place, {
    tab: 'trend',
    withSpan: false,
    body: html`<section class="card">
        <h2>${look.t('page-trend-rate')}</h2>
        ${columnsHtml(look, trend)}
      </section>
      ${tableCard(look, trendTable(look, trend), { xlsx })}`,
  })
}

/** What stands on the page, for the workbook as well. */
export function trendTable({ t }: Look, trend: Trend): Table {
  return {
    caption: t('page-trend'),
    columns: [
      ...columnsOf('text', [t('page-week-of')]),
      ...columnsOf('percent', [t('page-rate')]),
      ...countColumns(t, ['due', 'done', 'made-up', 'missed', 'excused']),
    ],
    // The newest week is read first.
    rows: trend
      .toReversed()
      .map(({ span, numbers }) => [
        t('report-days', { from: span.fromDay, to: span.toDay }),
        numbers.rate,
        numbers.due,
        numbers.done,
        numbers.madeUp,
        numbers.missed,
        numbers.excused,
      ]),
    note: t('page-trend-note'),
  }
}

const size = { width: 704, height: 200, top: 24, bottom: 28, gap: 14 }

function columnsHtml({ t }: Look, trend: Trend): Html {
  const { width, height, top, bottom, gap } = size
  const step = width / Math.max(1, trend.length)
  const room = height - top - bottom
  const column = ({ span, numbers }: Trend[number], index: number) => {
    const x = index * step + gap / 2
    const tall = Math.round((numbers.rate ?? 0) * room)
    const middle = index * step + step / 2
    const y = top + room - tall
    return html`<rect
        class="rest"
        x="${x}"
        y="${top}"
        width="${step - gap}"
        height="${room}"
        rx="4"
      />
      <rect class="bar" x="${x}" y="${y}" width="${step - gap}" height="${tall}" rx="4" />
      <text class="value" x="${middle}" y="${top - 8}" text-anchor="middle"
        >${percentOf(numbers)}</text
      >
      <text x="${middle}" y="${height - 8}" text-anchor="middle">${span.fromDay.slice(5)}</text>`
  }
  return html`<svg
    class="columns"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${t('page-trend-picture')}"
  >
    ${trend.map(column)}
  </svg>`
}
