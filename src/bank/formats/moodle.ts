import { UnreadableFile } from '../../platform/tables-types.ts'
import { parseXml } from '../../platform/xml.ts'
import type { BankFile } from './format.ts'
import { categoryOf, readElement } from './moodle/element.ts'
import { finishMoodle, type PlacedOutcome } from './moodle/finish.ts'
import { questionParts, type QuestionPart } from './moodle/parts.ts'
import { settleMoodle } from './moodle/question.ts'
import { topicOf } from './topic.ts'

/**
 * Reads a bank in Moodle XML, question by question: one that is broken is a problem with its line
 * and the reason, and the others are read.
 * @throws UnreadableFile `xml-doctype`: no question needs a document type
 */
export function readMoodle(text: string): BankFile {
  const parts = questionParts(text)
  const head = text.slice(0, text.search(/<question[\s>]/) + 1 || text.length)
  if (/<!DOCTYPE/i.test(head)) throw new UnreadableFile('xml-doctype')
  const read: PlacedOutcome[] = []
  let topic = ''
  for (const part of parts) {
    const placed = readPart(part, topic)
    if ('category' in placed) topic = topicOf(placed.category)
    else read.push(placed)
  }
  const file = finishMoodle('moodle', read)
  const last = { line: text.trimEnd().split('\n').length }
  return /<\/quiz\s*>/.test(text.slice(-2000)) || parts.length === 0
    ? file
    : { ...file, problems: [...file.problems, { where: last, code: 'note-xml-cut' }] }
}

function readPart(part: QuestionPart, topic: string): PlacedOutcome | { category: string } {
  const where = { line: part.line }
  const broken = (reason: string, line: number): PlacedOutcome => ({
    where,
    block: part.text,
    drafts: [],
    problems: [{ code: 'question-broken', args: { line, reason } }],
  })
  if (part.xml === null) return broken('</question>?', part.line)
  try {
    const element = parseXml(part.xml)
    const category = categoryOf(element)
    if (category !== null) return { category }
    return { where, block: part.text, ...settleMoodle(readElement(element, where, topic)) }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    const { line = 1, reason = error.code } = error.args
    return broken(String(reason), part.line + Number(line) - 1)
  }
}
