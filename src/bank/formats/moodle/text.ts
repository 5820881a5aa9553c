import { comparable, hasMarkup, htmlToText, tidyText } from '../clean.ts'

/** How a text of Moodle's is written; `moodle` is plain text in which HTML also works. */
export type TextFormat = 'html' | 'markdown' | 'moodle' | 'plain'

export interface MoodleText {
  text: string
  format: TextFormat
}

/** A text of Moodle's as a person reads it in a chat, without markup. */
export function plainText({ text, format }: MoodleText): string {
  switch (format) {
    case 'html':
      return tidyText(htmlToText(text))
    case 'moodle':
      return tidyText(hasMarkup(text) ? htmlToText(text) : text)
    case 'markdown':
      return tidyText(withoutStars(hasMarkup(text) ? htmlToText(text) : text))
    case 'plain':
      return tidyText(text)
  }
}

/**
 * Options without markup; as they stand where they differ in nothing else, because then the markup
 * is what is asked for (`<b>` or `<i>`).
 */
export function plainOptions(texts: MoodleText[]): string[] {
  const plain = texts.map(plainText)
  const raw = texts.map(({ text }) => text.trim())
  const distinct = (list: string[]): number => new Set(list.map(comparable)).size
  return distinct(plain) < distinct(raw) && !raw.some((text) => /<img\b/i.test(text)) ? raw : plain
}

/** `html`, `plain_text`, `moodle_auto_format`, `markdown` as files write them; null for others. */
export function formatNamed(name: string): TextFormat | null {
  const word = name.toLowerCase()
  if (word === 'html' || word === 'markdown') return word
  if (word === 'plain' || word === 'plain_text') return 'plain'
  return word === 'moodle' || word === 'moodle_auto_format' ? 'moodle' : null
}

function withoutStars(text: string): string {
  return text.replace(/\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*/g, '$1')
}
