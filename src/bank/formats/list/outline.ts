import {
  answersFollow,
  answersOpen,
  assignAnswers,
  awaitsAnswers,
  groupOf,
  isQuestion,
  keysOfLine,
  questionsFollow,
  type AnswerGroup,
  type Entry,
} from './answers.ts'
import { holdsKey, isOptionBehindKey, type Block, type Part, type Section } from './block.ts'
import { inText, isNewQuestion, isTopic, isWhole, lastPoint, type Sublist } from './decide.ts'
import type { Head } from './heads.ts'
import type { Piece } from './labels.ts'
import type { Line } from './lines.ts'
import { startOf } from './numbers.ts'
import { startsOption } from './options.ts'
import { answerNext, isNumbered, isQuestionBelow } from './paragraphs.ts'
import type { Token } from './tokens.ts'

/** What the lines of a list belong to. */
export interface Outline {
  sections: Section[]
  /** Answers that belong to no question, or to several. */
  left: Entry[]
  /** Lines that belong to no question. */
  loose: Line[][]
}

interface State extends Outline {
  /** Answers that wait for the questions they belong to. */
  groups: AnswerGroup[]
  /** The last line of keys outside a list of answers. */
  keysAt: number
  tokens: Token[]
  /** Questions have numbers; else they are parted by empty lines and by what is whole. */
  numbered: boolean
  section: Section
  block: Block | null
  sub: Sublist | null
  /** Answers to questions above are being read. */
  group: AnswerGroup | null
  topic: string | undefined
  /** The number of the last question. */
  before: number
  /** The last line that belongs to no question. */
  lostAt: number
}

/** Finds the questions, the headings over them and the answers behind them. */
export function outlineOf(tokens: Token[]): Outline {
  const section: Section = { blocks: [] }
  const state: State = {
    tokens,
    numbered: isNumbered(tokens),
    sections: [section],
    left: [],
    groups: [],
    keysAt: -2,
    loose: [],
    section,
    block: null,
    sub: null,
    group: null,
    topic: undefined,
    before: 0,
    lostAt: -2,
  }
  for (const index of tokens.keys()) {
    if (state.group === null || !readAnswer(state, index)) readQuestion(state, index)
  }
  assign(state)
  return { sections: state.sections, left: state.left, loose: state.loose }
}

/** Gives the answers read so far to the questions above them. */
function assign(state: State): void {
  state.left.push(...assignAnswers(state.sections, state.groups))
  state.groups = []
}

function readQuestion(state: State, index: number): void {
  const token = state.tokens[index]
  if (!token) return
  if (token.end) return close(state)
  if (token.head) return readHead(state, index, token.head)
  if (isKeyLine(state, index, token)) return takeKeys(state, index, { answers: true })
  if (isTopic(state.tokens, index, state)) return readHead(state, index, { topic: token.line.text })
  if (token.start && isNewQuestion(state.tokens, index, state)) return open(state, token)
  if (token.start) countPoint(state, token.start, token.line.text)
  const isLabel = token.start?.style === 'tag'
  addPieces(state, index, isLabel ? [{ field: null, text: token.line.text }] : token.whole)
}

/** Keys for the questions above, or the next line of such keys. */
function isKeyLine(state: State, index: number, token: Token): boolean {
  const keys = keysOfLine(token)
  if (keys && state.keysAt === index - 1 && state.groups.length > 0) return true
  return answersOpen(keys, state.sections)
}

function close(state: State): void {
  state.block = null
  state.sub = null
}

function readHead(state: State, index: number, head: Head): void {
  const token = state.tokens[index]
  if (token && answersOpen(keysOfLine(token), state.sections)) return takeKeys(state, index, head)
  if (head.answers) {
    if (answersFollow(state.tokens, index, state)) return openGroup(state, head)
    return addPieces(state, index, [{ field: 'key', text: '' }])
  }
  if (token && state.block && isOwnTopic(state, index, head)) {
    return append(state, state.block, { field: 'topic', text: head.topic ?? '', line: token.line })
  }
  close(state)
  openSection(state, head)
  if (token?.head && token.pieces.length > 0) addPieces(state, index, token.pieces)
}

/** `章节：第一章` right below a key is said of that question. */
function isOwnTopic({ tokens, block }: State, index: number, head: Head): boolean {
  if (!head.labelled || !block || tokens[index]?.line.gap || tokens[index + 1]?.head) return false
  return holdsKey(block.parts)
}

/** A chapter under a kind, and a kind under a chapter, keep the other. */
function openSection(state: State, { kind, topic, ordinal }: Head): void {
  state.topic = topic ?? state.topic
  const kept = kind ?? (topic === undefined ? undefined : state.section.kind)
  state.section = {
    ...(kept === undefined ? {} : { kind: kept }),
    ...(state.topic === undefined ? {} : { topic: state.topic }),
    ...(ordinal === undefined ? {} : { ordinal }),
    blocks: [],
  }
  state.sections.push(state.section)
}

/** A line of keys, in a list of answers or by itself; lines that follow each other belong together. */
function takeKeys(state: State, index: number, head: Head): void {
  const token = state.tokens[index]
  if (!token) return
  close(state)
  const before = state.keysAt === index - 1 ? state.groups.at(-1) : undefined
  const group = state.group ?? before ?? groupOf(head, state.sections.length, undefined)
  if (state.groups.at(-1) !== group) state.groups.push(group)
  for (const { number, key } of keysOfLine(token) ?? []) {
    group.entries.push({ number, parts: [{ field: 'key', text: key, line: token.line }] })
  }
  state.keysAt = index
}

function openGroup(state: State, head: Head): void {
  close(state)
  state.group = groupOf(head, state.sections.length, undefined)
  state.groups.push(state.group)
}

/** Takes a line of a list of answers; false where questions begin again. */
function readAnswer(state: State, index: number): boolean {
  const token = state.tokens[index]
  const { group } = state
  if (!token || !group) return false
  if (token.end) return true
  if (token.head) return readAnswerHead(state, index, token.head)
  if (keysOfLine(token)) {
    takeKeys(state, index, {})
    return true
  }
  const { start } = token
  const last = group.entries.at(-1)
  if (start && start.number !== null && (!last || startsAnswer(state, token))) {
    if (isQuestion(state.tokens, index)) return leave(state)
    group.entries.push({ number: start.number, parts: withLine(token.pieces, token.line) })
    return true
  }
  if (last) last.parts.push(...withLine(token.whole, token.line))
  else lose(state, index, token.line)
  return true
}

function startsAnswer(state: State, { start }: Token): boolean {
  const style = state.section.style
  return style === undefined || start?.style === style
}

function readAnswerHead(state: State, index: number, head: Head): boolean {
  const token = state.tokens[index]
  assign(state)
  const after = state.group?.after ?? state.sections.length
  const asked = awaitsAnswers(state.sections.slice(0, after), head)
  if (!head.answers && (!asked || questionsFollow(state.tokens, index))) return leave(state)
  state.group = groupOf(head, after, head.topic ?? state.group?.topic)
  state.groups.push(state.group)
  if (token && keysOfLine(token)) takeKeys(state, index, head)
  return true
}

function leave(state: State): false {
  assign(state)
  for (const section of state.sections) section.closed = true
  state.group = null
  state.section = { blocks: [] }
  state.sections.push(state.section)
  return false
}

function open(state: State, { start, pieces, line }: Token): void {
  assign(state)
  const { section } = state
  const kind = start?.kind
  const style = start?.style
  if (style !== undefined && style !== 'tag') section.style = style
  state.block = {
    number: start?.number ?? null,
    section,
    parts: withLine(pieces.length > 0 ? pieces : [{ field: null, text: '' }], line),
    labelAt: pieces.findLastIndex(({ field }) => field !== null),
    ...(kind === undefined ? {} : { kind }),
  }
  state.sub = null
  state.before = start?.number ?? state.before
  section.blocks.push(state.block)
}

function withLine(pieces: Piece[], line: Line): Part[] {
  return pieces.map((piece) => ({ ...piece, line }))
}

/** A number that is none of a question: a list within the stem or the answer goes on or begins. */
function countPoint(
  state: State,
  { number, style }: NonNullable<Token['start']>,
  text: string,
): void {
  if (number === null) return
  const goesOn = state.sub?.style === style && state.sub.number + 1 === number
  if (goesOn || number === 1) state.sub = { style, number: lastPoint(text, number) }
}

function addPieces(state: State, index: number, pieces: Piece[]): void {
  const line = state.tokens[index]?.line
  if (!line) return
  for (const piece of pieces) {
    if (beginsUnnumbered(state, index, piece)) {
      open(state, { line, pieces: [piece], whole: [piece] })
    } else if (state.block && !isAstray(state, piece, line)) {
      append(state, state.block, { ...piece, line })
    } else {
      lose(state, index, line)
    }
  }
}

function append(state: State, block: Block, part: Part): void {
  const field = isOptionBehindKey(block, part) ? 'options' : part.field
  block.parts.push({ ...part, field })
  if (field === null) return
  block.labelAt = block.parts.length - 1
  // `答：1. 出示证件。` begins a list of points.
  const first = startOf(part.text)
  const begins = first?.number === 1
  state.sub = begins ? { style: first.style, number: lastPoint(part.text, 1) } : null
}

/** Text behind a whole question, an empty line between: it belongs to nothing. */
function isAstray({ block, numbered }: State, piece: Piece, line: Line): boolean {
  if (!block || !numbered || piece.field !== null || !line.gap) return false
  return isWhole(block) && !inText(block) && !startsOption(piece.text)
}

/** Lines without an empty one between stay together. */
function lose(state: State, index: number, line: Line): void {
  if (index === state.lostAt) return
  if (index === state.lostAt + 1 && !line.gap) state.loose.at(-1)?.push(line)
  else state.loose.push([line])
  state.lostAt = index
}

/** In a list without numbers a line begins a question where the one before is whole. */
function beginsUnnumbered(state: State, index: number, piece: Piece): boolean {
  if (state.numbered || piece.field !== null || piece.text === '' || startsOption(piece.text)) {
    return false
  }
  const { block, tokens } = state
  const like = (): boolean => isQuestionBelow(tokens, index, piece)
  if (!block) return like()
  if (!isWhole(block)) return false
  const gap = tokens[index]?.line.gap ?? false
  return inText(block) ? gap && answerNext(tokens, index) : gap || like()
}
