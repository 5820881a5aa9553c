import type { Row } from '../../platform/tables.ts'
import { comparable } from './clean.ts'
import { bareKey } from './keys.ts'
import { kindOf } from './kinds.ts'
import type { Layout } from './layout.ts'
import { cutAtLetters } from './options.ts'
import { truthOf } from './truth.ts'

interface Column {
  index: number
  /** Share of rows that have something here. */
  filled: number
  /** Of those: the share that looks like a key, like a word for a kind, like a running number. */
  keyLike: number
  kindLike: number
  running: boolean
  length: number
  /** Share of texts that ask, state or leave a gap. */
  asking: number
  /** Different texts over filled cells. */
  variety: number
}

/**
 * The layout of a sheet without headings, by what its columns hold; null where there is nothing
 * like a key, so that nothing can be made of it.
 */
export function inferLayout(rows: Row[]): Layout | null {
  const sample = rows.filter((row) => row.cells.filter(Boolean).length > 1).slice(0, 300)
  if (sample.length === 0) return null
  const columns = describe(sample)
  const kind = columns.find((column) => column.kindLike >= 0.8 && column.variety < 0.5)
  const free = columns.filter((column) => column !== kind && !column.running)
  const key = findKey(free) ?? findTextKey(free, sample)
  if (!key) return null
  const rest = free.filter((column) => column !== key)
  const stem = findStem(rest)
  return stem ? build({ rest, stem, key, kind, sample }) : null
}

function build(parts: {
  rest: Column[]
  stem: Column
  key: Column
  kind: Column | undefined
  sample: Row[]
}): Layout {
  const { rest, stem, key, kind } = parts
  const between = rest.filter(({ index }) => index > stem.index && index < key.index)
  const after = rest.filter(({ index }) => index > Math.max(stem.index, key.index))
  const options = between.length > 0 || after.length < 2 ? between : after
  const oneCell = options.length === 1 ? options[0] : cellOfOptions(after, parts.sample)
  const explanation = after.find((column) => !options.includes(column) && column !== oneCell)
  return {
    columns: {
      stem: stem.index,
      ...(kind ? { kind: kind.index } : {}),
      ...(oneCell ? { options: oneCell.index } : {}),
      ...(explanation ? { explanation: explanation.index } : {}),
    },
    options:
      options.length > 1
        ? options.map(({ index }, at) => ({ column: index, label: String.fromCharCode(65 + at) }))
        : [],
    keys: [key.index],
    topics: [],
    media: [],
  }
}

function cellOfOptions(columns: Column[], sample: Row[]): Column | undefined {
  const [only] = columns
  if (columns.length !== 1 || !only) return undefined
  const cut = sample.filter((row) => cutAtLetters(row.cells[only.index] ?? '')?.before === '')
  return cut.length > sample.length / 2 ? only : undefined
}

function describe(sample: Row[]): Column[] {
  const width = Math.max(...sample.map((row) => row.cells.length))
  const columns: Column[] = []
  for (let index = 0; index < width; index += 1) {
    const cells = sample.map((row) => row.cells[index] ?? '').filter((cell) => cell !== '')
    if (cells.length === 0) continue
    const share = (test: (cell: string) => boolean): number =>
      cells.filter(test).length / cells.length
    columns.push({
      index,
      filled: cells.length / sample.length,
      keyLike: share(isKeyLike),
      kindLike: share((cell) => !['unknown', 'code'].includes(kindOf(cell)) && cell.length < 12),
      running: isRunning(cells),
      length: cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length,
      asking: share((cell) => /[?？。=＝：:_]|[（(]\s*[)）]/.test(cell)),
      variety: new Set(cells).size / cells.length,
    })
  }
  return columns
}

function isKeyLike(cell: string): boolean {
  const key = bareKey(cell).normalize('NFKC')
  return (
    /^[A-Ha-h](?:[\s,;、|]*[A-Ha-h]){0,7}$/.test(key) ||
    truthOf(key) !== null ||
    /^[012]$/.test(key)
  )
}

/** 1, 2, 3, …: the rows' own numbers. */
function isRunning(cells: string[]): boolean {
  const numbers = cells.map(Number)
  if (cells.length < 2 || numbers.some((number) => !Number.isInteger(number))) return false
  const rising = numbers.filter((number, at) => at > 0 && number > (numbers[at - 1] ?? 0)).length
  return rising >= (cells.length - 1) * 0.9
}

/** The last of the columns that hold keys: options that read 对 and 错 stand before it. */
function findKey(columns: Column[]): Column | undefined {
  const keys = columns.filter((column) => column.keyLike >= 0.8 && column.filled >= 0.5)
  const varied = keys.filter((column) => column.variety * column.filled > 0)
  return varied.sort((a, b) => b.keyLike - a.keyLike || b.index - a.index)[0]
}

/** A column whose text is that of another cell in the row; or the shorter of two columns. */
function findTextKey(columns: Column[], sample: Row[]): Column | undefined {
  const repeats = columns.find((column) => {
    const hits = sample.filter((row) => {
      const text = comparable(row.cells[column.index] ?? '')
      return (
        text !== '' &&
        row.cells.some((cell, at) => at !== column.index && comparable(cell) === text)
      )
    })
    return column.index > 0 && hits.length >= sample.length * 0.6 && column === columns.at(-1)
  })
  if (repeats) return repeats
  const [first, second] = columns
  if (columns.length !== 2 || !first || !second || sample.length < 2) return undefined
  if (first.filled < 0.9 || second.filled < 0.9) return undefined
  const [key, stem] = first.length < second.length ? [first, second] : [second, first]
  return stem.asking >= 0.5 || stem.length >= 8 ? key : undefined
}

/** The first column of long and different texts. */
function findStem(columns: Column[]): Column | undefined {
  const texts = columns.filter((column) => column.filled >= 0.6 && column.variety > 0.3)
  const longest = Math.max(0, ...texts.map((column) => column.length))
  return texts.find((column) => column.length >= longest * 0.5)
}
