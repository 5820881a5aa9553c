import { lettersShown, questionOf } from '../support/answering.ts'

/** What somebody who knows the bank does with a question: press these buttons in turn, or type. */
export type KnownAnswer = { press: string[] } | { type: string }

/** What to do with the question in `text`, as the officer sees it, to be right or wrong. */
export function knownAnswer(text: string, rightly: boolean): KnownAnswer {
  const question = questionOf({ text })
  const { kind, key } = question
  switch (kind) {
    case 'true-false':
      return { press: [key === rightly ? '对' : '错'] }
    case 'single': {
      const right = lettersShown({ text }, question, String(key))
      return { press: [rightly ? right : right === 'A' ? 'B' : 'A'] }
    }
    case 'multiple': {
      const letters = [...lettersShown({ text }, question, String(key))]
      return { press: [...(rightly ? letters : letters.slice(0, 1)), '提交'] }
    }
    case 'fill-in': {
      const known = (key as string[][]).map(([first = '']) => (rightly ? first : '不知道'))
      return { type: known.join('；') }
    }
    default:
      return { type: rightly ? String(key) : '我不清楚这个规定。' }
  }
}
