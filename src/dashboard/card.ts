import { html, type Html } from './html.ts'
import { tableHtml, type Table } from './table.ts'
import type { Look } from './visit.ts'

/** A table under its heading, with the workbook it can be had as. */
export function tableCard(
  { t }: Look,
  table: Table,
  { xlsx, empty }: { xlsx: string | null; empty?: string },
): Html {
  return html`<section class="card">
    <div class="head">
      <h2>${table.caption}</h2>
      ${xlsx && table.rows.length > 0 ? html`<a href="${xlsx}">${t('page-excel')}</a>` : ''}
    </div>
    ${table.rows.length > 0 || !empty ? tableHtml(table) : html`<p class="note">${empty}</p>`}
  </section>`
}
