/** The number a question begins with, in all the ways lists print it. Pure. */

/** Ways to number that do not mix: within one section questions keep to one. */
export type NumberStyle = 'dot' | 'paren' | 'half' | 'han' | 'hanparen'

export interface Start {
  /** Null where only a tag opens the question: `【单选题】题干`. */
  number: number | null
  style: NumberStyle | 'tag'
  /** It may be something else (`2013 年`, `5.110`): believed only where it is the next number. */
  doubtful: boolean
  /** The kind in the question's own tag: `[单选]1.`, `1.（多选题）`. */
  kind?: string
  rest: string
}

const kindTag =
  /^[【[［〔（(<]\s*((?:单项?|多项?|不定项|双项?|任意?项?)?选择?题?|单选题?|多选题?|判断(?:正误|改错|辨析)?题?|是非题|填空题?|简答题?|问答题?|论述题?|案例(?:分析)?题?|名词解释题?|分析题|计算题|实务题|材料题|主观题)\s*(?:[,，:：\s、/]*\d+(?:\.\d+)?\s*分)?\s*[】\]］〕）)>]\s*(?:[（(][^（）()]{1,12}[)）])?\s*/
const scoreTag = /^[（(【[]\s*\d+(?:\.\d+)?\s*分\s*[)）】\]]\s*/
const kindWordTag = /^(单选题|多选题|判断题|填空题|简答题|论述题)\s*[:：]\s*(?=\S)/

const forms: { style: NumberStyle; form: RegExp; doubtful?: true }[] = [
  { style: 'dot', form: /^第\s*(\d{1,4})\s*题\s*[:：、.．]?\s*/ },
  { style: 'dot', form: /^(?:Q|q|问题|题目?|试题|Question)\s*(\d{1,4})\s*[:：、.．)）]\s*/ },
  { style: 'dot', form: /^(\d{1,4})\s*(?:[、．﹒。]|\.(?![\d.])|\s*\.\s+(?=\S))\s*/ },
  { style: 'dot', form: /^(\d{1,4})\s*[:：,，]\s*(?![\d\s])/, doubtful: true },
  { style: 'dot', form: /^(\d{1,4})\.(?=\d)/, doubtful: true },
  { style: 'dot', form: /^(\d{1,4})(?:\s*\t\s*| {2,}|　+)(?=\S)/, doubtful: true },
  {
    style: 'dot',
    form: /^(\d{1,4}) (?=[\u4e00-\u9fff《“"（(【[A-Z]|\d+[\u4e00-\u9fff])/,
    doubtful: true,
  },
  { style: 'paren', form: /^[（(]\s*(\d{1,4})\s*[)）]\s*[.．、]?\s*/ },
  { style: 'half', form: /^(\d{1,4})\s*[)）]\s*[.．、]?\s*/ },
  {
    style: 'dot',
    form: /^(\d{1,4})(?=[\u4e00-\u9fff《“])(?!年|月|日|号|时|分|点|周岁|个|名|人|条|万|亿|元|天|小时|章|级|岁|款|项|种|类|次|度|世纪|周|倍|米|公里)/,
    doubtful: true,
  },
  { style: 'dot', form: /^(\d{1,4})\s*$/, doubtful: true },
]
const hanForms: { style: NumberStyle; form: RegExp }[] = [
  { style: 'han', form: /^([一二三四五六七八九十]{1,3})\s*[、.．]\s*/ },
  { style: 'hanparen', form: /^[（(]\s*([一二三四五六七八九十]{1,3})\s*[)）]\s*[、.．]?\s*/ },
]

/** What a line begins a question with, or null. */
export function startOf(line: string): Start | null {
  const bare = halfWidthStart(line).replace(/^[*＊★☆※●■◆▲◇○#\s]+(?=[\d（(【[第])/, '')
  const before = readTags(bare)
  const number = numberAt(before.rest)
  if (!number)
    return before.kind === undefined
      ? null
      : { number: null, style: 'tag', doubtful: false, ...before }
  const after = readTags(number.rest)
  const kind = before.kind ?? after.kind
  const sure = number.doubtful && before.kind === undefined
  return { ...number, doubtful: sure, ...(kind === undefined ? {} : { kind }), rest: after.rest }
}

/** `１．`, `（２）` with digits that a form can read. */
function halfWidthStart(line: string): string {
  return line.replace(/^[^０-９]{0,3}[０-９]{1,4}/, (start) =>
    start.replace(/[０-９]/g, (digit) => digit.normalize('NFKC')),
  )
}

/** Tags of kind and score at the start of a text, and what follows them. */
export function readTags(text: string): { kind?: string; rest: string } {
  let rest = text
  let kind: string | undefined
  for (;;) {
    const hit: RegExpExecArray | null =
      kindTag.exec(rest) ?? kindWordTag.exec(rest) ?? scoreTag.exec(rest)
    if (!hit) return { ...(kind === undefined ? {} : { kind }), rest }
    kind ??= hit[1]
    rest = rest.slice(hit[0].length)
  }
}

const tagAtEnd =
  /\s*[【[［〔（(]\s*((?:单|多|不定项)选题?|单项选择题|多项选择题|判断题?|填空题|简答题|问答题|论述题)\s*(?:[,，:：\s、]*\d+(?:\.\d+)?\s*分)?\s*[】\]］〕）)]\s*(?:[（(][^（）()]{1,12}[)）])?\s*[*＊]?\s*$/

/** A tag of the kind behind the stem, as survey tools print it: `题干 [单选题] *`. */
export function tagBehind(stem: string): { kind?: string; stem: string } {
  const hit = tagAtEnd.exec(stem)
  if (!hit || hit.index === 0) return { stem }
  return { kind: hit[1] ?? '', stem: stem.slice(0, hit.index).trim() }
}

type Numbered = Omit<Start, 'kind' | 'number' | 'style'> & { number: number; style: NumberStyle }

function numberAt(text: string): Numbered | null {
  for (const { style, form, doubtful = false } of forms) {
    const hit = form.exec(text)
    const number = Number(hit?.[1])
    if (hit && number > 0) return { number, style, doubtful, rest: text.slice(hit[0].length) }
  }
  for (const { style, form } of hanForms) {
    const hit = form.exec(text)
    const number = hanNumber(hit?.[1] ?? '')
    if (hit && number > 0) return { number, style, doubtful: true, rest: text.slice(hit[0].length) }
  }
  return null
}

const digits = '零一二三四五六七八九'

/** `十二` → 12; 0 for what is no number. */
function hanNumber(text: string): number {
  const hit = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (!hit || text === '') return 0
  const [, tens, ten, ones] = hit
  const one = ones === undefined ? 0 : digits.indexOf(ones)
  if (ten === undefined) return tens !== undefined && ones === undefined ? digits.indexOf(tens) : 0
  return (tens === undefined ? 1 : digits.indexOf(tens)) * 10 + one
}
