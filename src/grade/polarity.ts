import type { Span } from './normalise-answer.ts'

/**
 * How a clause takes a word: said plainly, forbidden (不得…), called needless (无需…), denied
 * (没有…, 不…) or permitted (可以…).
 */
export type Stance = 'plain' | 'forbidden' | 'needless' | 'denied' | 'permitted'

/**
 * The stance of a clause towards the words at `at`: the nearest marker before them that still
 * reaches them, else what is said of them afterwards (证件不用出示). Comparisons (不得超过),
 * words that only look negative (不法, 未成年, 非法) and double negatives count as plain.
 */
export function stanceAt(text: string, clause: Span, at: Span): Stance {
  const masked = mask(text.slice(clause.start, clause.end))
  const start = at.start - clause.start
  const end = Math.min(at.end, clause.end) - clause.start
  return stanceBefore(masked, start, text.slice(clause.end)) ?? stanceAfter(masked, end) ?? 'plain'
}

/** Whether a text forbids or denies anything at all, comparisons and set words left aside. */
export function hasNegation(text: string): boolean {
  return new RegExp(`${forbidden}|${needless}|${denied}|避免|例外|除外`).test(mask(text))
}

/** Whether a text lays down or lists things that must not be done. */
export function forbids(text: string): boolean {
  return /不得|禁止|严禁|禁令|不准|不许|不允许|不能|不可以|不应|不要|切勿/.test(mask(text))
}

export interface PolarityContext {
  /** The question asks what is forbidden, so a bare list of acts is a right answer. */
  prohibition: boolean
  /** The passage denies or forbids something, wherever. */
  negated: boolean
}

/**
 * Whether what the answer says of a word goes against what the rubric says of it. */
export function contradicts(expected: Stance, got: Stance, context: PolarityContext): boolean {
  const affirmed = expected === 'plain' || expected === 'permitted'
  if (context.prohibition && (affirmed || expected === 'forbidden'))
    return expected !== 'permitted' && got === 'permitted'
  if (expected === 'forbidden' && got === 'permitted') return true
  if (context.negated && !affirmed) return false
  return refuting[expected].includes(got)
}

const refuting: Record<Stance, Stance[]> = {
  plain: ['needless', 'denied', 'forbidden'],
  permitted: ['needless', 'denied', 'forbidden'],
  forbidden: ['plain'],
  denied: ['plain', 'permitted'],
  needless: ['plain', 'permitted'],
}

/** Whether a clause only takes back the one before it: 通知家属，没有必要. */
export function takesBack(clause: string): boolean {
  return /^(?:这|那|也|是|都|其实|完全)*(?:不需要|没有?必要|不必要?|不用|无需|不对|错的|错误)(?:的|了|吧)*$/.test(
    clause,
  )
}

/**
 * Whether a passage takes back what the question is about: 也要执行 where it asks who is 不执行, or
 * 不用回避 where it asks who 应当回避.
 */
export function turnsTheQuestion(question: string, passage: string): boolean {
  const denied = [...question.matchAll(/不(?:予|得|能|再|可)?(?!如|怎|哪|什)(\p{Script=Han}{2})/gu)]
  const asked = [...question.matchAll(/(?:应当|可以|必须)(?!如|怎|哪|什|给)(\p{Script=Han}{2})/gu)]
  const affirms = (verb: string) =>
    new RegExp(`(?:也要|都要|应当?|仍然?|必须|照样|照常|还要|可以)${verb}`).test(passage)
  const denies = (verb: string) =>
    new RegExp(`(?:不用|不必|无需|无须|不需要?|不应当?|不得|不能)${verb}`).test(passage)
  return (
    denied.some(([, verb]) => verb !== undefined && affirms(verb)) ||
    asked.some(([, verb]) => verb !== undefined && denies(verb))
  )
}

const forbidden =
  '不得|不能够?|不可以?|不准许?|不许|不允许|(?<![不未没有])禁止|严禁|不应当?|不应该|不要|不宜|不该|切勿|杜绝|严防|(?<![特区级性个分识差类辨告鉴])别(?![人的处墅])'
const needless =
  '不需要?|无需|无须|不须|毋须|不用|不必|没有?必要|无必要|可以?不|用不着|不强制|不要求|没有?义务|不一定'
const denied = '没有|没|未经|不经|未|不予|不再|并非|不是|不属于|从不|绝不|拒不|拒绝|无|不|非'
const permitted =
  '不禁止|没有禁止|可以|允许|准许|能够|随便|随意|(?<![可不功性职智只才机])能(?![力否])|有权'

/** Look negative or permissive and are not; replaced by blanks of the same length. */
const setWords = new RegExp(
  [
    '不(?:得|能|应)?(?:超过|少于|低于|高于|多于|大于|小于)|不满|未满|不足|不到|满不',
    '不(?:得|能|应当?|要|准|许|可以?)(?:阻止|干涉|限制|妨碍|拒绝|剥夺|阻碍|阻挠|禁止|推诿|推脱)',
    '不得不|不能不|不可不|不得已|不仅|不但|不只|不光|不单|不论|无论|不管|不限于?|不断|不同',
    '不法|不良|不当|不明(?![确白显智])|不清(?![楚晰])|不服|不特定|不动产|不可抗力|不配合|不听|不合理|不合法|不知道?',
    '未成年|未遂|未知|未婚|未来|非法|非机动车|非因|非公|非警务|无关|无罪|无证|无效|无法|无辜',
    '无人机|无偿|无牌|没收|能力|可能|功能|性能|职能|智能|能否|可否|可疑|可靠|不可避免',
    '除非|不起诉|拒不执行|不能到场|不能辨认|不能控制|说不清|不便|不影响|不妨碍|未到案',
  ].join('|'),
  'g',
)

/** 归不归, 能不能: whether or not. */
const either = /(\p{Script=Han})不\1/gu

function blank(word: string): string {
  return '＿'.repeat(word.length)
}

function mask(clause: string): string {
  return clause.replace(either, blank).replace(setWords, blank)
}

const markers: [Stance, RegExp, reach: number, stop: RegExp][] = [
  ['needless', new RegExp(needless, 'g'), 16, /但|而|应当?|必须|就|才|则|只需|只要/],
  [
    'forbidden',
    new RegExp(forbidden, 'g'),
    24,
    /但|而(?!且)|应当|必须|就|才|则|后|以外|之外|[内时]不/,
  ],
  ['permitted', new RegExp(permitted, 'g'), 24, /但|而(?!且)|只能|才/],
  ['denied', new RegExp(denied, 'g'), 6, /但|而|应|必须|要|就|才|则|的|可以?|后|时|者|也|仍|还/],
]

function stanceBefore(clause: string, start: number, rest: string): Stance | null {
  let best: { stance: Stance; end: number; word: string } | null = null
  for (const [stance, pattern, reach, stop] of markers) {
    for (const match of clause.slice(0, start).matchAll(pattern)) {
      const end = match.index + match[0].length
      const gap = clause.slice(end, start)
      if (gap.length > reach || stop.test(gap)) continue
      if (!best || end > best.end) best = { stance, end, word: match[0] }
    }
  }
  if (!best) return null
  if (best.stance === 'denied' && conditional(best.word, clause.slice(best.end) + rest)) return null
  if (best.stance === 'forbidden' && limited(clause.slice(best.end))) return null
  return best.stance
}

/** 未经批准不得延长 asks for the approval. */
function conditional(marker: string, after: string): boolean {
  const sentence = after.split(/[。;!?]/)[0] ?? ''
  return (
    /^(?:未经?|不经|没有?|无)$/.test(marker) && /不得|不能|不可|不准|不许|禁止|不行/.test(sentence)
  )
}

/** 不得在看守所以外讯问, 不得擅自… forbid the opposite of what they name. */
function limited(after: string): boolean {
  return /以外|之外|[^例除意]外(?!传|泄)|其他|其它|擅自|随意|私自/.test(after)
}

const verdicts: [Stance, RegExp][] = [
  [
    'needless',
    /(?:不需要?|无需|无须|不用|不必|没有?必要|可以?不|免了|不作要求|不做要求|不要求|可有可无|不强制|省略)/,
  ],
  [
    'permitted',
    /^(?:也|都|是|应该?是)*(?:可以|允许|没问题|没关系|不违规|不违纪|无所谓)(?:的|了)?$/,
  ],
  ['denied', /(?:是错误|是错|不对|不成立|不存在)(?:的)?$/],
  ['denied', /^[也都]?(?:无权|没有?权)/],
  [
    'denied',
    /^[也都并]?(?:不|没有?|未)(?![得能可应要准许但仅管论必用需超少低高])[^,、]{0,3}(?=$|[也都就])/,
  ],
]

/** What is said after the word counts only when little but a verb follows it. */
function stanceAfter(clause: string, end: number): Stance | null {
  const after = clause.slice(end)
  for (const [stance, pattern] of verdicts) {
    const match = pattern.exec(after)
    if (!match) continue
    const [before, tail] = [after.slice(0, match.index), after.slice(match.index + match[0].length)]
    if (/但|而|应|必须|要|时|[的后]$/.test(before) || before.length > 6) continue
    if (tail.replace(/(?:也|就|即|都|可).*$/, '').length <= 4) return stance
  }
  return null
}
