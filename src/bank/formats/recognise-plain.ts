import { protect } from './gift/escape.ts'
import { hasCloze } from './moodle/cloze.ts'

/** Braces that may be GIFT where they end a paragraph: true or false, and an essay's nothing. */
const barely = /\{\s*(?:(?:T|TRUE|F|FALSE)\s*(?:#[^{}]*)?|(?:####[^{}]*)?)\}[^\n\p{L}\p{N}]*$/u

/** Tells the two formats of Moodle that are plain text from any other text. */
export function recognisePlain(text: string): 'gift' | 'aiken' | null {
  if (looksLikeGift(text)) return 'gift'
  return looksLikeAiken(text) ? 'aiken' : null
}

/** Whether the first line that is no comment can only be GIFT: a category, a name, a format. */
export function beginsAsGift(text: string): boolean {
  const first = /^(?:[ \t]*(?:\/\/[^\r\n]*)?[\r\n]+)*([^\r\n]*)/.exec(text)?.[1] ?? ''
  return /^\s*(?:\$CATEGORY:|::.+?::|\[(?:html|markdown|plain|moodle)\])/i.test(first)
}

/** Whether a text is a bank in GIFT, or a text with Moodle's embedded answers. */
export function looksLikeGift(text: string): boolean {
  if (beginsAsGift(text)) return true
  const code = protect(text.replace(/\r\n?/g, '\n'))
  const options = code.match(/^[^\S\r\n]*[（(]?[A-Ha-hＡ-Ｈ][.．、)）]/gm)?.length ?? 0
  const strong = Array.from(code.matchAll(/\{([^{}]*)\}/g)).filter((found) =>
    holdsAnswers(code, found),
  ).length
  if (strong > 0) return options < strong * 2 + 2
  if (hasCloze(text)) return true
  if (options > 0) return false
  const paragraphs = code
    .split(/\n\s*\n/)
    .map((part) => part.replace(/^\s*\/\/.*$/gm, '').trim())
    .filter((part) => part !== '')
  const weak = paragraphs.filter((part) => barely.test(part)).length
  return weak > 0 && weak * 2 >= paragraphs.length
}

/** Braces that hold answers as only GIFT writes them; LaTeX and templates have other braces. */
function holdsAnswers(code: string, { 1: inside = '', index }: RegExpExecArray): boolean {
  const before = code.slice(Math.max(0, index - 30), index)
  if (/(?:\\[a-zA-Z]*|[\\^_{}])$/.test(before)) return false
  const text = inside.trim()
  if (text.startsWith('=')) return text.length > 1
  if (text.startsWith('~')) return /[=%]/.test(text)
  return /^#\s*(?:=|-?[\d.])|^>\s*\d/.test(text)
}

/**
 * Whether a text is a bank in Aiken: lettered options and answers, and no numbers as in a list.
 * Blanks are only skipped within a line: across thousands of empty ones it would take minutes.
 */
function looksLikeAiken(text: string): boolean {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  if (count(/^[^\S\r\n]*[（(]?[A-ZＡ-Ｚ][)）.．、][ \t]*\S/gm) < 2) return false
  if (count(/^[^\S\r\n]*ANSWER\s*[:：]\s*\S/gm) > 0) return true
  if (count(/^[^\S\r\n]*(?:正确|参考)?答案\s*[:：]\s*\S/gm) === 0) return false
  return (
    count(/^[^\S\r\n]*(?:[（(【[]?\s*[\d一二三四五六七八九十]|第[\d一二三四五六七八九十]+题)/gm) ===
    0
  )
}
