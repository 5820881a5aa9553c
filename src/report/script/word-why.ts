import type { Llm } from '../../platform/llm.ts'
import { clip } from '../../shared/screen.ts'
import { wordSentence } from '../word-sentence.ts'
import type { Script } from './make-script.ts'

/** Of a long article its beginning says what it is about. */
const articleLength = 400

/** Why the rule matters on duty, in a model's words: `kept` what was worded before, else worded now. Null for rules. */
export async function wordWhy(
  llm: Llm | null,
  { article: { law, article, text }, topic }: Script,
  kept: 'kept' | 'anew' = 'kept',
): Promise<string | null> {
  const inputs = {
    article: `《${law}》${article}\n${clip(text, articleLength)}`,
    topic: topic ?? law,
  }
  return await wordSentence(
    llm,
    { prompt: 'word-duty-sentence', inputs, least: 14, most: 50 },
    kept,
  )
}
