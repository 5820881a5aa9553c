/** Changes that make a statement of law false, one at a time. Pure. */
import { amountsIn, otherNumbers, shuffle, withNumbers, type Amount } from './amounts.ts'
import { askableAmounts } from './ask-amounts.ts'
import type { Passage } from './passages.ts'

/** One place of a text that is said otherwise. */
export interface Change {
  start: number
  end: number
  to: string
  /** Words that were there. */
  was: string
  /** Numbers and organs teach more than 应当 and 可以. */
  rank: 'amount' | 'word' | 'modal'
}

interface Swap {
  was: RegExp
  to: string
  rank: Change['rank']
  /** Where the text has this too, the change may leave it true or make it silly. */
  unless?: RegExp
}

const bland =
  /国家|鼓励|支持|加强|促进|发展|宣传|坚持|原则|提高|建立健全|完善|尊重|保障|任何|合法|保密|配合|及时、|客观|公正|法律、行政法规/
/** Acts that a person may think are left to choice, so that 应当 and 可以 are worth telling apart. */
const procedural =
  /通知|通报|报告|报请|报送|告知|出示|表明|送达|送交|批准|申请|申报|给予|予以|收缴|扣押|扣留|查封|移送|移交|制作|释放|解除|受理|登记|注明|签名|缴纳|退还|返还|录音|录像|审查|陪同|到场|传唤|检查|辨认|鉴定|听证|回避|延长|延期|暂缓|调解|委托|使用|采取|撤销|变更|吊销|处罚|处以|处警告|并处|约束|责令|询问|讯问|拘留|逮捕|羁押|公告|公布|公开|销毁|追缴|没收|提供担保|备案|复议|申诉|佩戴|佩带|悬挂|携带|让行|减速|停车|报废|换领|补领/
// 应当解除而不解除: what was not done, no duty.
const undone = /应当[^，。；]*(?:而不|而未|不[^，。；]{1,8}的[，。]|未[^，。；]*的[，。])/
const swaps: Swap[] = [
  {
    was: /(?<=[经报由]|批准.)县级以上(?=[^，。；]{0,12}公安机关[^，。；]{0,6}批准)/,
    to: '设区的市级以上',
    rank: 'word',
    unless: /市级|省级|国务院/,
  },
  { was: /设区的市级以上(?=(?:人民政府)?公安机关)/, to: '县级以上', rank: 'word', unless: /县级/ },
  {
    was: /(?<!县级以上|市级以上)公安机关负责人(?=批准)/,
    to: '办案部门负责人',
    rank: 'word',
    unless: /部门负责人/,
  },
  { was: /上一级公安机关(?=批准)/, to: '本级公安机关负责人', rank: 'word', unless: /负责人/ },
  {
    was: /(?<=[向由经报]|通知|移送|送达|通报)人民法院(?!赔偿)/,
    to: '人民检察院',
    rank: 'word',
    unless: /检察|人民法院.*人民法院|诉讼|判决|起诉/,
  },
  {
    was: /(?<=[向由经报]|通知|移送|送达|通报|同级|当地)人民检察院/,
    to: '人民法院',
    rank: 'word',
    unless: /法院|人民检察院.*人民检察院|公诉|起诉|检察建议/,
  },
  {
    was: /(?<=[向由经报到])公安机关交通管理部门/,
    to: '交通运输主管部门',
    rank: 'word',
    unless: /交通运输|公安机关交通管理部门.*公安机关交通管理部门/,
  },
  { was: /从重处罚/, to: '从轻处罚', rank: 'word', unless: /从轻/ },
  { was: /从轻或者减轻处罚/, to: '减轻或者免除处罚', rank: 'word', unless: /免除|不予/ },
  { was: /减轻或者不予处罚/, to: '从轻或者减轻处罚', rank: 'word', unless: /从轻/ },
  { was: /不予处罚/, to: '从轻处罚', rank: 'word', unless: /从轻|减轻/ },
  { was: /书面(?=[通告报申提答说征])/, to: '口头', rank: 'word', unless: /口头|书面.*书面/ },
  { was: /口头(?=[通告报申提传])/, to: '书面', rank: 'word', unless: /书面|口头.*口头/ },
  { was: /(?<=应当|必须)立即/, to: '在二十四小时以内', rank: 'word', unless: /小时|立即.*立即/ },
  {
    was: /(?<!可以|或者|单处)并处(?=[一二三四五六七八九十百千万\d])/,
    to: '可以并处',
    rank: 'word',
    unless: /可以并处/,
  },
  { was: /不得少于/, to: '不得超过', rank: 'word' },
  { was: /收缴/, to: '没收', rank: 'word', unless: /没收|追缴|收缴.*收缴|不得|罚款|号牌|驾驶证/ },
  { was: /可以并处/, to: '应当并处', rank: 'modal' },
  {
    was: /(?<!不|也|还|就|所|规定|认为)可以(?!不|并处|根据|[^，。；]*的[，；])/,
    to: '应当',
    rank: 'modal',
    unless: bland,
  },
  {
    was: /(?<!不|也|还|均|都|规定|认为|依法)应当(?!坚持|遵守|遵循|根据|[^，。；]*的[，；])/,
    to: '可以',
    rank: 'modal',
    unless: new RegExp(`${bland.source}|${undone.source}`),
  },
  {
    was: /(?<!任何[^，。]*)不得(?!超过|少于|低于|高于|多于|不|有|以|向任何)/,
    to: '可以',
    rank: 'modal',
    unless: /任何|严禁|可以|非法|违反|威胁|刑讯|但是|除外/,
  },
]

/** Every change that can be made to the passage where it may be asked, by one number or word each. */
export function changesOf(passage: Passage, random: () => number): Change[] {
  const { text, from, to } = passage
  const amounts = askableAmounts(passage).flatMap((amount): Change[] => {
    const options = { count: 6, banned: amountsIn(text), preferred: [] }
    const numbers = shuffle(otherNumbers(amount, options, random), random).find((other) =>
      makesFalse(text, amount, other),
    )
    if (numbers === undefined) return []
    const { start, end, text: was } = amount
    return [{ start, end, was, to: withNumbers(amount, numbers), rank: 'amount' }]
  })
  const words = swaps.flatMap(({ was, to: other, rank, unless }): Change[] => {
    const match = was.exec(text.slice(from, to))
    if (match === null || unless?.test(text)) return []
    const act = /^[^，。；]*/.exec(text.slice(from + match.index))?.[0] ?? ''
    if (rank === 'modal' && !procedural.test(act)) return []
    // Said twice, it would be half changed.
    if (text.split(match[0]).length > 2) return []
    const start = from + match.index
    return [{ start, end: start + match[0].length, was: match[0], to: other, rank }]
  })
  return [...amounts, ...words]
}

/**
 * Whether the text becomes false with these numbers. A condition only does when it becomes wider: what
 * holds from 18 years on holds from 20 years on too, what holds under 16 holds under 14.
 */
function makesFalse(text: string, amount: Amount, numbers: number[]): boolean {
  const side = conditionSide(text, amount)
  if (side === null) return true
  if (numbers.length > 1) return false
  const [other = 0, value = 0] = [numbers[0], amount.numbers[0]?.value]
  return side === 'lower' ? other < value : other > value
}

/** Which side of a condition the amount bounds; null where it is what must or may be done. */
function conditionSide(text: string, { start, end, numbers }: Amount): 'lower' | 'upper' | null {
  const clause = /[^，。；：]*$/.exec(text.slice(0, start))?.[0] ?? ''
  const after = text.slice(end, end + 8)
  if (
    /(?:不得|不能|应当|必须|可以|最[长高低多少]|不)[^，。；]*$/.test(
      clause.replace(/不满$|未满$|不足$/, ''),
    )
  ) {
    return null
  }
  if (/(?:不满|未满|不足|少于|低于)$/.test(clause)) return 'upper'
  if (/^以[上下][^，。；]{0,2}(?:罚款|拘留|有期)/.test(after)) return null
  if (/满$|(?:超过|达到|连续|累计)$/.test(clause) || after.startsWith('以上')) return 'lower'
  if (/满/.test(text.slice(start, end))) return numbers.length > 1 ? 'lower' : null
  return null
}
