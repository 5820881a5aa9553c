import type { Day } from '../../shared/day.ts'

/** An article as a file gives it. */
export interface ArticleText {
  /** `83`, or `120-1` for 第一百二十条之一. */
  number: string
  /** The headings above it, outermost first. */
  chapters: string[]
  /** Its paragraphs, parted by line ends, word for word, without 第N条. */
  text: string
}

/** How the first day in force is known: the text says a date, says 自公布之日, or says nothing that fits. */
export type InForceSource = 'stated' | 'published' | 'assumed'

/** A law as a file gives it. */
export interface LawText {
  title: string
  /** The day the text was passed, revised or published; null where neither text nor name says. */
  date: Day | null
  /** Its first day in force; null exactly where `date` is. */
  inForce: Day | null
  source: InForceSource
  articles: ArticleText[]
}

/**
 * Something a person must know about a law that was read. Its text is the locale key
 * `law-problem-${code}`. A code that begins with `note-` is a remark; every other one is a defect of
 * the text, such as a gap in the numbering.
 */
export interface LawProblem {
  /** The title of the law. */
  law: string
  /** 1-based line of a text file or paragraph of a Word file. */
  line?: number
  code: string
  args: Record<string, string | number>
}

/** What was understood of a file; no laws where it holds none. */
export interface LawFile {
  laws: LawText[]
  problems: LawProblem[]
}

/** A line of a file without its markup and outer spaces. */
export interface Line {
  /** 1-based. */
  number: number
  text: string
}
