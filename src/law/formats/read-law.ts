import { bareTitle, isTitle, readDates, titleFromName } from './head.ts'
import type { ArticleText, LawFile, LawProblem, LawText, Line } from './law-text.ts'
import { isContents, readArticleStart, readHeading, readLines } from './lines.ts'
import { readArticles } from './read-articles.ts'

/** A text with fewer articles than this is none: a page that quotes one is no law. */
const fewestArticles = 3
/** A head longer than this is no head; a title stands at its beginning or just above the first article. */
const headLines = 60

/**
 * Reads one or several laws from the text of a file: txt or Markdown as official and public sites
 * give them. `name` is the file name, whose date completes the text's. A text that is no law gives no
 * laws. Nothing of the wording is changed.
 */
export function readLaw(text: string, { name }: { name: string }): LawFile {
  const { title, lines } = readLines(text)
  return readLawLines(lines, { name, title })
}

/** `readLaw` for lines that were read already, such as the paragraphs of a Word file. */
export function readLawLines(
  lines: Line[],
  { name, title }: { name: string; title: string | null },
): LawFile {
  if (asksQuestions(lines)) return { laws: [], problems: [] }
  const files = splitLaws(lines).map((part, index) =>
    readOne(part, { name, title: index === 0 ? title : null }),
  )
  return {
    laws: files.flatMap(({ law }) => law ?? []),
    problems: files.flatMap(({ law, problems }) => (law ? problems : [])),
  }
}

/** Lettered options or answers a line: a question bank, which may quote whole articles. */
function asksQuestions(lines: Line[]): boolean {
  const asking = /^(?:[A-DＡ-Ｄ]\s*[.．、)）:：]|[【[]?(?:正确|参考|标准)?答案[】\]]?\s*[:：])/
  const count = lines.filter(({ text }) => asking.test(text)).length
  return count >= 4 && count > lines.length / 50
}

/** A file may hold several laws: where the numbers begin again below a title, another begins. */
function splitLaws(lines: Line[]): Line[][] {
  const starts = lines.map(({ text }) => readArticleStart(text))
  const cuts = [0]
  let last = -1
  for (const [index, start] of starts.entries()) {
    if (!start?.spaced) continue
    if (start.article === 1 && start.insertion === null && last >= 0) {
      const title = lastTitle(lines, last + 1, index)
      if (title >= 0) cuts.push(title)
    }
    last = index
  }
  return cuts.map((cut, index) => lines.slice(cut, cuts[index + 1]))
}

/** The last line from `from` to `to` that can be a title; -1 for none. */
function lastTitle(lines: Line[], from: number, to: number): number {
  return lines.findLastIndex(({ text }, index) => index >= from && index < to && isTitle(text))
}

function readOne(
  lines: Line[],
  file: { name: string; title: string | null },
): { law: LawText | null; problems: LawProblem[] } {
  const first = lines.findIndex(({ text }) => readArticleStart(text)?.spaced)
  const { articles, problems } = readArticles(lines.slice(Math.max(0, bodyStart(lines, first))))
  const head = lines.slice(0, Math.max(0, bodyStart(lines, first)))
  const title = titleOf(head, file)
  if (articles.length < fewestArticles || title === null) return { law: null, problems: [] }
  const { date, inForce, source, notes } = readDates(
    head.map(({ text }) => text).join('\n'),
    endingOf(articles),
    file.name,
  )
  const law = { title, date, inForce, source, articles }
  return {
    law,
    problems: [
      ...notes.map((note) => ({ law: title, ...note })),
      ...problems.map((problem) => ({ law: title, ...problem })),
    ],
  }
}

/** The head ends where the contents, the first heading or the first article begin. */
function bodyStart(lines: Line[], firstArticle: number): number {
  const before = firstArticle < 0 ? lines : lines.slice(0, firstArticle)
  const found = before.findIndex(({ text }) => isContents(text) || readHeading(text) !== null)
  return found < 0 ? firstArticle : found
}

function titleOf(head: Line[], file: { name: string; title: string | null }): string | null {
  if (file.title) return bareTitle(file.title)
  const texts = head.slice(-headLines).map(({ text }) => text)
  const whole = texts.findLast((text) => isTitle(text))
  // A title may be broken over two lines: 中华人民共和国 / 治安管理处罚法.
  const broken = texts.findIndex((text) => /^中华人民共和国$/.test(text.replace(/\s/g, '')))
  const joined = broken < 0 ? null : `中华人民共和国${texts[broken + 1] ?? ''}`
  if (joined !== null && isTitle(joined)) return bareTitle(joined)
  if (whole !== undefined) return bareTitle(whole)
  const named = titleFromName(file.name)
  return isTitle(named) ? named : null
}

/** The words that say when a law comes into force stand in its last articles. */
function endingOf(articles: ArticleText[]): string {
  return articles
    .slice(-3)
    .map(({ text }) => text)
    .join('\n')
}
