import { articleName, keepNumber, numeral } from '../article-number.ts'
import type { ArticleText, LawProblem, Line } from './law-text.ts'
import {
  isAnnex,
  isContents,
  readArticleStart,
  readHeading,
  type ArticleStart,
  type Heading,
} from './lines.ts'

type Found = Omit<LawProblem, 'law'>

/** How far the reading of a law has come. */
interface Walk {
  articles: ArticleText[]
  problems: Found[]
  /** Lines that belong to no article: a preamble, an annex. */
  outside: Line[]
  seen: Set<string>
  headings: Heading[]
  /** True while the line before was a heading, which may go on. */
  afterHeading: boolean
  open: ArticleText | null
  last: { article: number; insertion: number }
  inAnnex: boolean
}

/** What stands after the number of an article that a sentence only refers to. */
const reference = /^(?:第|款|项|之|、|和|至|或|及|以|的|所|规|中|与|，|。|；)/

/**
 * The articles of one law from its lines, head excluded, and what is wrong with their numbering. A
 * number glued to the end of a paragraph begins an article when it is the next one. Lines outside
 * any article are reported, not kept.
 */
export function readArticles(lines: Line[]): { articles: ArticleText[]; problems: Found[] } {
  const walk: Walk = {
    articles: [],
    problems: [],
    outside: [],
    seen: new Set(),
    headings: [],
    afterHeading: false,
    open: null,
    last: { article: 0, insertion: 0 },
    inAnnex: false,
  }
  for (const line of lines) takeLine(walk, line)
  const { articles, problems, outside } = walk
  return { articles, problems: [...problems, ...emptyOnes(articles), ...leftOut(outside)] }
}

function takeLine(walk: Walk, line: Line): void {
  const start = readArticleStart(line.text)
  if (start && begins(walk, start)) {
    beginArticle(walk, line, start)
    if (!start.spaced) remark(walk, line, { code: 'note-no-space', start })
    return addParagraph(walk, line, start.rest)
  }
  const heading = walk.inAnnex ? null : readHeading(line.text)
  if (heading) return takeHeading(walk, heading)
  const above = walk.headings.at(-1)
  if (walk.afterHeading && above && continuesHeading(line.text)) {
    above.text += line.text
    return
  }
  if (walk.articles.length > 0 && isAnnex(line.text)) {
    walk.inAnnex = true
    walk.open = null
  }
  if (!isContents(line.text)) addParagraph(walk, line, line.text)
}

/** The second line of a heading that was too long for one. */
function continuesHeading(text: string): boolean {
  return text.length <= 40 && !/[。；：，]/.test(text) && !isContents(text)
}

/** A reference at the beginning of a paragraph, 第三条规定的…, begins nothing. */
function begins(walk: Walk, start: ArticleStart): boolean {
  if (!walk.inAnnex && start.spaced) return true
  return isNext(walk, start) && !reference.test(start.rest)
}

function isNext({ last }: Walk, { article, insertion }: ArticleStart): boolean {
  return insertion === null
    ? article === last.article + 1
    : article === last.article && insertion === last.insertion + 1
}

function beginArticle(walk: Walk, line: Line, start: ArticleStart): void {
  const number = keepNumber(start.article, start.insertion)
  walk.afterHeading = false
  walk.inAnnex = false
  if (walk.seen.has(number)) {
    remark(walk, line, { code: 'repeated', start })
    walk.open = null
    return
  }
  reportGap(walk, line, start)
  walk.seen.add(number)
  walk.open = { number, chapters: walk.headings.map(({ text }) => text), text: '' }
  walk.articles.push(walk.open)
  walk.last = { article: start.article, insertion: start.insertion ?? 0 }
}

function reportGap(walk: Walk, line: Line, start: ArticleStart): void {
  const expected = walk.last.article + 1
  const { article, insertion } = start
  if (insertion === null && article > expected) {
    const from = articleName(String(expected))
    const args = { from, to: articleName(String(article - 1)), count: article - expected }
    walk.problems.push({ line: line.number, code: 'gap', args })
  } else if (!isNext(walk, start)) remark(walk, line, { code: 'order', start })
}

function remark(
  walk: Walk,
  line: Line,
  { code, start }: { code: string; start: ArticleStart },
): void {
  const args = { article: articleName(keepNumber(start.article, start.insertion)) }
  walk.problems.push({ line: line.number, code, args })
}

/** Adds a paragraph to the open article, splitting off an article that is glued to its end. */
function addParagraph(walk: Walk, line: Line, text: string): void {
  walk.afterHeading = false
  const glued = findGlued(walk, text)
  const own = (glued ? text.slice(0, glued.index) : text).trim()
  if (own !== '') {
    const { open } = walk
    if (open) open.text = open.text === '' ? own : `${open.text}\n${own}`
    else walk.outside.push({ number: line.number, text: own })
  }
  if (!glued) return
  beginArticle(walk, line, glued.start)
  remark(walk, line, { code: 'note-glued', start: glued.start })
  addParagraph(walk, line, glued.start.rest)
}

const gluedStart = new RegExp(`(?<=[。；）”])\\s*(?=第${numeral}+条(?:之${numeral}+)?\\s)`, 'g')

/** `…。第一百二十八条 …`: where the next article begins within a paragraph. */
function findGlued(walk: Walk, text: string): { index: number; start: ArticleStart } | null {
  for (const { index, 0: space } of text.matchAll(gluedStart)) {
    const start = readArticleStart(text.slice(index + space.length))
    if (start && isNext(walk, start) && !reference.test(start.rest)) {
      return { index: index + space.length, start }
    }
  }
  return null
}

/** A heading takes the place of its equals and of all below them. */
function takeHeading(walk: Walk, heading: Heading): void {
  const level = heading.level ?? walk.headings[0]?.level ?? 0
  const above = walk.headings.filter((other) => (other.level ?? 0) < level)
  walk.headings = [...above, { text: heading.text, level }]
  walk.afterHeading = true
  walk.open = null
}

function emptyOnes(articles: ArticleText[]): Found[] {
  return articles
    .filter(({ text }) => text === '')
    .map(({ number }) => ({ code: 'empty', args: { article: articleName(number) } }))
}

/** One remark for all lines that belong to no article, with the first of them. */
function leftOut(outside: Line[]): Found[] {
  const [first] = outside
  if (!first) return []
  const args = { count: outside.length, first: [...first.text].slice(0, 20).join('') }
  return [{ line: first.number, code: 'note-outside', args }]
}
