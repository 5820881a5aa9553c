/** A list of the law as a multiple choice: some of its items among others that are not. Pure. */
import { shuffle } from './amounts.ts'
import { changesOf } from './changes.ts'
import { groundOn, introduce, longestOption, replacePart, type Making } from './compose.ts'
import type { Draft } from './draft.ts'
import { wordListsIn } from './kin.ts'
import { itemText, leadOf, paragraphsOf, type Paragraph, type Passage } from './passages.ts'

const shown = 4

/** For each list of items (项) of the article one question, where wrong options can be had. */
export function askItems({ source, random }: Making): Draft[] {
  const paragraphs = paragraphsOf(source.text)
  return paragraphs.flatMap((paragraph, index) => {
    const lead = leadOf(paragraph.line)
    const stem = lead === null ? null : askWhich(lead)
    const items = shuffle(itemsOf(paragraph), random)
    if (lead === null || stem === null || items.length < 2) return []
    const foreign = paragraphs.filter((other) => other !== paragraph).flatMap(itemsOf)
    const rights = items.slice(0, Math.min(2 + Math.floor(random() * 2), items.length))
    const altered = items.slice(rights.length).flatMap((item) => alter(item, random))
    const wrongs = [
      ...shuffle(
        foreign.filter((item) => isApart(item, items)),
        random,
      ),
      ...altered,
    ]
    const options = mix(rights, wrongs, random)
    if (options === null) return []
    const question = {
      kind: 'multiple' as const,
      stem: introduce(source) + stem,
      ...options,
      ...groundOn(source, quoteFor(source.text, lead, paragraph, rights)),
    }
    return [{ question, point: `${index + 1}:项` }]
  })
}

/** A list of words of one kind in a passage (`警车、消防车、救护车`) as a question which they are. */
export function askWords(passage: Passage, { source, random }: Making): Draft[] {
  return wordListsIn(passage.text).flatMap((list) => {
    if (list.start < passage.from || list.end > passage.to) return []
    const others = list.others.filter((word) => !source.text.includes(word))
    const rights = shuffle(list.words, random).slice(0, 2 + Math.floor(random() * 2))
    const options = mix(rights, shuffle(others, random), random)
    if (options === null) return []
    const question = {
      kind: 'multiple' as const,
      stem: introduce(source) + replacePart(passage.text, list, '（　）'),
      ...options,
      ...groundOn(source, passage.quote),
    }
    return [{ question, point: `${passage.place}:${list.words[0] ?? ''}` }]
  })
}

function itemsOf({ items }: Paragraph): string[] {
  return items.flatMap((line) => {
    const text = itemText(line)
    return text !== null && text.length <= longestOption ? text.replace(/的$/, '') : []
  })
}

/** `有下列情形之一的，应当…：` → `有下列哪些情形的，应当…？`; null where the lead names no list. */
function askWhich(lead: string): string | null {
  const body = lead.replace(/：$/, '')
  const named = /(?:下列|以下)(?:各项)?([^，：。；]{0,14}?)(?:之一)?(?=的?[，；]|的?$)/
  if (named.test(body)) return `${body.replace(named, '下列哪些$1')}？`
  const kinds = /(?:分为|包括|如下|是)$/
  return kinds.test(body) ? `${body.replace(kinds, '包括下列哪些')}？` : null
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

/** The lead down to the last right item where that is short, else the lead. */
function quoteFor(text: string, lead: string, { items }: Paragraph, rights: string[]): string {
  const last = items.findLast((line) => rights.some((right) => line.includes(right)))
  const end = last === undefined ? 0 : text.indexOf(last) + last.length
  const quote = text.slice(text.indexOf(lead), end).trim()
  return last !== undefined && quote.length <= 300 ? quote : lead
}
