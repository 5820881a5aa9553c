/** An article cut into statements that can be understood alone. Pure. */
import { shuffle } from './amounts.ts'

/** What can be asked about a passage. */
export type Way = 'fill-in' | 'single' | 'true-false'

/** A statement of an article that can be understood without the sentences around it. */
export interface Passage {
  /** It ends in 。 */
  text: string
  /** Only what stands from here to `to` is asked about. */
  from: number
  to: number
  /** The words of the article that decide it, a substring of the article's text. */
  quote: string
  /** Where in the article it stands: `1.2`, the same for passages that ask the same. */
  place: string
  ways: Way[]
}

/** A paragraph (款) with its items (项), as lines of the article. */
export interface Paragraph {
  line: string
  items: string[]
}

const everyWay: Way[] = ['fill-in', 'single', 'true-false']
const itemStart = /^(?:[（(][一二三四五六七八九十百]+[）)]|[一二三四五六七八九十]{1,3}、)\s*/
const subItemStart = /^(?:\d{1,2}[.．、]|[①-⑳]|[（(]\d{1,2}[）)])/

/** The paragraphs of an article's text; lines that begin with （一） are items of the one above. */
export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  for (const line of text.split('\n')) {
    const above = paragraphs.at(-1)
    const isItem = itemStart.test(line) || subItemStart.test(line)
    if (isItem && above) above.items.push(line)
    else if (line.trim() !== '') paragraphs.push({ line, items: [] })
  }
  return paragraphs
}

/** What an item says: without its number and the sign at its end; null where it is no item of its own. */
export function itemText(line: string): string | null {
  if (!itemStart.test(line)) return null
  const text = line
    .replace(itemStart, '')
    .replace(/[；;。，,\s]+$/, '')
    .replace(/；?(?:和|或者|以及)$/, '')
  const says = text.length >= 2 && !/[。：:]/.test(text) && !refers.test(text)
  return says &&
    !/^其[他它]|规定的其他|其他[^，]{0,14}(?:方式|措施|情形|行为|处罚|事项|内容|情况)$/.test(text)
    ? text
    : null
}

/** Words that mean something outside the sentence. */
const refers =
  /前款|前条|前项|前两[款项条]|前[一二三四五]+[款项条]|上款|上述|本[条款项章节](?![例令])|第[一二三四五六七八九十百零\d]+[条款项章节]|所列|如下|附表|附件/
/** How a sentence begins that goes on from the one before. */
const goesOn =
  /^(?:其(?!他)|该|此|这|对其|对该|对此|并|但|同时|因此|否则|必要时|必要的|情节|情况|逾期|违反规定|有上|有前|期限|经[^，]{0,8}批准|符合|不符合|特殊情况|因特殊|确有|未按|拒不|决定|除|申请|需要|发现|无法|不能|不得|应当|可以|由|在此)/
/** Sentences that teach nothing worth a question: definitions, purposes, who makes rules, from when. */
const idle =
  /所称|是指|含义|制定本|起施行|起实施|同时废止|另有规定|由[^，。]{2,40}(?:规定|制定)[^，。]{0,4}。|具体办法|参照[^，。]*执行|适用本[法条规办]|式样|解释。|另行制定|实施细则|实施办法/

/** Whether a sentence makes sense when it is read alone, and is worth asking about. */
export function standsAlone(sentence: string): boolean {
  return !refers.test(sentence) && !goesOn.test(sentence) && !idle.test(sentence)
}

/** Longer statements are no half minute's reading. */
const longest = 150

/** The passages of an article; chance decides which items of a list stand for the others. */
export function passagesOf(text: string, random: () => number): Passage[] {
  return paragraphsOf(text).flatMap((paragraph, index) => {
    const place = String(index + 1)
    if (paragraph.items.length === 0) return sentencesOf(paragraph.line, place)
    return [
      ...leadPassages(text, paragraph, place, random),
      ...itemPassages(text, paragraph, place),
    ]
  })
}

/** Each sentence, with those before it in front: it may mean them. */
function sentencesOf(line: string, place: string): Passage[] {
  const sentences = line.match(/[^。]+。[”’）]?/g) ?? []
  if (!standsAlone(sentences[0] ?? '')) return []
  const passages: Passage[] = []
  let before = ''
  for (const [index, sentence] of sentences.entries()) {
    const text = before + sentence
    if (text.length > longest || refers.test(sentence)) break
    const trimmed = text.trim()
    const from = trimmed.length - sentence.trim().length
    const passage = { text: trimmed, from, to: trimmed.length, quote: sentence.trim() }
    if (!idle.test(sentence) && !/下列|以下[^，。]{0,6}：/.test(sentence)) {
      passages.push({ ...passage, place: `${place}.${index + 1}`, ways: everyWay })
    }
    before = text
  }
  return passages
}

const oneOf = /有下列[^，：。]{2,12}?之一(的?)/

/** `有下列行为之一的，处…：（一）…`: the consequence, told with one item or another. */
function leadPassages(
  text: string,
  { line, items }: Paragraph,
  place: string,
  random: () => number,
): Passage[] {
  const lead = leadOf(line)
  if (lead === null || !oneOf.test(lead)) return []
  const told = shuffle(items, random).flatMap((item) => {
    const said = tellItem(lead, item)
    if (said === null || said.text.length > longest) return []
    return [{ said, quote: quoteOf(text, lead, item) }]
  })
  // An item near the lead can be quoted with it.
  const near = told.filter(({ quote }) => quote !== null)
  return (near.length > 0 ? near : told)
    .slice(0, everyWay.length)
    .map(({ said: { text: whole, end }, quote }, index) => ({
      text: whole,
      from: end,
      to: whole.length,
      quote: quote ?? lead,
      place,
      ways: everyWay.slice(index, index + 1),
    }))
}

/** The same, asking about the item; and items under a lead such as `应当做好以下工作：`. */
function itemPassages(text: string, { line, items }: Paragraph, place: string): Passage[] {
  const lead = leadOf(line)
  if (lead === null) return []
  return items.flatMap((item, index) => {
    const said = oneOf.test(lead) ? tellItem(lead, item) : listItem(lead, item)
    if (said === null || said.text.length > longest) return []
    const quote = quoteOf(text, lead, item) ?? item
    const { text: whole, start: from, end: to } = said
    return { text: whole, from, to, quote, place: `${place}.${index + 1}`, ways: everyWay }
  })
}

/** The sentence over the items, ending in ：; null where it does not stand alone. */
export function leadOf(line: string): string | null {
  const lead =
    line
      .match(/[^。]+[。：]/g)
      ?.at(-1)
      ?.trim() ?? ''
  const isWhole = line.trim() === lead
  return lead.endsWith('：') && isWhole && standsAlone(lead) ? lead : null
}

interface Told {
  text: string
  /** Where the words of the item stand. */
  start: number
  end: number
}

function tellItem(lead: string, line: string): Told | null {
  const item = itemText(line)?.replace(/的$/, '')
  const match = oneOf.exec(lead)
  if (item === undefined || match === null) return null
  const before = lead.slice(0, match.index)
  // 人民警察 + 人民警察违反…: an item with a subject of its own does not follow another.
  if (before !== '' && !/[，；、]$|[人员者关构位察民]$/.test(before)) return null
  const after = lead.slice(match.index + match[0].length).replace(/：$/, '。')
  if (/^[，]?。$/.test(after)) return null
  const told = before + item
  return { text: `${told}${match[1] ?? ''}${after}`, start: before.length, end: told.length }
}

function listItem(lead: string, line: string): Told | null {
  const item = itemText(line)
  if (item === null || !/下列|以下/.test(lead) || /情形|之一|情况/.test(lead)) return null
  return { text: `${lead}${item}。`, start: lead.length, end: lead.length + item.length }
}

/** A quote longer than this is no quote but the article. */
const longestQuote = 160

/** The lead and the items down to this one, if that is short enough. */
function quoteOf(text: string, lead: string, item: string): string | null {
  const start = text.indexOf(lead)
  const end = text.indexOf(item, start) + item.length
  const quote = text.slice(start, end).trim()
  return quote.length <= longestQuote ? quote : null
}
