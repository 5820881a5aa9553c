import { judge, type Given, type Judgement } from '../quiz/judge.ts'
import type { Question } from '../shared/question.ts'

export interface ChanceAnswer extends Judgement {
  given: Given
}

/** An answer to a question of any kind, right or as wrong as people get it, with its mark. */
export function chanceAnswer(
  question: Question,
  isRight: boolean,
  random: () => number,
): ChanceAnswer {
  if (question.kind === 'short') {
    const given = isRight ? question.key : question.key.slice(0, question.key.length / 2)
    return { given, outcome: isRight ? 'RIGHT' : 'PARTIAL', score: isRight ? 1 : 0.5 }
  }
  const given = giveAnswer(question, isRight, random)
  return { given, ...judge(question, given, 'ALL_OR_NOTHING') }
}

/** The right answer, or a wrong one that most people would choose: the option after the key. */
function giveAnswer(
  question: Exclude<Question, { kind: 'short' }>,
  isRight: boolean,
  random: () => number,
): Given {
  switch (question.kind) {
    case 'true-false':
      return isRight ? question.key : !question.key
    case 'single': {
      const [key = 0] = question.key
      const step = random() < 0.7 ? 1 : 2
      return [isRight ? key : (key + step) % question.options.length]
    }
    case 'multiple':
      return isRight ? question.key : question.key.slice(0, -1)
    case 'fill-in':
      return question.key.map(([first = ''], blank) => (isRight || blank > 0 ? first : ''))
  }
}
