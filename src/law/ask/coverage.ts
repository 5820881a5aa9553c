/** How much of a question an article speaks of, and which of its sentences does. Pure. */
import { expandQuestion } from '../search/expand-question.ts'
import type { Ranking } from '../search/rank.ts'
import { synonyms } from '../search/synonyms.ts'
import { countPieces, plainText } from '../search/tokens.ts'

/** What makes a text a question and says nothing about its matter. */
const questionWords =
  /请问|我想问|想知道|是不是|能不能|可不可以|要不要|需不需要|行不行|会不会|有没有|怎么处罚|怎么罚|如何处罚|怎么处理|如何处理|怎么办|怎么判|罚多少|怎么|怎样|如何|什么时候|什么情况|哪些情况|什么|哪些|哪个|哪里|为什么|多长时间|多久|多少|几天|几日|几个|几小时|是否|可以吗|能吗|可以|应当|应该|需要|必须|最长|最多|最高|规定|吗|呢|吧|的|了|和|或者|在|被|把|给|谁|[？?，。,、！!\s]/g

/** What an everyday word weighs that the law has a word of its own for, in rarest pairs. */
const wordWeight = 2

/**
 * The share, weighed by rarity (idf), of the question's pairs of characters that the article has,
 * question words left out. An everyday word counts as had where the article has the law's word for it.
 */
export function coverageOf(question: string, article: string, { postings, size }: Ranking): number {
  let rest = plainText(question).replace(questionWords, ' ')
  const text = plainText(article)
  const unseen = Math.log(1 + (size + 0.5) / 0.5)
  let [all, had] = [0, 0]
  for (const [everyday, legal] of synonyms) {
    const words = everyday.split(' ').filter((word) => rest.includes(word))
    if (words.length === 0) continue
    for (const word of words) rest = rest.replaceAll(word, ' ')
    all += wordWeight * unseen
    if (words.some((word) => text.includes(word)) || saysOneOf(text, legal))
      had += wordWeight * unseen
  }
  for (const pair of pairsOf(rest)) {
    const weight = postings.get(pair)?.idf ?? unseen
    all += weight
    if (text.includes(pair)) had += weight
  }
  return all === 0 ? 0 : had / all
}

/** The sentence of a text that has most of what is searched for; the first of equals. */
export function bestSentence(
  question: string,
  text: string,
  { postings }: Ranking,
): { start: number; end: number } {
  const pieces = [...expandQuestion(question)].filter(([piece]) => piece.length > 1)
  let best = { start: 0, end: text.length, score: -1 }
  for (const match of text.matchAll(/[^。；\n]+[。；]?/g)) {
    const sentence = plainText(match[0])
    let score = 0
    for (const [piece, weight] of pieces) {
      if (sentence.includes(piece)) score += weight * (postings.get(piece)?.idf ?? 0)
    }
    if (score <= best.score) continue
    best = { start: match.index, end: match.index + match[0].length, score }
  }
  return { start: best.start, end: best.end }
}

function pairsOf(text: string): string[] {
  return [...countPieces(text).keys()].filter((piece) => piece.length > 1)
}

function saysOneOf(text: string, legal: string): boolean {
  return legal.split(/[ 、]/).some((word) => word.length > 1 && text.includes(plainText(word)))
}
