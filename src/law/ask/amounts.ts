/** The amounts that a sentence about the law names: hours, days, yuan, ages, with 以上 and 以下. Pure. */
import { normaliseQuantities, numeral } from '../../shared/quantities.ts'

/** `500元以下` is 500, 元, upper. A number without a unit has the empty one. */
export interface Amount {
  value: string
  unit: string
  bound: 'upper' | 'lower' | 'below' | 'above' | null
}

const units = '工作日|小时|分钟|毫克|周岁|日|月|年|岁|周|秒|元|人|次|倍|分|米|克|%'
const range = new RegExp(
  `(${numeral})(至|到|-|—|~)(${numeral})(个?工作日|个?小时|个?月|${units})`,
  'g',
)
const amount = new RegExp(`(\\d+(?:\\.\\d+)?)(${units})?`, 'g')

/** Which side of the amount is meant, by what stands right before it. The first that fits holds. */
const before: [RegExp, NonNullable<Amount['bound']>][] = [
  [
    /(?:不得?能?(?:超过|多于|高于|大于)|最[长多高迟]|至[多迟]|延长[至到]|不晚于)[为是达]?$/,
    'upper',
  ],
  [/(?:不得?能?(?:少于|低于|小于)|至少|最[少低短])[为是]?$/, 'lower'],
  [/(?:不满|未满|不足|不到|少于|低于|小于)$/, 'below'],
  [/(?:超过|多于|高于|大于)$/, 'above'],
  [/满$/, 'lower'],
]
const after: [RegExp, NonNullable<Amount['bound']>][] = [
  [/^(?:以内|之内|内|及?以下)/, 'upper'],
  [/^及?以上/, 'lower'],
]

/** Every amount of a text in one spelling; numbers of articles, paragraphs and items are none. */
export function amountsIn(text: string): Amount[] {
  const ordinal = new RegExp(
    `第[（(]?(?:${numeral})[）)]?[条款项章节编次](?:之(?:${numeral}))?`,
    'g',
  )
  const source = text.normalize('NFKC').replace(/\s/g, '').replace(ordinal, '；')
  const plain = normaliseQuantities(source.replace(range, '$1$4$2$3$4'))
  const found = [...plain.matchAll(amount)].map((match) => {
    const start = match.index
    return { match, start, end: start + match[0].length }
  })
  return found.map(({ match, start, end }, index): Amount => {
    const [, value = '', unit = ''] = match
    const isFirst = joins(plain.slice(end, found[index + 1]?.start ?? end))
    const isSecond = index > 0 && joins(plain.slice(found[index - 1]?.end ?? start, start))
    const ofRange = isFirst ? 'lower' : isSecond ? 'upper' : null
    return { value, unit, bound: boundAt(plain, start, end) ?? ofRange }
  })
}

/** Whether every amount of the sentence stands in the evidence too, on the same side. */
export function hasItsAmounts(sentence: string, evidence: string): boolean {
  const known = amountsIn(evidence)
  return amountsIn(sentence).every(({ value, unit, bound }) =>
    known.some(
      (one) => one.value === value && (unit === '' || (one.unit === unit && one.bound === bound)),
    ),
  )
}

function joins(between: string): boolean {
  return /^[至到\-—~]$/.test(between)
}

function boundAt(text: string, start: number, end: number): Amount['bound'] {
  const [left, right] = [text.slice(Math.max(0, start - 8), start), text.slice(end, end + 4)]
  return (
    before.find(([pattern]) => pattern.test(left))?.[1] ??
    after.find(([pattern]) => pattern.test(right))?.[1] ??
    null
  )
}
