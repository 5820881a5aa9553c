/** Options out of the text of a question: one a line, several a line, or behind the stem. Pure. */

export interface OptionCut {
  /** What stands before the first option. */
  before: string
  /** Where each stands in the text: its letter, then its words. */
  ranges: { letter: number; start: number; end: number }[]
  /** Letters are missing, twice there or out of order: what belongs to what cannot be known. */
  broken: boolean
  /** Two or more lists of options under one question. */
  several: boolean
}

interface Marker {
  letter: number
  /** 2 at the start of a line, 1 behind a space or a sentence, 0 within words. */
  strength: number
  start: number
  end: number
}

/** Signs behind a letter, surest first: `A.`, `(A)`, `A `, `A` right before Han. */
const families = [
  /([A-Za-zＡ-Ｚａ-ｚ])\s*[.．、:：。﹒]\s*|([A-Za-zＡ-Ｚ])\s*[)）,，]\s*(?=\S)/g,
  /[（(【[]\s*([A-Za-zＡ-Ｚ])\s*[)）】\]]\s*[.．、:：]?\s*/g,
  /(?<=^|\n|\s)([A-Za-zＡ-Ｚ])[ \t　]+/g,
  /(?<=^|\n)([A-ZＡ-Ｚ])(?=[\u4e00-\u9fff《“])/g,
]

/**
 * Where the options A, B, C… stand in a text of one or more lines; null where there are not two in
 * order.
 */
export function cutOptions(text: string): OptionCut | null {
  for (const [index, family] of families.entries()) {
    const markers = findMarkers(text, family, index > 0)
    const best = bestSequence(markers)
    if (best.length < 2) continue
    return describe(text, markers, best)
  }
  return null
}

/** Whether a line begins with what may be an option. */
export function startsOption(line: string): boolean {
  return /^[（(【[]?\s*[A-Za-zＡ-Ｚ]\s*[.．、:：﹒)）】\]]|^[A-ZＡ-Ｚ](?=[\s\u4e00-\u9fff])/.test(
    line,
  )
}

function findMarkers(text: string, family: RegExp, apart: boolean): Marker[] {
  const markers: Marker[] = []
  for (const hit of text.matchAll(family)) {
    const sign = (hit[1] ?? hit[2] ?? '').normalize('NFKC')
    const strength = strengthAt(text, hit.index)
    // A small letter, a bracket or a comma within a sentence is no option.
    const needs = apart || hit[2] !== undefined || /[a-z]/.test(sign) ? 1 : 0
    const behind = text.slice(0, hit.index)
    // `（ A ）` and `（A、B）` are keys in a bracket, `PL/SQL.` is a word.
    const inBracket = /[（(【[]\s*$/.test(behind) && !/[.．]/.test(hit[0])
    if (strength < needs || inBracket || /[A-Za-z0-9_]$/.test(behind)) continue
    markers.push({
      letter: sign.toUpperCase().charCodeAt(0) - 65,
      strength,
      start: hit.index,
      end: hit.index + hit[0].length,
    })
  }
  return markers
}

function strengthAt(text: string, index: number): number {
  const before = text.slice(0, index)
  if (/(?:^|\n)[\s*＊√✓○□◯●]*$/.test(before)) return 2
  return /[\s。；;？?:：（()）】\],，]$/.test(before) ? 1 : 0
}

/** The longest run A, B, C…; of equals the one whose letters begin lines. */
function bestSequence(markers: Marker[]): Marker[] {
  const atLines = longest(markers.filter(({ strength }) => strength === 2))
  const anywhere = longest(markers)
  return anywhere.length > atLines.length ? anywhere : atLines
}

function longest(markers: Marker[]): Marker[] {
  let best: Marker[] = []
  for (const [index, first] of markers.entries()) {
    if (first.letter !== 0 || first.strength === 0) continue
    const run = [first]
    const rest = markers.slice(index + 1)
    for (;;) {
      const last = run.at(-1) ?? first
      const next = rest.filter(({ letter, start }) => letter === run.length && start >= last.end)
      const found = next.find(({ strength }) => strength > 0) ?? next[0]
      if (!found) break
      run.push(found)
    }
    if (run.length > best.length) best = run
  }
  return best
}

function describe(text: string, markers: Marker[], best: Marker[]): OptionCut {
  const from = best[0]?.start ?? 0
  const columns = columnsOf(text, markers, from)
  const run = columns ?? best
  const ranges = run.map(({ start, end }) => ({
    letter: start,
    start: end,
    end: Math.min(text.length, ...run.map((one) => one.start).filter((other) => other > start)),
  }))
  const others = markers.filter(
    (marker) => marker.strength === 2 && marker.start > from && !run.includes(marker),
  )
  const starts = markers.filter(({ letter, strength }) => letter === 0 && strength > 0)
  return {
    before: text.slice(0, from).trim(),
    ranges,
    broken:
      others.some(({ letter }) => letter < 8) ||
      hasEmpty(text, ranges) ||
      (!columns && isPassedOver(text, markers, run)),
    several: others.some(({ letter }) => letter === 0) || listsBefore(starts, markers, from),
  }
}

/** `A  C` above `B  D`: options in columns, by their letters; null for any other list. */
function columnsOf(text: string, markers: Marker[], from: number): Marker[] | null {
  const all = markers.filter(({ start, strength }) => start >= from && strength > 0)
  const sorted = all.toSorted((one, other) => one.letter - other.letter)
  const isWhole = sorted.every(({ letter }, index) => letter === index)
  const isApart = all.every(
    ({ strength, start }) => strength === 2 || /(?:\t|[ 　]{2,})$/.test(text.slice(0, start)),
  )
  return isWhole && isApart && sorted.some((one, index) => one !== all[index]) ? sorted : null
}

/** The letter after the last one stands before it: it belongs to the list, who knows where. */
function isPassedOver(text: string, markers: Marker[], run: Marker[]): boolean {
  const from = run[0]?.start ?? 0
  return markers.some(
    ({ letter, start }) =>
      letter === run.length && start > from && /\s$/.test(text.slice(0, start)),
  )
}

function hasEmpty(text: string, ranges: OptionCut['ranges']): boolean {
  return ranges.some(({ start, end }) => text.slice(start, end).trim() === '')
}

/** Another A that begins a line, followed by a B, before the list that was taken. */
function listsBefore(starts: Marker[], markers: Marker[], from: number): boolean {
  return starts.some(
    (first) =>
      first.strength === 2 &&
      first.start < from &&
      markers.some(
        ({ letter, strength, start }) =>
          letter === 1 && strength > 0 && start > first.start && start < from,
      ),
  )
}
