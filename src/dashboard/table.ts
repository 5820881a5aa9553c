import type { OutSheet } from '../platform/tables.ts'
import type { Translate } from '../shared/locale.ts'
import { html, type Html } from './html.ts'

/** A table as data: what a page shows and what a workbook holds are the same. */
export interface Table {
  caption: string
  columns: Column[]
  /** The first cell of a row is its heading. */
  rows: Cell[][]
  /** A line below, such as what was left out. */
  note?: string | undefined
}

interface Column {
  label: string
  /** `percent`: 0 to 1. */
  kind: 'text' | 'number' | 'percent'
}

export type Cell = Value | { value: Value; href?: string | null; mark?: Mark | null }
type Value = string | number | null

/** What a cell is to be noticed for, in words as well as in colour. */
export interface Mark {
  tone: 'help' | 'watch'
  text: string
}

/** Columns from their labels, all of one kind. */
export function columnsOf(kind: Column['kind'], labels: string[]): Column[] {
  return labels.map((label) => ({ label, kind }))
}

/** Columns of counts, by the names that the workbook has for them. */
export function countColumns(t: Translate, names: string[]): Column[] {
  return columnsOf(
    'number',
    names.map((name) => t(`report-column-${name}`)),
  )
}

/** The table in a frame that scrolls by itself where the screen is narrow. */
export function tableHtml({ caption, columns, rows, note }: Table): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map(({ label, kind }) => html`<th scope="col" class="${kind}">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells) =>
              html`<tr>
                ${cells.map((cell, index) => cellHtml(cell, columns[index]?.kind ?? 'text', index))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${note ? html`<p class="note">${note}</p>` : ''}`
}

function cellHtml(cell: Cell, kind: Column['kind'], index: number): Html {
  const { value, href, mark } = typeof cell === 'object' && cell !== null ? cell : { value: cell }
  const words = html`${href ? html`<a href="${href}">${shown(value, kind)}</a>` : shown(value, kind)}
  ${mark ? html` <span class="mark ${mark.tone}">${mark.text}</span>` : ''}`
  return index === 0
    ? html`<th scope="row" class="${kind}">${words}</th>`
    : html`<td class="${kind}">${words}</td>`
}

function shown(value: Value, kind: Column['kind']): string {
  if (value === null) return '–'
  return kind === 'percent' ? `${thousandthsOf(value) / 10}%` : `${value}`
}

/** The table as a sheet of a workbook, with typed cells. */
export function sheetOf({ caption, columns, rows }: Table): OutSheet {
  return {
    name: caption,
    header: columns.map(({ label }) => label),
    rows: rows.map((cells) =>
      cells.map((cell, index) => {
        const value = typeof cell === 'object' && cell !== null ? cell.value : cell
        const isShare = columns[index]?.kind === 'percent' && value !== null
        return isShare ? { percent: thousandthsOf(value) / 1000 } : value
      }),
    ),
    widths: columns.map(({ kind }) => (kind === 'text' ? 40 : 12)),
  }
}

/** Rounded down, so that only a full house is 100%; but what is whole stays so after a division. */
function thousandthsOf(share: string | number): number {
  return Math.floor(Number(share) * 1000 + 1e-9)
}
