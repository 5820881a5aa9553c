import type { MoodleAnswer } from './answers.ts'
import type { Gap } from './gaps.ts'
import { plainOptions, plainText, type MoodleText, type TextFormat } from './text.ts'

const types =
  'SHORTANSWER|SA|MW|SHORTANSWER_C|SAC|MWC|NUMERICAL|NM|MULTICHOICE(?:_[HV]?S?)?|MC[HV]?S?|MULTIRESPONSE(?:_H?S?)?|MRH?S?'

/** A gap of Moodle's cloze questions, `{2:SHORTANSWER:=Berlin~%50%Bonn#no longer}`. */
const gapPattern = new RegExp(
  String.raw`\{\s*\d*\s*:\s*(${types})\s*(?::((?:[^\\}]|\\[^])*))?\}`,
  'g',
)

/** Stands for a gap while the text around it loses its markup; no text has it. */
const mark = '\uFDD1'

/** Whether a text has gaps as Moodle's cloze questions write them. */
export function hasCloze(text: string): boolean {
  return text.search(gapPattern) >= 0
}

export interface ClozeText {
  /** What stands around the gaps, without markup: one more than there are gaps. */
  texts: string[]
  gaps: Gap[]
  /** Remarks on single gaps. */
  remarks: string[]
}

/**
 * Reads a text with embedded answers, as Moodle's cloze questions and its multianswer files have
 * them. Grammar: qtype_multianswer of Moodle. A gap that is written wrongly has no answers. `restore`
 * gives back what a format around it has put away for its own grammar.
 */
export function readCloze(
  text: string,
  format: TextFormat,
  restore: (text: string) => string = (same) => same,
): ClozeText {
  const found = [...text.matchAll(gapPattern)]
  const around = plainText({ text: restore(text.replace(gapPattern, mark)), format })
  const gaps = found.map(([, type = '', body = '']) =>
    readGap(type, body, (part) => ({ text: restore(part), format })),
  )
  const caseMatters = found.some(([, type = '']) => /_C$|^SAC$|^MWC$/.test(type))
  return { texts: around.split(mark), gaps, remarks: caseMatters ? ['note-case'] : [] }
}

function readGap(type: string, body: string, written: (text: string) => MoodleText): Gap {
  const raw = splitAt(body, '~').flatMap((part) => readAlternative(part))
  const texts = plainOptions(raw.map(({ text }) => written(text)))
  const answers = raw.map((answer, index) => ({
    ...answer,
    text: texts[index] ?? '',
    feedback: plainText(written(answer.feedback ?? '')),
  }))
  if (/^(NUMERICAL|NM)$/.test(type)) return { type: 'number', answers: answers.map(withTolerance) }
  if (/^(S|MW)/.test(type)) return { type: 'typed', answers }
  return { type: 'choice', answers, ...(/^(MULTIR|MR)/.test(type) ? { several: true } : {}) }
}

function readAlternative(part: string): MoodleAnswer[] {
  const [, share, body = ''] = /^\s*(=|%-?\d+(?:[.,]\d*)?%)?([^]*)$/.exec(part) ?? []
  const [text = '', ...feedback] = splitAt(body, '#')
  if (text.trim() === '') return []
  const fraction = share === '=' ? 100 : Number((share ?? '0').replace(/%/g, '').replace(',', '.'))
  return [{ text: unescape(text).trim(), fraction, feedback: unescape(feedback.join('#')).trim() }]
}

/** Parts between a sign that has no backslash before it and ends no HTML entity (`&#39;`). */
function splitAt(text: string, sign: '~' | '#'): string[] {
  const parts = ['']
  for (const [piece] of text.matchAll(/\\[^]|&#x?[0-9a-f]+;|[^]/gi)) {
    if (piece === sign) parts.push('')
    else parts.push((parts.pop() ?? '') + piece)
  }
  return parts
}

function unescape(text: string): string {
  return text.replace(/\\([}~#{"\\/=:])/g, '$1')
}

function withTolerance(answer: MoodleAnswer): MoodleAnswer {
  const [, value, tolerance] = /^([^:]+):([^:]*)$/.exec(answer.text) ?? []
  return value === undefined || tolerance === undefined
    ? answer
    : { ...answer, text: value.trim(), tolerance }
}
