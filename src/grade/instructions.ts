import type { Sentence, Span } from './normalise-answer.ts'
import { bare, sentencesOf } from './normalise-answer.ts'

/**
 * Speech that is addressed to whoever marks instead of answering. Patterns are easily bypassed, so
 * they raise a flag and take the passage out of the evidence; no mark rests on them alone.
 */
const addressed = [
  '(?:忽略|无视|忘记|忘掉|绕过|跳过|不要理会|不用管|抛开)[^。;]{0,12}(?:指令|指示|规则|标准|要求|提示|以上|之前|前面|上述|评分|设定|要点)',
  '(?:评分|阅卷|判分|打分|判卷|批改)(?:员|人|老师|系统|标准|细则|规则|模型|者|器|程序|注意|机|ai)',
  '(?:(?<!申)请|直接|务必|给我?|判我?|打|算我?|求)[^。;,记扣]{0,8}(?:满分|100分|高分|全对|全分|及格|通过(?=$|[。;,!])|\\d+分(?![钟局]))',
  '(?:要点|得分点|采分点|答案|考点|points?)[^。;]{0,8}(?:全部|都|均|一律|全)[^。;,]{0,5}(?:命中|正确|给分|得分|成立|通过|hit|true)',
  '(?:全部|人人|都要?|一律)(?:命中|得分|给分|判对)|(?:判为?|视为|判定为?|标记为?|设为|记为)(?:全部)?(?:命中|正确|满分|已答|得分|true)',
  '系统(?:提示|消息|指令|通知|管理员)|管理员(?:要求|授权)|systemprompt|system:|ignore(?:all|the|any|previous|above|prior)|disregard|override',
  '(?:youare|actas)an?(?:ai|grader|assistant)|"?hit"?[=:为]|hit(?:全部|都|均)|fullmarks?|fullscore|maxscore|score[=:]',
  '(?:你|您)(?:现在)?(?:是|将扮演|必须扮演|要扮演)[^。]{0,10}(?:ai|助手|模型|评分|阅卷|老师)|作为(?:一个|一名)?(?:ai|人工智能|语言模型|评分)',
  '标准答案|参考答案|(?:本|该|此|我的?)(?:题|答案|回答|答卷|学员|考生|同学)[^。;]{0,8}(?:满分|完全正确|全对|全部正确)|answer(?:is|are)correct',
  '</?(?:answer|system|user|instruction)|"points"|jsonoutput',
]
const pattern = new RegExp(addressed.join('|'))
const reported =
  /注意|以下|如下|上述|考生|学员|已经?(?:答|包含|覆盖|通过|命中|审核)|视为|判定|判为|认定|输出|命中|回答/

/**
 * The ranges of a normalised answer that speak to the marker: the clause that does so, and the rest
 * of its sentence where that reports what is to be counted (…视为已答出：两人、证件).
 */
export function instructionSpans(text: string): Span[] {
  return sentencesOf(text).flatMap((sentence) => spansIn(text, sentence))
}

/** Whether an answer speaks to the marker anywhere, blanks and punctuation between the words or not. */
export function addressesMarker(raw: string, text: string): boolean {
  return pattern.test(text) || pattern.test(bare(raw))
}

function spansIn(text: string, sentence: Sentence): Span[] {
  const whole = text.slice(sentence.start, sentence.end)
  const match = pattern.exec(whole)
  if (!match) return []
  const from = sentence.start + match.index
  const first = sentence.clauses.find(({ end }) => end > from) ?? sentence
  const rest = text.slice(first.start, sentence.end)
  const last = reported.test(rest) || /[:：]/.test(text[first.end] ?? '')
  return [
    { start: first.start, end: last ? sentence.end : Math.max(first.end, from + match[0].length) },
  ]
}
