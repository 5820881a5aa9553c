import { kindOf } from '../kinds.ts'
import { listedKeys } from './keys.ts'

/** What stands over questions: a kind, a subject, or that answers follow. Pure. */
export interface Head {
  /** The heading's words for a kind. */
  kind?: string
  topic?: string
  /** Answers to questions above follow. */
  answers?: true
  /** `一`, `第二部分`: what parts with several headings are told apart by. */
  ordinal?: string
  /** It stands behind a label and may belong to the question above: `章节：第一章`. */
  labelled?: true
  /** What stands behind the heading in its line: `单选题：1-5 ABCDE`. */
  rest?: string
}

const ordinals =
  /^(?:第\s*[一二三四五六七八九十\d]+\s*(?:部分|大题|题型)|[（(]?[一二三四五六七八九十]{1,3}[)）]?(?=[\s、.．:：,，)）]|[（(]?[\u4e00-\u9fff]{2,4}题))[\s、.．:：,，]*/
const answerHead =
  /^(?:附[一二\d]?\s*[:：、]?\s*)?(?:[\u4e00-\u9fffA-Za-z\d《》（）()“”—-]{0,24}?)(?:参考|标准|正确|试题|练习题?|题库|习题|测试题?|试卷)?答案(?:汇总|一览表?|部分|及解析|与解析|和解析|及评分标准|解析|如下|表)?\s*[:：]?$/

/** A line that is a heading and nothing else; null for any other. */
export function headOf(text: string): Head | null {
  const line = text
    .replace(/^[#*＃\s]+|[*\s]+$/g, '')
    .replace(/^[-—=]{2,}\s*(.+?)\s*[-—=]{2,}$/, '$1')
  if (line === '' || line.length > 200) return null
  return kindHead(line) ?? answersHead(line) ?? chapterHead(line)
}

const kindName =
  /^([\u4e00-\u9fff]{0,6}?(?:选择?|判断(?:改错|辨析|正误|说理)?|是非|填空|填充|简答|问答|论述|分析|名词解释|案例|计算|改错|材料|综合|应用|操作|实务|实操|主观|思考|辨析|情景|处置|连线|排序|匹配|文书|写作|作文|法条)[\u4e00-\u9fff]{0,4}?题?型?)\s*(答案)?\s*(?=$|[（(【[:：,，。;；\s\d])(.*)$/s
const bracketed = /^[【[［]\s*([^】\]］]*)[】\]］]/
const digitBefore = /^\d{1,2}\s*[、.．]\s*(?=[\u4e00-\u9fff]{2,7}题)/

function kindHead(line: string): Head | null {
  const ordinal = (ordinals.exec(line) ?? digitBefore.exec(line))?.[0] ?? ''
  const hit = kindName.exec(line.slice(ordinal.length).replace(bracketed, '$1'))
  if (!hit) return null
  const [, name = '', answers, tail = ''] = hit
  if (!isKindName(name) || !standsAlone(name, ordinal, tail)) return null
  const rest = restOf(tail)
  if (rest === null) return null
  const numbered = ordinal === '' ? {} : { ordinal: ordinalOf(ordinal) }
  return { kind: name, ...numbered, ...(answers ? { answers: true } : {}), ...rest }
}

/** What stands behind the name: nothing, words to whoever sits the examination, or answers. */
function restOf(tail: string): { rest?: string } | null {
  const rest = behind(tail)
  if (rest === '' || isInstruction(rest)) return {}
  return listedKeys(rest) ? { rest } : null
}

/** Without a number before it a heading is the whole line: 判断 and 分析 also begin sentences. */
function standsAlone(name: string, ordinal: string, tail: string): boolean {
  return name.endsWith('题') || ordinal !== '' || (tail === '' && name.length <= 6)
}

function isKindName(name: string): boolean {
  const kind = kindOf(name)
  return kind === 'unknown' ? name.endsWith('题') : kind !== 'code'
}

/** Without the remark in brackets: `（每题2分，共40分）`. */
function behind(tail: string): string {
  return tail
    .replace(/^\s*(?:[（(【[][^）)】\]]*[）)】\]]?\s*)+/, '')
    .replace(/^[:：,，。;；\s]+/, '')
}

/** Words to whoever sits the examination: `下列各题只有一个正确答案。` */
function isInstruction(text: string): boolean {
  if (/[（(]\s*[)）]|_{2,}|^\d/.test(text)) return false
  return (
    /共\s*\d+|每小?题|\d+\s*分|下列|以下|下面|请|备选|正确的|选项|划|填/.test(text) &&
    !/[？?]$/.test(text)
  )
}

function answersHead(line: string): Head | null {
  if (line.length > 40 || /[。？?！,，；;]/.test(line)) return null
  const bare = line.replace(/^[一二三四五六七八九十]+\s*[、.．]\s*/, '').replace(/\s+/g, '')
  return answerHead.test(bare) ? { answers: true } : null
}

function chapterHead(line: string): Head | null {
  if (line.length > 60 || /[。？?！!；;]$/.test(line)) return null
  const hit =
    /^第\s*[一二三四五六七八九十百\d]+\s*(?:章|节|部分|篇|讲|编|单元|模块|课|专题)(?![\u4e00-\u9fff]*第\S*条)/.exec(
      line,
    )
  if (!hit || /[（(]\s*[)）]|_{2,}/.test(line)) return null
  return { topic: line.replace(/\s+/g, ' ') }
}

function ordinalOf(text: string): string {
  return /[一二三四五六七八九十]+|\d+/.exec(text)?.[0] ?? ''
}

/** A line of a table of contents: a heading, a gap or dots, and the number of a page. */
export function isContents(text: string): boolean {
  return (
    /\S\s*(?:\t\s*|[.．·…]{3,}\s*| {3,})\d{1,4}$/.test(text) &&
    /第.{1,4}[章节部篇讲编]|^[一二三四五六七八九十]+、/.test(text)
  )
}
