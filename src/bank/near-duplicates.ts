/** Two texts are near when the Dice similarity of their sets of character bigrams reaches this. */
const threshold = 0.85

/** Steps of comparing after which the search gives up: some seconds, on texts that all half agree. */
const patience = 250_000_000

export interface Near {
  /** Which of `texts`. */
  index: number
  /** Dice similarity, 0.85 to 1. */
  similarity: number
  /** The text it resembles: one of `against`, or an earlier one of `texts` that resembles none. */
  of: { against: number } | { index: number }
}

/**
 * The texts that resemble one of `against` or an earlier one of their own; an empty text resembles
 * nothing. `complete` is false where the search was given up. A set similarity join: texts are sets
 * of bigrams, rarest first, and only those that share one of their few rarest are compared
 * (Bayardo, Ma, Srikant: Scaling up all pairs similarity search, WWW 2007), if their lengths and the
 * places of the shared bigram allow it (Xiao et al.: PPJoin, WWW 2008). 100,000 questions against
 * 100,000 take a few seconds and about 60 MB.
 */
export function findNear(
  texts: string[],
  against: string[],
  steps: number = patience,
): { near: Near[]; complete: boolean } {
  const sets = toSets(against, texts)
  const join = openJoin(sets, steps)
  for (let record = 0; record < against.length; record += 1) join.add(record)
  const near: Near[] = []
  for (let index = 0; index < texts.length && !join.isSpent(); index += 1) {
    const record = against.length + index
    const found = join.find(record)
    if (found) {
      const { record: of, similarity } = found
      const side = of < against.length ? { against: of } : { index: of - against.length }
      near.push({ index, similarity, of: side })
    } else join.add(record)
  }
  return { near, complete: !join.isSpent() }
}

/** The sets one after another; the tokens of each ascend, and a smaller token is a rarer bigram. */
interface Sets {
  tokens: Int32Array
  /** Where each set starts; one more than there are sets. */
  starts: Int32Array
  distinct: number
}

function toSets(...lists: string[][]): Sets {
  const count = lists.reduce((sum, list) => sum + list.length, 0)
  const length = lists.reduce((sum, list) => sum + charactersIn(list), 0)
  const tokens = new Int32Array(length)
  const starts = new Int32Array(count + 1)
  const frequencies: number[] = []
  const ids = new Map<number, number>()
  let record = 0
  let end = 0
  for (const text of lists.flatMap((list) => list)) {
    for (const bigram of bigramsOf(text)) {
      let id = ids.get(bigram)
      if (id === undefined) ids.set(bigram, (id = ids.size))
      frequencies[id] = (frequencies[id] ?? 0) + 1
      tokens[end] = id
      end += 1
    }
    record += 1
    starts[record] = end
  }
  rankTokens(tokens.subarray(0, end), starts, frequencies)
  return { tokens, starts, distinct: ids.size }
}

function charactersIn(list: string[]): number {
  return list.reduce((sum, text) => sum + text.length, 0)
}

/** Two characters as a number each, none twice; the parts of a text stand on lines of their own. */
function bigramsOf(text: string): Set<number> {
  const bigrams = new Set<number>()
  for (const part of text.split('\n')) {
    if (part.length === 1) bigrams.add(part.charCodeAt(0))
    for (let end = 1; end < part.length; end += 1) {
      bigrams.add((part.charCodeAt(end - 1) << 16) | part.charCodeAt(end))
    }
  }
  return bigrams
}

function rankTokens(tokens: Int32Array, starts: Int32Array, frequencies: number[]): void {
  const order = Int32Array.from(frequencies.keys()).sort(
    (a, b) => (frequencies[a] ?? 0) - (frequencies[b] ?? 0) || a - b,
  )
  const ranks = new Int32Array(order.length)
  for (const [rank, id] of order.entries()) ranks[id] = rank
  for (const [place, id] of tokens.entries()) tokens[place] = at(ranks, id)
  for (let record = 0; record + 1 < starts.length; record += 1) {
    tokens.subarray(starts[record], starts[record + 1]).sort()
  }
}

interface Join {
  /** Makes a set findable. */
  add(record: number): void
  /** A findable set that is near this one. */
  find(record: number): { record: number; similarity: number } | null
  isSpent(): boolean
}

function openJoin(sets: Sets, steps: number): Join {
  const { tokens, starts, distinct } = sets
  const sizes = Int32Array.from({ length: starts.length - 1 }, (_, record) =>
    sizeIn(starts, record),
  )
  // For each token the findable sets that have it among their rarest, and where: one list after another.
  const heads = roomForLists(tokens, starts, distinct)
  const ends = heads.slice(0, distinct)
  const records = new Int32Array(at(heads, distinct))
  const places = new Int32Array(records.length)
  const seenBy = new Int32Array(sizes.length).fill(-1)
  let left = steps

  function add(record: number): void {
    const start = at(starts, record)
    const prefix = prefixLength(at(sizes, record))
    for (let place = 0; place < prefix; place += 1) {
      const token = at(tokens, start + place)
      const entry = at(ends, token)
      records[entry] = record
      places[entry] = place
      ends[token] = entry + 1
    }
  }

  function find(record: number): { record: number; similarity: number } | null {
    const start = at(starts, record)
    const prefix = prefixLength(at(sizes, record))
    for (let place = 0; place < prefix; place += 1) {
      const token = at(tokens, start + place)
      const from = at(heads, token)
      const to = at(ends, token)
      left -= to - from
      for (let entry = from; entry < to; entry += 1) {
        const other = at(records, entry)
        if (at(seenBy, other) === record) continue
        seenBy[other] = record
        const rest = { record: other, place: at(places, entry) }
        const { similarity, took } = compare(sets, { record, place }, rest)
        left -= took
        if (similarity > 0) return { record: other, similarity }
      }
    }
    return null
  }

  return { add, find, isSpent: () => left <= 0 }
}

/**
 * The similarity of two sets whose first shared token stands at these places, 0 below the threshold,
 * and the steps it took.
 */
function compare(
  { tokens, starts }: Sets,
  one: Spot,
  other: Spot,
): { similarity: number; took: number } {
  let a = at(starts, one.record) + one.place + 1
  let b = at(starts, other.record) + other.place + 1
  const endA = at(starts, one.record + 1)
  const endB = at(starts, other.record + 1)
  const sizes = sizeIn(starts, one.record) + sizeIn(starts, other.record)
  const needed = overlapNeeded(sizes)
  let shared = 1
  let took = 0
  while (shared + Math.min(endA - a, endB - b) >= needed) {
    if (a === endA || b === endB) return { similarity: (2 * shared) / sizes, took }
    took += 1
    const difference = at(tokens, a) - at(tokens, b)
    if (difference === 0) shared += 1
    if (difference <= 0) a += 1
    if (difference >= 0) b += 1
  }
  return { similarity: 0, took }
}

interface Spot {
  record: number
  place: number
}

/** Inside these arrays every index is in range; the check would only cost. */
function at(numbers: Int32Array, index: number): number {
  return numbers[index] as number
}

function sizeIn(starts: Int32Array, record: number): number {
  return at(starts, record + 1) - at(starts, record)
}

/** Where the list of each token starts, were every set findable. */
function roomForLists(tokens: Int32Array, starts: Int32Array, distinct: number): Int32Array {
  const room = new Int32Array(distinct + 1)
  for (let record = 0; record + 1 < starts.length; record += 1) {
    const start = at(starts, record)
    const prefix = prefixLength(sizeIn(starts, record))
    for (let place = 0; place < prefix; place += 1) {
      const token = at(tokens, start + place)
      room[token + 1] = at(room, token + 1) + 1
    }
  }
  for (let token = 0; token < distinct; token += 1) {
    room[token + 1] = at(room, token + 1) + at(room, token)
  }
  return room
}

/** Rounding must not ask for one shared bigram too many. */
const tolerance = 1e-9

function overlapNeeded(sizes: number): number {
  return Math.ceil((threshold / 2) * sizes - tolerance)
}

/** Two near sets share at least this many of the rarest tokens of each: one. */
function prefixLength(size: number): number {
  return size === 0 ? 0 : size - Math.ceil((threshold / (2 - threshold)) * size - tolerance) + 1
}
