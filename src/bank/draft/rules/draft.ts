import { lawTitle } from '../../../shared/law-title.ts'
import type { Question } from '../../../shared/question.ts'

/** What questions are drafted from: one article of a law, or one section of a policy. */
export interface DraftSource {
  law: string
  /** The date of the text, `YYYY-MM-DD`. */
  version?: string
  /** `第八十三条`, or how a section of a policy is called. */
  article: string
  /** Its paragraphs, parted by line ends, word for word. */
  text: string
}

/** A question nobody has looked at yet. */
export interface Draft {
  question: Question
  /** What is asked about: siblings that ask the same thing in another way have the same point. */
  point: string
}

/** Drafts questions from an article without any model. `random` gives numbers from 0 to below 1. */
export function draftByRules(source: DraftSource, random: () => number): Draft[] {
  const sentences = source.text
    .split('\n')
    .filter((line) => /应当[^\n]*。$/.test(line) && !/前款|本法/.test(line))
  return sentences.flatMap((quote, index) => {
    const key = random() < 0.5
    const said = key ? quote : quote.replace('应当', '可以')
    const title = lawTitle(source.law)
    const basis = {
      law: source.law,
      ...(source.version && { version: source.version }),
      article: source.article,
      quote,
    }
    const stem = `根据《${title}》${source.article}，${said}`
    const explanation = `《${title}》${source.article}规定：${quote}`
    if (stem.length > 200) return []
    return [
      {
        question: { kind: 'true-false', stem, key, explanation, basis, topic: title },
        point: `${index + 1}:应当`,
      },
    ]
  })
}
