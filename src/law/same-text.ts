/** Comparing the words of articles. Pure. */
import type { ArticleText } from './formats/law-text.ts'

type Words = Pick<ArticleText, 'number' | 'text'>

/** A text's words without what differs from copy to copy: spaces and the width of digits and signs. */
export function plainWords(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '')
}

/** True where two texts have the same articles with the same words. */
export function isSameText(a: Words[], b: Words[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ number, text }, index) => {
      const other = b[index]
      return other?.number === number && plainWords(other.text) === plainWords(text)
    })
  )
}
