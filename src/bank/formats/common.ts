import type { Basis, Question } from '../../shared/question.ts'
import { cleanText } from './clean.ts'
import type { Draft } from './draft.ts'

type Shared = Pick<Question, 'stem' | 'explanation' | 'basis' | 'topic' | 'difficulty'>

const nothing = /^(无|略|暂无|没有|无解析|暂无解析|不详|-+|—+|\/|n\/?a|none|null|nil|nan)$/i

/** The fields that every kind of question has, as far as the file fills them. */
export function common(draft: Draft): Shared {
  const basis = draft.basis ?? sourceBasis(draft.source ?? '')
  const explanation = explanationOf(draft, basis !== null)
  const topic = meaningful(draft.topic)
  const difficulty = difficultyOf(draft.difficulty ?? '')
  return {
    stem: draft.stem,
    ...(explanation ? { explanation } : {}),
    ...(basis ? { basis } : {}),
    ...(topic ? { topic } : {}),
    ...(difficulty ? { difficulty } : {}),
  }
}

function explanationOf(draft: Draft, sourceTaken: boolean): string {
  const parts = [meaningful(draft.explanation), sourceTaken ? '' : meaningful(draft.source)]
  return parts.filter((part) => part !== '').join('\n')
}

/** A text, or `''` where the file only says that there is none (无, 略, /). */
function meaningful(text: string | undefined): string {
  const clean = cleanText(text ?? '')
  return nothing.test(clean) ? '' : clean
}

/** 1 easy, 2 middle, 3 hard, from 简单, 适中, 困难, 易, 中, 难, easy, hard, 1 to 5; or null. */
export function difficultyOf(text: string): 1 | 2 | 3 | null {
  const word = text.normalize('NFKC').trim().toLowerCase()
  if (/^[1-5](\.0)?$/.test(word)) return Number(word) > 2 ? 3 : Number(word) === 2 ? 2 : 1
  if (/困难|较难|^难|很难|高级|^高$|hard|difficult/.test(word)) return 3
  if (/简单|容易|较易|^易|低|初级|easy|simple/.test(word)) return 1
  return /中|一般|适|普通|medium|middle|normal/.test(word) ? 2 : null
}

const lawName =
  /《([^《》]{2,60}(?:法|法典|条例|规定|办法|规则|细则|解释|准则|章程|意见|标准|规范|修正案|决定|纲要|宪法))》/
const articleName = /第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?/

/** The law and article that a free text names, or null where it names no law. */
export function sourceBasis(text: string): Basis | null {
  const law = lawName.exec(text)?.[1]
  if (law === undefined) return null
  const article = articleName.exec(text)?.[0]
  const version = /(\d{4})-(\d{2})-(\d{2})/.exec(text)?.[0]
  return { law, ...(version ? { version } : {}), ...(article ? { article } : {}) }
}
