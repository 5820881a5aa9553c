/** A question of a Moodle XML file as it stands there, with the line on which it begins. */
export interface QuestionPart {
  line: number
  /** From `<question` to `</question>`; null where it is not closed. */
  xml: string | null
  /** What stands there of one that is not closed. */
  text: string
}

const token = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<question(?=[\s>])[^>]*>|<\/question\s*>/g

/**
 * Cuts a Moodle XML file at its questions, so that a broken one costs only itself and the others
 * keep their lines. Tags in comments and in CDATA are none.
 */
export function questionParts(text: string): QuestionPart[] {
  const parts: QuestionPart[] = []
  const lineOf = lineCounter(text)
  let open = -1
  const close = (end: number, whole: boolean): void => {
    const xml = text.slice(open, end)
    parts.push({ line: lineOf(open), xml: whole ? xml : null, text: xml })
    open = -1
  }
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found.startsWith('<!')) continue
    if (found.startsWith('</')) {
      if (open >= 0) close(index + found.length, true)
      continue
    }
    if (open >= 0) close(index, false)
    open = index
    if (found.endsWith('/>')) close(index + found.length, true)
  }
  if (open >= 0) close(text.length, false)
  return parts
}

/** The line of a place in a text; places must be asked for in their order. */
function lineCounter(text: string): (index: number) => number {
  let line = 1
  let at = 0
  return (index) => {
    for (; at < index; at += 1) if (text.charCodeAt(at) === 10) line += 1
    return line
  }
}
