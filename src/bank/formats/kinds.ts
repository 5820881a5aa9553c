import type { Kind } from '../../shared/question.ts'
import { comparable } from './clean.ts'

/**
 * What a file's word for a kind means. `choice`: one of the two choices, the key tells which
 * (`multiple choice` is the English name of both). `code`: a number that only the file explains.
 * `foreign`: a kind that cannot be asked in a chat (matching, ordering…). `unknown`: no word for a
 * kind at all.
 */
export type KindWord = Kind | 'choice' | 'code' | 'foreign' | 'unknown'

const words: [KindWord, RegExp][] = [
  [
    'foreign',
    /匹配|排序|连线|配对|完形|完型|翻译|听力|拖拽|拖放|热点|画图|上传|matching|ordering|hotspot|dragdrop|组合题|共用题干/,
  ],
  [
    'multiple',
    /多选|多项选|复选|不定项|任选|checkbox|multi(ple)?[-_]?select|multipleanswers?|multipleresponse|multianswer|^multi(ple)?$|^ma$|^mr$|^duoxuan$/,
  ],
  ['single', /单选|单项|唯一选|radio|^single|singlechoice|singleselect|oneanswer|^sc$|^danxuan$/],
  [
    'true-false',
    /判断|是非|对错|正误|true_?-?\/?false|truefalse|true-?or-?false|^tf$|^t\/f$|judge?ment|^judge|boolean|^yesno$|yes\/no|^panduan$/,
  ],
  ['fill-in', /填空|填充|补全|fill|blank|completion|cloze|^fib$|^tiankong$/],
  [
    'short',
    /简答|问答|论述|名词解释|案例|分析题|主观|材料|计算题|写作|作文|应用题|实操|操作题|编程|口述|essay|short|subjective|openended|^qa$|^jianda$/,
  ],
  ['choice', /选择|选答|choice|^mc$|^mcq$|^choose$|multichoice/],
]

/** Reads the word a file uses for a kind: 单选题, 【多选】, 三、判断题（每题1分）, radio, TF, 1. */
export function kindOf(text: string): KindWord {
  const word = comparable(text).replace(/[【】[\]()*]/g, '')
  if (word === '') return 'unknown'
  if (/^\d{1,2}$/.test(word)) return 'code'
  for (const [kind, pattern] of words) if (pattern.test(word)) return kind
  return 'unknown'
}

/** The kind a heading announces: `一、单选题（共30题）`, or null for any other line. */
export function headingKind(text: string): KindWord | null {
  const heading = text.trim()
  if (heading.length > 40 || /[。？?]$/.test(heading)) return null
  if (!/题|选|判断|填空|简答|论述/.test(heading)) return null
  const body = heading
    .replace(/^[第(（]?[一二三四五六七八九十\d]+[)）]?(部分|大题)?\s*[、.．:：,，]?\s*/, '')
    .replace(/[（(【[].*$/, '')
    .trim()
  if (body.length > 8) return null
  const kind = kindOf(body)
  return kind === 'unknown' || kind === 'code' || kind === 'foreign' ? null : kind
}
