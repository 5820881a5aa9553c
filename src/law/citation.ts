/** How people cite: `《治安管理处罚法》第八十三条第二款第（三）项`. Pure. */
import { keepNumber, numeral, readNumeral } from './article-number.ts'

/** An article, and the paragraph (款) and item (项) in it that are meant. */
export interface Citation {
  /** `83`, or `120-1` for 第一百二十条之一. */
  number: string
  paragraph: number | null
  item: number | null
}

const bracketed = `[（(]?(${numeral}+)[）)]?`
const cited = new RegExp(
  `第\\s*(${numeral}+)\\s*条(?:\\s*之\\s*(${numeral}+))?(?:\\s*第\\s*${bracketed}\\s*款)?(?:\\s*第\\s*${bracketed}\\s*项)?`,
  'g',
)

/** Every article that a text cites, in order; `83` and `120-1` alone are read as numbers too. */
export function readCitations(text: string): (Citation & { at: number; length: number })[] {
  const bare = /^\s*(\d{1,4})(?:-(\d{1,2}))?\s*$/.exec(text.normalize('NFKC'))
  if (bare) {
    const [, article = '', insertion] = bare
    const number = insertion ? `${Number(article)}-${Number(insertion)}` : String(Number(article))
    return [{ number, paragraph: null, item: null, at: 0, length: text.length }]
  }
  return [...text.matchAll(cited)].flatMap((match) => {
    const [cite, article = '', insertion, paragraph, item] = match
    const number = readNumeral(article)
    if (number === null) return []
    return {
      number: keepNumber(number, insertion === undefined ? null : readNumeral(insertion)),
      paragraph: paragraph === undefined ? null : readNumeral(paragraph),
      item: item === undefined ? null : readNumeral(item),
      at: match.index,
      length: cite.length,
    }
  })
}

/** A paragraph (款) of an article with the items (项) that belong to it. */
export interface Paragraph {
  text: string
  items: { number: number; text: string }[]
}

const itemStart = new RegExp(`^[（(](${numeral}+)[）)]`)

/** The paragraphs of an article: lines that begin with （一） are items of the one above. */
export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  for (const line of text.split('\n')) {
    const number = readNumeral(itemStart.exec(line)?.[1] ?? '')
    const above = paragraphs.at(-1)
    if (number !== null && above) above.items.push({ number, text: line })
    else paragraphs.push({ text: line, items: [] })
  }
  return paragraphs
}

/**
 * The words of an article that a citation means: the item with the sentence over it, the paragraph
 * with its items, or the whole. Null where the article has no such paragraph or item.
 */
export function citedPart(text: string, { paragraph, item }: Citation): string | null {
  if (paragraph === null && item === null) return text
  const paragraphs = paragraphsOf(text)
  const candidates = paragraph === null ? paragraphs : paragraphs.slice(paragraph - 1, paragraph)
  if (item === null) return candidates[0] ? whole(candidates[0]) : null
  for (const { text: lead, items } of candidates) {
    const found = items.find(({ number }) => number === item)
    if (found) return `${lead}\n${found.text}`
  }
  return null
}

function whole({ text, items }: Paragraph): string {
  return [text, ...items.map((item) => item.text)].join('\n')
}
