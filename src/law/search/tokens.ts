/**
 * What is compared when articles are searched: single characters and pairs of neighbouring ones.
 * Chinese has no spaces, and measured against dictionary segmenters this finds more (and needs none).
 */

/** Text in one width and case. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** The pieces of a text with how often each occurs; `pairs` only the pairs. */
export function countPieces(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (piece: string) => counts.set(piece, (counts.get(piece) ?? 0) + 1)
  for (const run of plainText(text).match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []) {
    if (/^[a-z0-9]/.test(run)) {
      add(run)
      continue
    }
    const characters = [...run]
    for (const [index, character] of characters.entries()) {
      add(character)
      const next = characters[index + 1]
      if (next !== undefined) add(character + next)
    }
  }
  return counts
}
