import { z } from 'zod'

import type { Llm } from '../platform/llm.ts'
import { findNames } from '../platform/mask-names.ts'
import { loadPrompt } from '../platform/prompts.ts'
import { normaliseQuantities } from '../shared/quantities.ts'

/** One sentence that a model words: what it is told and how long it may be, in characters. */
export interface Wanted {
  prompt: 'word-duty-sentence' | 'word-wrong-option'
  inputs: Record<string, string>
  least: number
  most: number
}

const wire = z.object({ sentence: z.string() })
/** Nobody waits: sentences are worded ahead. */
const deadlineMs = 30_000

/**
 * The sentence of a model if it passes the check; null where rules have to do. With `kept` only what was worded
 * before is given, at once: whoever shows a sentence never waits for a model.
 */
export async function wordSentence(
  llm: Llm | null,
  { prompt, inputs, least, most }: Wanted,
  kept: 'kept' | 'anew' = 'kept',
): Promise<string | null> {
  if (!llm) return null
  const answer = await llm.askJson({
    prompt: loadPrompt(prompt),
    schema: wire,
    name: 'sentence',
    inputs,
    deadlineMs,
    ...(kept === 'kept' && { cache: 'only' as const }),
  })
  if (!answer.ok) return null
  return checkedSentence(answer.data.sentence, {
    source: Object.values(inputs).join('\n'),
    least,
    most,
  })
}

/** Quotes, titles, addresses, markup and shouting have no place in one plain sentence. */
const unfit = /[“”‘’"「」『』《》<>{}[\]@#*！!\n]|https?:|www\.|第[\d零一二三四五六七八九十百千]+条/

/**
 * The sentence, ended by 。, if nothing in it could be the model's invention: one line of the right length, without
 * quotes, articles and names of people, and with no number that the source does not have. Null otherwise.
 */
export function checkedSentence(
  written: string,
  { source, least, most }: { source: string; least: number; most: number },
): string | null {
  const text = written.trim()
  const { length } = [...text]
  if (length < least || length > most || unfit.test(text)) return null
  if (/[。？；].*[。？；]/.test(text) || findNames(text).length > 0) return null
  const known = new Set(numbersOf(source))
  if (numbersOf(text).some((number) => !known.has(number))) return null
  return /[。？]$/.test(text) ? text : `${text.replace(/[，、；.]$/, '')}。`
}

/** Every number of a text in one spelling: 五日 and 5日 are the same. */
function numbersOf(text: string): string[] {
  // 这一条 counts nothing.
  const counting = text.replace(/(?<=[这那每哪任同])一/g, '')
  return normaliseQuantities(counting).match(/\d+(?:\.\d+)?%?/g) ?? []
}
