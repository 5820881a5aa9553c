/** A list of the law as a multiple choice: some of its items among others that are not. Pure. */
import { amountsIn, shuffle } from './amounts.ts'
import { changesOf } from './changes.ts'
import { groundOn, introduce, replacePart, type Making } from './compose.ts'
import type { Draft } from './draft.ts'
import { kinOf, wordListsIn } from './kin.ts'
import { itemText, leadOf, paragraphsOf, type Paragraph, type Passage } from './passages.ts'

const shown = 4
/** Four longer options are no half minute's reading. */
const longestItem = 45
/** A list may be quoted further than a sentence. */
const longestListQuote = 240

/** For each list of items (项) of the article one question, where wrong options can be had. */
export function askItems({ source, random }: Making): Draft[] {
  const lists = paragraphsOf(source.text).flatMap(listOf)
  return lists.flatMap((list) => {
    const near = list.items.filter((item) => quoteTo(source.text, list, [item]) !== null)
    const rights = shuffle(near, random).slice(0, 2 + Math.floor(random() * 2))
    const rest = list.items.filter((item) => !rights.includes(item))
    const altered = rest.flatMap((item) => alter(item, random))
    const kin = list.isOpen ? [] : kinOf(list.items, source.text)
    const wrongs = [foreignItems(list, lists), kin, altered].flatMap((some) =>
      shuffle(some, random),
    )
    const options = mix(rights, wrongs, random)
    const quote = quoteTo(source.text, list, rights)
    if (options === null || quote === null) return []
    const question = {
      kind: 'multiple' as const,
      stem: introduce(source) + list.stem,
      ...options,
      ...groundOn(source, quote),
    }
    return [{ question, point: `${list.place}:${list.noun}` }]
  })
}

/** A list of words of one kind in a passage (`警车、消防车、救护车`) as a question which they are. */
export function askWords(passage: Passage, { source, random }: Making): Draft[] {
  return wordListsIn(passage.text).flatMap((list) => {
    if (list.start < passage.from || list.end > passage.to) return []
    // 公安机关…应当与其他有关部门配合: who else is meant is left open.
    if (/其他有关/.test(passage.text)) return []
    const others = list.others.filter((word) => !source.text.includes(word))
    const rights = shuffle(list.words, random).slice(0, 2 + Math.floor(random() * 2))
    const options = mix(rights, shuffle(others, random), random)
    const stem = replacePart(passage.text, list, '（　）')
    if (options === null || list.words.some((word) => stem.includes(word))) return []
    const question = {
      kind: 'multiple' as const,
      stem: introduce(source) + stem,
      ...options,
      ...groundOn(source, passage.quote),
    }
    return [{ question, point: `${passage.place}:${list.words[0] ?? ''}` }]
  })
}

interface ItemList {
  place: number
  lead: string
  /** The lead as a question. */
  stem: string
  /** What the items are: 情形, 行为, 物品. */
  noun: string
  items: string[]
  /** It ends with `其他…`, so that it may hold more than it says. */
  isOpen: boolean
}

function listOf({ line, items }: Paragraph, index: number): ItemList[] {
  const lead = leadOf(line)
  const asked = lead === null ? null : askWhich(lead)
  if (lead === null || asked === null) return []
  const texts = items.flatMap((item) => itemText(item)?.replace(/的$/, '') ?? [])
  const short = texts.filter((text) => text.length <= longestItem)
  return [
    {
      place: index + 1,
      lead,
      ...asked,
      items: short,
      isOpen: /其他|其它/.test(items.at(-1) ?? ''),
    },
  ]
}

/** `有下列情形之一的，应当…：` → `有下列哪些情形的，应当…？`; null where the lead names no list. */
function askWhich(lead: string): { stem: string; noun: string } | null {
  const body = lead.replace(/：$/, '')
  const named = /(?:下列|以下)(?:各项)?([^，：。；]{0,14}?)(?:之一)?(?=的?[，；]|的?$)/
  const match = named.exec(body)
  if (match) return { stem: `${body.replace(named, '下列哪些$1')}？`, noun: match[1] ?? '' }
  const kinds = /(?:分为|包括)$/
  return kinds.test(body)
    ? { stem: `${body.replace(kinds, '包括下列哪些')}？`, noun: '种类' }
    : null
}

/**
 * Items of the article's other lists of the same kind that are certainly wrong for this one: it is
 * closed, or both lists are told apart by what follows (each its own punishment).
 */
function foreignItems(list: ItemList, lists: ItemList[]): string[] {
  const isPriced = ({ lead }: ItemList) => amountsIn(lead).length > 0
  return lists
    .filter((other) => other !== list && other.noun === list.noun && other.lead !== list.lead)
    .filter((other) => !list.isOpen || (isPriced(list) && isPriced(other)))
    .flatMap(({ items }) => items)
    .filter((item) => isApart(item, list.items))
}

/** The item with one thing changed, if anything can be. */
function alter(item: string, random: () => number): string[] {
  const whole = { text: item, from: 0, to: item.length, quote: item, place: '', ways: [] }
  const [change] = changesOf(whole, random).filter(({ rank }) => rank !== 'modal')
  return change === undefined ? [] : [replacePart(item, change, change.to)]
}

/** False where an item says about the same as one that is right. */
function isApart(item: string, rights: string[]): boolean {
  return rights.every((right) => {
    const shared = [...new Set(item)].filter((character) => right.includes(character)).length
    return shared / new Set(item).size < 0.6
  })
}

/** Four options by chance, two or three right ones and at least one wrong; null where there are too few. */
function mix(
  rights: string[],
  wrongs: string[],
  random: () => number,
): { options: string[]; key: number[] } | null {
  const wrong = wrongs.slice(0, shown - rights.length)
  if (wrong.length === 0 || rights.length + wrong.length < shown) return null
  const options = shuffle([...rights, ...wrong], random)
  const key = options.flatMap((option, index) => (rights.includes(option) ? index : []))
  return { options, key }
}

/** The lead down to the last of some items, where that is short enough to quote. */
function quoteTo(text: string, { lead }: ItemList, rights: string[]): string | null {
  const start = text.indexOf(lead)
  const ends = rights.map((right) => text.indexOf(right, start) + right.length)
  const quote = text.slice(start, Math.max(...ends))
  return quote.length <= longestListQuote ? quote : null
}
