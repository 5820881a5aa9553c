import { instructionSpans } from './instructions.ts'
import { bare, normalise } from './normalise-answer.ts'
import type { Span } from './normalise-answer.ts'

const shortest = 2
const longest = 80

/**
 * The words of the raw answer that a quote stands for, or null when it proves nothing: it is not in
 * the answer letter by letter (punctuation and spelling aside), is too short or too long, only
 * repeats the question, or lies in words addressed to whoever marks.
 */
export function verifiedQuote(
  { answer, question }: { answer: string; question: string },
  quote: string,
): string | null {
  const wanted = bare(quote)
  if (wanted.length < shortest || wanted.length > longest) return null
  if (bare(question).includes(wanted)) return null
  const { letters, origin } = lettersOf(answer)
  const forbidden = rawSpans(answer)
  for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + 1)) {
    const last = origin[at + wanted.length - 1] ?? 0
    const span = { start: origin[at] ?? 0, end: last + charAt(answer, last).length }
    if (!forbidden.some((f) => span.start < f.end && f.start < span.end))
      return answer.slice(span.start, span.end)
  }
  return null
}

/** The letters of the answer in one spelling, and the raw index of each. */
function lettersOf(answer: string): { letters: string; origin: number[] } {
  const letters: string[] = []
  const origin: number[] = []
  let at = 0
  for (const symbol of answer) {
    for (const letter of bare(symbol)) {
      letters.push(letter)
      for (let i = 0; i < letter.length; i++) origin.push(at)
    }
    at += symbol.length
  }
  return { letters: letters.join(''), origin }
}

function rawSpans(answer: string): Span[] {
  const { text, origin } = normalise(answer)
  return instructionSpans(text).map(({ start, end }) => ({
    start: origin[start] ?? 0,
    end: origin[end] ?? answer.length,
  }))
}

function charAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0)
}
