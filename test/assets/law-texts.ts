import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One law as filed: its title, the dates its head and file name carry, its articles' words. */
export interface LawText {
  title: string
  /** `YYYY-MM-DD`. */
  dates: string[]
  /** `第八十三条` → its text without any white space. */
  articles: Map<string, string>
}

/** Reads every law of a folder of plain texts (.txt) and Markdown (.md). */
export function readLaws(folder: string): LawText[] {
  return readdirSync(folder)
    .filter((file) => /\.(?:txt|md)$/.test(file))
    .map((file) => readLaw(file, readFileSync(join(folder, file), 'utf8')))
}

function readLaw(file: string, text: string): LawText {
  const lines = text
    .replace('\uFEFF', '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return {
    title: (lines[0] ?? '').replace(/^#\s*/, ''),
    dates: datesOf(file, lines.slice(0, 12).join('\n')),
    articles: articlesOf(lines),
  }
}

function datesOf(file: string, head: string): string[] {
  const named = [...file.matchAll(/(\d{4})-?(\d{2})-?(\d{2})/g)]
  const written = [...head.normalize('NFKC').matchAll(/(\d{4})年(\d{1,2})月(\d{1,2})日/g)]
  return [...named, ...written].map(
    ([, year, month, day]) => `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`,
  )
}

const articleStart = /^(第[零一二三四五六七八九十百]+条)\s/
const heading = /^(?:#|第[一二三四五六七八九十]+[章节])/

/** A paragraph without a number of its own belongs to the article above it. */
function articlesOf(lines: string[]): Map<string, string> {
  const articles = new Map<string, string>()
  let current: string | undefined
  for (const line of lines) {
    const started = articleStart.exec(line)?.[1]
    if (started) current = started
    else if (heading.test(line)) current = undefined
    if (!current) continue
    const words = started ? line.slice(started.length) : line
    articles.set(current, (articles.get(current) ?? '') + words.replace(/\s/g, ''))
  }
  return articles
}
