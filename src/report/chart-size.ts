/** All sizes are in pixels. 1,080 wide is three per point on a phone, so 30 here is read as 10. */
export const width = 1080
/** Telegram keeps so many of a side: more rows would shrink the writing. */
const greatestHeight = 2560
export const fontSize = { title: 40, text: 30, count: 26 }
export const margin = { top: 196, bottom: 70, side: 40 }
export const headsHeight = 48
export const lineHeight = 38
export const titleLine = 52
export const barHeight = 36
const maxNameWidth = 390
const columnGap = 30

/** How many units find room in a picture. */
export function mostBars(bars: { name: string }[]): number {
  const room = greatestHeight - margin.top - titleLine - headsHeight - margin.bottom
  return Math.min(40, Math.floor(room / rowsOf(bars).rowHeight))
}

/** The names get the width they need, and lines where that is too much. */
export function rowsOf(bars: { name: string }[]): { nameWidth: number; rowHeight: number } {
  const widest = Math.max(120, ...bars.map(({ name }) => widthOf(name, fontSize.text)))
  const nameWidth = Math.min(maxNameWidth, widest)
  const lines = Math.max(1, ...bars.map(({ name }) => linesOf(name, fontSize.text, nameWidth)))
  return { nameWidth, rowHeight: Math.max(barHeight + 18, lines * lineHeight + 16) }
}

/** What is written behind a bar; the excused are no part of it and stand apart. */
export interface Ends {
  rate: string
  finished: string
  excused: string
}

export type Columns = Record<keyof Ends, number>

/** Each column is as wide as its widest word. */
export function columnsOf({
  heads: words,
  bars,
}: {
  heads: Ends
  bars: { ends: Ends }[]
}): Columns {
  const widthOfColumn = (column: keyof Ends) =>
    columnGap +
    Math.max(
      widthOf(words[column], fontSize.count),
      ...bars.map(({ ends: cells }) => widthOf(cells[column], fontSize.text)),
    )
  return {
    rate: widthOfColumn('rate'),
    finished: widthOfColumn('finished'),
    excused: widthOfColumn('excused'),
  }
}

/** What a title of more than one line pushes the rest down by. */
export function titleRise({ title }: { title: string }): number {
  return (linesOf(title, fontSize.title, width - 2 * margin.side) - 1) * titleLine
}

/** How many lines a text takes, in letters of `size` and lines of `lineWidth` pixels. */
function linesOf(text: string, size: number, lineWidth: number): number {
  return Math.max(1, Math.ceil(widthOf(text, size) / lineWidth))
}

/** About how wide a text is in pixels: Chinese characters are as wide as high, Latin letters 0.6 of it. */
export function widthOf(text: string, size: number): number {
  const ems = [...text].reduce((sum, char) => sum + (/[\u0020-\u024f]/.test(char) ? 0.6 : 1), 0)
  return Math.ceil(ems * size)
}
