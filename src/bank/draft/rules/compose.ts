/** What every draft from an article has in common. Pure. */
import { lawTitle } from '../../../shared/law-title.ts'
import type { Basis } from '../../../shared/question.ts'
import type { DraftSource } from './draft.ts'

/** What a maker of drafts needs beside the passage. */
export interface Making {
  source: DraftSource
  random: () => number
}

/** No stem is longer, in characters. */
export const longestStem = 200
/** No option is longer, in characters. */
export const longestOption = 80

/** `根据《治安管理处罚法》第八十三条，`; a section of a policy stands in quotation marks. */
export function introduce({ law, article }: DraftSource): string {
  const section = /^第.+[条章节]/.test(article) ? article : `“${article}”`
  return `根据《${lawTitle(law)}》${section}，`
}

/** The basis, the topic and an explanation that gives the words of the law. */
export function groundOn(
  { law, version, article }: DraftSource,
  quote: string,
): { basis: Basis; topic: string; explanation: string } {
  const title = lawTitle(law)
  const basis = { law, ...(version !== undefined && { version }), article, quote }
  const said = quote.replace(/\s*\n\s*/g, '').replace(/[；：，]$/, '。')
  return { basis, topic: title, explanation: `《${title}》${article}规定：${said}` }
}

/** The text with this part of it said otherwise. */
export function replacePart(
  text: string,
  { start, end }: { start: number; end: number },
  other: string,
): string {
  return text.slice(0, start) + other + text.slice(end)
}
