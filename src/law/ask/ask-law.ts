import type { Deps } from '../../platform/deps.ts'
import { maskPersonalData } from '../../platform/mask-personal-data.ts'
import type { Day } from '../../shared/day.ts'
import { searchLaw, type LawHit, type SearchDeps } from '../search-law.ts'
import { indexFor, type LawIndex } from '../search/law-index.ts'
import type { CitedPart, LawAnswer } from './answer.ts'
import { askModel } from './ask-model.ts'
import { bestSentence, coverageOf } from './coverage.ts'
import { findNamedArticles } from './named-articles.ts'
import { verifyAnswer } from './verify-answer.ts'

/** A placeholder for what was hidden, and the word that announced it, are no words of the question. */
const hidden =
  /(?:我的?)?(?:身份证号?码?|银行卡号?|手机号?码?|电话号?码?|电话|车牌号?码?|护照号?码?|邮箱|姓名)?[是为:：\s]*【[^】]*】/g

export type AskDeps = Pick<Deps, 'log' | 'llm'> & SearchDeps

/** A longer question is a story: it is sent back rather than cut. */
export const longestQuestion = 500

/** Articles that are looked at, and those that are shown. */
const looked = 8
const most = 3
/**
 * From this certainty on an article answers the question, or may have to do with it. Over 114 questions
 * that officers ask and 30 about other things: 0.26 lets 81 % and 10 % through with the 13 laws of the
 * sample, 92 % and 23 % with 53; 0.20 lets 91 % and 33 %, 96 % and 43 % through. Chosen on these questions.
 */
const answers = 0.26
const mayAnswer = 0.2
/** An article with less than this share of the best one's score is not shown beside it. */
const besideBest = 0.6

/**
 * Answers a question in everyday words from the articles in force on `day` and from nothing else.
 * Personal data is taken out before anything else happens. With a model: its sentences as far as quotes
 * prove them. Without one, or where it fails: the articles themselves with the sentences that match,
 * or the statement that there is no basis.
 */
export async function askLaw(
  deps: AskDeps,
  { text, day, officerId }: { text: string; day: Day; officerId?: number | undefined },
): Promise<LawAnswer> {
  const { text: question, masked } = maskPersonalData(text.trim())
  const empty: LawAnswer = {
    kind: 'none',
    question,
    masked,
    sentences: [],
    citations: [],
    related: [],
    remarks: [],
    isModelOut: false,
  }
  const index = await indexFor(deps.db, day)
  if (index.laws.length === 0) return { ...empty, kind: 'no-laws' }
  const { articles, remarks, isWhole } = await findNamedArticles(deps.db, index.laws, {
    question,
    day,
  })
  if (articles.length > 0 && (isWhole || remarks.length > 0 || !deps.llm)) {
    return {
      ...empty,
      kind: 'named',
      remarks,
      citations: marked(articles, { isWhole, question, index }),
    }
  }
  // Nothing but an article that there is not: others with like numbers would be no answer.
  if (isWhole && remarks.length > 0) return { ...empty, remarks }
  const words = question.replace(hidden, ' ')
  const hits = await searchLaw(deps, { question: words, at: day, limit: looked })
  const base = { ...empty, remarks }
  if (hits.length === 0) return base
  const told = deps.llm
    ? await askModel({ llm: deps.llm, log: deps.log }, { question, articles: hits, officerId })
    : null
  if (!told) {
    return { ...base, ...fromArticles(index, words, hits), isModelOut: deps.llm !== null }
  }
  const { sentences, citations } = verifyAnswer(told, hits)
  if (sentences.length > 0) return { ...base, kind: 'prose', sentences, citations }
  return { ...base, related: hits.slice(0, most).map((hit) => partOf(index, words, hit)) }
}

/** Of an article named together with a question the sentence that matches; of one alone what was named. */
function marked(
  articles: CitedPart[],
  { isWhole, question, index }: { isWhole: boolean; question: string; index: LawIndex },
): CitedPart[] {
  return articles.map((part) => {
    const isArticle = part.start === 0 && part.end === part.source.text.length
    if (isWhole || !isArticle) return part
    return { ...part, ...bestSentence(question, part.source.text, index.ranking) }
  })
}

/** The answer without a model: the articles found, as sure as the best of them fits the question. */
function fromArticles(
  index: LawIndex,
  words: string,
  hits: LawHit[],
): Pick<LawAnswer, 'kind' | 'citations' | 'related'> {
  const best = hits[0]?.score ?? 0
  const shown = hits.slice(0, most).filter(({ score }) => score >= besideBest * best)
  const parts = shown.map((hit) => partOf(index, words, hit))
  const certainty = Math.max(...shown.map((hit) => certaintyOf(index, words, hit)))
  if (certainty >= answers) return { kind: 'articles', citations: parts, related: [] }
  return { kind: certainty >= mayAnswer ? 'related' : 'none', citations: [], related: parts }
}

/** Coverage and rank score fail on different questions: their geometric mean tells more than either. */
function certaintyOf({ ranking }: LawIndex, words: string, hit: LawHit): number {
  const { law, article, chapters, text, score } = hit
  const whole = `${law} ${article} ${chapters.join(' ')} ${text}`
  return Math.sqrt(score * coverageOf(words, whole, ranking))
}

function partOf({ ranking }: LawIndex, words: string, hit: LawHit): CitedPart {
  return { source: hit, ...bestSentence(words, hit.text, ranking) }
}
