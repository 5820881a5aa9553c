import type { DecodedText } from '../../platform/tables-text.ts'
import type { Question } from '../../shared/question.ts'
import type { Draft } from './draft.ts'

/** Where in a file something stands, in the words a person would look for it with. */
export interface Place {
  sheet?: string
  /** 1-based row of a spreadsheet or csv. */
  row?: number
  /** 1-based line of a text file. */
  line?: number
  /** 1-based paragraph of a Word file; a line break begins another, empty ones do not count. */
  paragraph?: number
  /** 1-based number of a question in a file without lines a person counts. */
  item?: number
}

/**
 * Something a person must know about a file. Its text is the locale key `problem-${code}`. A code
 * that begins with `note-` is a remark on something that was read; every other one names a row or
 * question that was not.
 */
export interface Problem {
  where: Place
  code: string
  args?: Record<string, string | number>
  /** What stood there, where it was not understood as a question. */
  block?: string
  /** The question as it was read, where it could not be settled: what a person corrects. */
  draft?: Draft
}

export interface Item {
  place: Place
  question: Question
}

/** What was understood of a file. A refused file has no items and one problem. */
export interface BankFile {
  format: string
  encoding?: string
  /** The bank that the file itself says it belongs to. */
  bank?: string
  items: Item[]
  problems: Problem[]
}

/** A file as it reaches its reader: the bytes, and for a text format what they say. */
export interface Source {
  bytes: Uint8Array
  decoded: DecodedText | null
}

/**
 * Reads one format. Everything the file holds is an item or a problem with its place.
 * @throws UnreadableFile when the file as a whole cannot be read
 */
export type Reader = (source: Source) => BankFile | Promise<BankFile>
