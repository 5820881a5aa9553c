import type { Llm } from '../../platform/llm.ts'
import type { MissedArticle } from '../most-missed.ts'
import { wordSentence } from '../word-sentence.ts'
import type { Reveal } from './reveal.ts'

/** What a wrong option reveals, in a model's words: `kept` what was worded before, else worded now. Null for rules. */
export async function wordReveal(
  llm: Llm | null,
  { law, article, option, reveal }: MissedArticle & { reveal: Reveal | null },
  kept: 'kept' | 'anew' = 'kept',
): Promise<string | null> {
  // To take a false statement for true says nothing that more words could tell.
  if (!option || !reveal || reveal.right === '') return null
  const inputs = {
    article: `《${law}》${article}`,
    question: option.stem,
    chosen: option.text,
    right: reveal.right,
  }
  return await wordSentence(llm, { prompt: 'word-wrong-option', inputs, least: 10, most: 60 }, kept)
}
