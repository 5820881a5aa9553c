import { childOf, elementsOf, type XmlElement } from '../../../platform/xml.ts'
import { writeNumber } from './numerals.ts'

/** The words that Word puts before a paragraph of a list: `1. `, `（二）`, `C、`; `''` for none. */
export type Numberer = (paragraph: XmlElement) => string

interface Level {
  start: number
  format: string
  text: string
  /** Begins anew after a level above it unless the list says otherwise. */
  restarts: boolean
  /** Numbers of other levels within its text are written in digits. */
  legal: boolean
}

interface List {
  /** Lists with the same definition count on together. */
  counter: string
  levels: Map<number, Level>
  /** Levels that begin at a number of their own when the list is first used. */
  overrides: Map<number, number>
}

/**
 * Writes out Word's automatic numbers as Word does: by the list and level of a paragraph or of its
 * style, counting on over all lists of one definition, with restarts and starts of a list's own
 * (ECMA-376 part 1, 17.9).
 */
export function numbererOf(numbering: XmlElement | null, styles: XmlElement | null): Numberer {
  const lists = readLists(numbering)
  const byStyle = readStyles(styles)
  const counters = new Map<string, (number | undefined)[]>()
  const used = new Set<string>()
  return (paragraph) => {
    const properties = childOf(paragraph, 'pPr')
    const place = properties && placeOf(properties, byStyle)
    const list = place && lists.get(place.list)
    const level = list?.levels.get(place?.level ?? 0)
    if (!place || !list || !level) return ''
    const counts = counters.get(list.counter) ?? []
    counters.set(list.counter, counts)
    if (!used.has(place.list)) for (const [at, start] of list.overrides) counts[at] = start - 1
    used.add(place.list)
    count(counts, place.level, list.levels)
    return written(level, counts, list.levels)
  }
}

function count(counts: (number | undefined)[], level: number, levels: Map<number, Level>): void {
  const before = counts[level]
  counts[level] = before === undefined ? (levels.get(level)?.start ?? 1) : before + 1
  for (let deeper = level + 1; deeper < 9; deeper += 1) {
    if (levels.get(deeper)?.restarts !== false) counts[deeper] = undefined
  }
}

function written(level: Level, counts: (number | undefined)[], levels: Map<number, Level>): string {
  if (level.format === 'bullet' || level.format === 'none') return ''
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1
    const own = levels.get(at)
    const number = counts[at] ?? own?.start ?? 1
    const format = own?.format ?? 'decimal'
    return writeNumber(number, level.legal ? 'decimal' : format)
  })
  if (text.trim() === '') return ''
  // A number that ends in itself needs its gap to be seen.
  return /[\dA-Za-z]$/.test(text) ? `${text}\t` : `${text} `
}

function readLists(numbering: XmlElement | null): Map<string, List> {
  const lists = new Map<string, List>()
  if (!numbering) return lists
  const definitions = new Map<string, XmlElement>()
  for (const one of elementsOf(numbering, 'abstractNum')) {
    definitions.set(one.attributes.get('abstractNumId') ?? '', one)
  }
  for (const num of elementsOf(numbering, 'num')) {
    const counter = valueOf(num, 'abstractNumId') ?? ''
    const definition = definitions.get(counter)
    lists.set(num.attributes.get('numId') ?? '', {
      counter,
      levels: new Map(elementsOf(linked(definition, definitions), 'lvl').map(readLevel)),
      overrides: new Map(),
    })
    applyOverrides(lists.get(num.attributes.get('numId') ?? ''), num)
  }
  return lists
}

const nothing: XmlElement = { name: '', attributes: new Map(), children: [] }

/** A definition without levels names the style whose definition it shares. */
function linked(definition: XmlElement | undefined, all: Map<string, XmlElement>): XmlElement {
  const link = definition && valueOf(definition, 'numStyleLink')
  if (!link) return definition ?? nothing
  return [...all.values()].find((one) => valueOf(one, 'styleLink') === link) ?? definition
}

function applyOverrides(list: List | undefined, num: XmlElement): void {
  if (!list) return
  for (const override of elementsOf(num, 'lvlOverride')) {
    const at = Number(override.attributes.get('ilvl') ?? 0)
    const own = childOf(override, 'lvl')
    if (own) list.levels.set(at, readLevel(own)[1])
    const start = valueOf(override, 'startOverride')
    if (start !== undefined) list.overrides.set(at, Number(start))
  }
}

function readLevel(level: XmlElement): [number, Level] {
  return [
    Number(level.attributes.get('ilvl') ?? 0),
    {
      start: Number(valueOf(level, 'start') ?? 1),
      format: valueOf(level, 'numFmt') ?? 'decimal',
      text: valueOf(level, 'lvlText') ?? '',
      restarts: valueOf(level, 'lvlRestart') !== '0',
      legal: childOf(level, 'isLgl') !== undefined,
    },
  ]
}

interface ListPlace {
  list: string
  level: number
}

function placeOf(properties: XmlElement, byStyle: Map<string, ListPlace>): ListPlace | undefined {
  const style = byStyle.get(valueOf(properties, 'pStyle') ?? '')
  const own = childOf(properties, 'numPr')
  if (!own) return style
  const list = valueOf(own, 'numId') ?? style?.list
  if (list === undefined || list === '0') return undefined
  return { list, level: Number(valueOf(own, 'ilvl') ?? style?.level ?? 0) }
}

/** The list and level of each style that has one, by itself or from the style it is based on. */
function readStyles(styles: XmlElement | null): Map<string, ListPlace> {
  const byId = new Map<string, XmlElement>()
  for (const style of styles ? elementsOf(styles, 'style') : []) {
    byId.set(style.attributes.get('styleId') ?? '', style)
  }
  const places = new Map<string, ListPlace>()
  for (const id of byId.keys()) {
    const place = styleParts(id, byId)
    if (place.list !== undefined && place.list !== '0') {
      places.set(id, { list: place.list, level: place.level ?? 0 })
    }
  }
  return places
}

function styleParts(
  id: string,
  byId: Map<string, XmlElement>,
  depth = 0,
): { list?: string | undefined; level?: number | undefined } {
  const style = byId.get(id)
  if (!style || depth > 10) return {}
  const properties = childOf(style, 'pPr')
  const numbers = properties && childOf(properties, 'numPr')
  const base = styleParts(valueOf(style, 'basedOn') ?? '', byId, depth + 1)
  const level = numbers && valueOf(numbers, 'ilvl')
  return {
    list: (numbers && valueOf(numbers, 'numId')) ?? base.list,
    level: level === undefined ? base.level : Number(level),
  }
}

/** The `val` of a child element. */
function valueOf(element: XmlElement, name: string): string | undefined {
  return childOf(element, name)?.attributes.get('val')
}
