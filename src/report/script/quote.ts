/** Which words of an article are read out. Pure. */

/**
 * The words of the article that decide: what the question quotes, else the sentence most like `about`; of a list its
 * head and the item most like `about`. Word for word, at most `room` characters; `……` stands for what is left out.
 */
export function quoteFrom(article: string, wish: Wish): string {
  const whole = withoutSpace(article)
  return whole.length <= wish.room ? whole : decisiveWords(article, wish).replace(/[；：]$/, '')
}

interface Wish {
  wanted: string | undefined
  about: string
  room: number
}

function decisiveWords(article: string, { wanted, about, room }: Wish): string {
  const whole = withoutSpace(article)
  const lines = article.split('\n').map(withoutSpace).filter(Boolean)
  const decisive = wanted === undefined ? '' : withoutSpace(wanted)
  if (decisive === '' || !whole.includes(decisive)) return cut(mostLike(lines, about), room)
  const head = lines.findIndex((line) => line.endsWith(decisive))
  if (decisive.endsWith('：') && head >= 0) return cut(withItem(lines, head, about), room)
  return cut(widened(lines, decisive, room), room)
}

/** As much around the decisive words as there is room for: the head of their list, or what follows them. */
function widened(lines: string[], decisive: string, room: number): string {
  const at = lines.findIndex((line) => line.includes(decisive))
  const line = lines[at]
  if (line === undefined) return decisive
  if (isItem(line)) {
    const head = lines.findLastIndex((other, index) => index < at && other.endsWith('：'))
    const whole = `${lines[head] ?? ''}${at - head > 1 ? '……' : ''}${line}`
    return head >= 0 && whole.length <= room ? whole : decisive.replace(itemNumber, '')
  }
  const from = line.length <= room ? 0 : line.indexOf(decisive)
  return wholeSentences(line.slice(from), decisive, room)
}

/** The words up to and with the decisive ones, and each whole sentence after them that has room. */
function wholeSentences(text: string, decisive: string, room: number): string {
  const end = text.indexOf(decisive) + decisive.length
  let taken = end
  for (const sentence of text.slice(end).split(/(?<=。)/)) {
    if (!sentence.endsWith('。') || taken + sentence.length > room) break
    taken += sentence.length
  }
  return text.slice(0, taken)
}

/** Whether the article still says what is quoted. */
export function says(article: string, quote: string): boolean {
  return withoutSpace(article).includes(withoutSpace(quote))
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, '')
}

function mostLike(lines: string[], about: string): string {
  const best = bestOf(lines, about)
  const line = lines[best] ?? ''
  const head = lines.findLastIndex((other, at) => at <= best && other.endsWith('：'))
  if (head >= 0 && (head === best || isItem(line))) return withItem(lines, head, about)
  const sentences = line.split(/(?<=。)/)
  return sentences[bestOf(sentences, about)] ?? line
}

/** The head of a list with the item that matters; items before it are left out. */
function withItem(lines: string[], head: number, about: string): string {
  const end = lines.findIndex((line, at) => at > head && !isItem(line))
  const items = lines.slice(head + 1, end < 0 ? undefined : end)
  const best = bestOf(items, about)
  const item = (items[best] ?? '').replace(/；$/, '')
  return `${lines[head] ?? ''}${best > 0 ? '……' : ''}${item}`
}

const itemNumber = /^[（(][一二三四五六七八九十]+[）)]/

function isItem(line: string): boolean {
  return itemNumber.test(line)
}

function bestOf(texts: string[], about: string): number {
  const scores = texts.map((text) => likeness(text, about))
  return Math.max(0, scores.indexOf(Math.max(...scores)))
}

/** How many pairs of neighbouring characters of `about` a text has. */
function likeness(text: string, about: string): number {
  const pairs = new Set(
    Array.from({ length: about.length - 1 }, (_, at) => about.slice(at, at + 2)),
  )
  return [...pairs].filter((pair) => text.includes(pair)).length
}

/** Cut after a sign, never in the midst of a clause. */
function cut(text: string, room: number): string {
  if (text.length <= room) return text
  const end = text.slice(0, room - 2).search(/[，。；：、][^，。；：、]*$/)
  return `${text.slice(0, end > 0 ? end : room - 2)}……`
}
