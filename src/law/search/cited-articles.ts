/** The laws and articles that a question names. Pure. */
import { readCitations, type Citation } from '../citation.ts'
import { lawKey } from '../law-name.ts'
import { plainText } from './tokens.ts'

/** A law as a question may name it. */
interface Named {
  id: number
  name: string
  aliases: string[]
}

/** A law named in the question, with the articles cited right after it. */
export interface NamedLaw {
  lawId: number
  citations: Citation[]
}

/** A shorter alias would be found within other words; a title may be as short as 刑法. */
const shortestAlias = 3

/**
 * Every law that the question names by its title or a short name, longest names first, so that
 * 道路交通安全法实施条例 is not taken for 道路交通安全法; each with the articles that follow it.
 */
export function findNamedLaws(question: string, laws: Named[]): NamedLaw[] {
  const text = plainText(question).replace(/[\s《》〈〉<>]/g, '')
  const names = laws
    .flatMap(({ id, name, aliases }) =>
      [name, ...aliases.filter((alias) => [...alias].length >= shortestAlias)].map((one) => ({
        id,
        key: plainText(lawKey(one)),
      })),
    )
    .sort((a, b) => b.key.length - a.key.length)
  const found: { lawId: number; at: number; end: number }[] = []
  let rest = text
  for (const { id, key } of names) {
    for (let at = rest.indexOf(key); at >= 0; at = rest.indexOf(key)) {
      found.push({ lawId: id, at, end: at + key.length })
      rest = rest.slice(0, at) + '\n'.repeat(key.length) + rest.slice(at + key.length)
    }
  }
  found.sort((a, b) => a.at - b.at)
  return found.map(({ lawId, end }, index) => ({
    lawId,
    citations: citationsAfter(text.slice(end, found[index + 1]?.at)),
  }))
}

/** `第八十三条、第八十四条…`, from the very beginning on: one further down belongs to something else. */
function citationsAfter(text: string): Citation[] {
  const citations: Citation[] = []
  let end = 0
  // A date or edition may stand between the law and the article: （2025年修订）第十条.
  const skipped = /^[（(][^（）()]{0,20}[）)]/.exec(text)?.[0].length ?? 0
  end += skipped
  for (const { at, length, ...citation } of readCitations(text)) {
    if (!/^[、和及与,，的]?$/.test(text.slice(end, at))) break
    citations.push(citation)
    end = at + length
  }
  return citations
}
