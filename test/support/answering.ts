import { readFileSync } from 'node:fs'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'

/** A question of the starter bank. */
export interface StoredQuestion {
  kind: string
  stem: string
  options?: string[]
  key: string | boolean | string[][]
}

const { questions } = JSON.parse(readFileSync('assets/starter-bank.json', 'utf8')) as {
  questions: StoredQuestion[]
}

const kinds = /【(单选|多选|判断|填空|简答)】第(\d)\/(\d)题/

/** The message that holds the question which waits now. */
export function waitingQuestion(person: SimPerson): SimMessage | undefined {
  return person.messages().findLast((message) => {
    if (!message.fromBot || !kinds.test(message.text)) return false
    return !/答案：|正在评分/.test(message.text)
  })
}

/** The question of the starter bank that the message asks. */
export function questionOf(message: Pick<SimMessage, 'text'>): StoredQuestion {
  const question = questions.find(({ stem }) => message.text.includes(stem))
  if (!question) throw new Error(`not in the starter bank: ${message.text}`)
  return question
}

/** Answers the waiting question as somebody who knows the bank, rightly or wrongly; gives what is shown then. */
export async function answer(person: SimPerson, rightly: boolean): Promise<SimMessage> {
  const message = await person.until(waitingQuestion, 'a question')
  const question = questionOf(message)
  await give(person, message, question, rightly)
  return await person.until((self) => {
    const now = self.messages().find(({ id }) => id === message.id)
    return now && /答案：/.test(now.text) ? now : null
  }, `the explanation of ${question.stem}`)
}

/** Answers until the set is finished; gives the message with the result. */
export async function answerAll(person: SimPerson, rightly: boolean): Promise<SimMessage> {
  for (;;) {
    const message = await person.until(
      (self) => waitingQuestion(self) ?? result(self),
      'a question or the result',
    )
    if (!waitingQuestion(person)) return message
    const place = kinds.exec(message.text)
    await answer(person, rightly)
    if (place && place[2] === place[3]) {
      return await person.until(result, 'the result')
    }
    await person.until((self) => {
      const next = waitingQuestion(self)
      return next && next.id !== message.id ? next : null
    }, 'the next question')
  }
}

function result(person: SimPerson): SimMessage | undefined {
  const last = person.last()
  return last && /得分 [\d.]+\/5/.test(last.text) ? last : undefined
}

async function give(
  person: SimPerson,
  message: SimMessage,
  question: StoredQuestion,
  rightly: boolean,
): Promise<void> {
  switch (question.kind) {
    case 'true-false':
      person.press(message, question.key === rightly ? '对' : '错')
      return
    case 'single': {
      const right = lettersShown(message, question, String(question.key))
      person.press(message, rightly ? right : right === 'A' ? 'B' : 'A')
      return
    }
    case 'multiple':
      await giveMultiple(person, message, question, rightly)
      return
    case 'fill-in':
      person.send(
        rightly
          ? (question.key as string[][]).map(([first]) => first).join('；')
          : '不知道；不知道；不知道'.slice(0, 4 * (question.key as string[][]).length - 1),
      )
      return
    default:
      person.send(rightly ? String(question.key) : '我不清楚这个规定。')
  }
}

async function giveMultiple(
  person: SimPerson,
  message: SimMessage,
  question: StoredQuestion,
  rightly: boolean,
): Promise<void> {
  const letters = [...lettersShown(message, question, String(question.key))]
  const chosen = rightly ? letters : letters.slice(0, 1)
  for (const letter of chosen) {
    person.press(message.id, letter)
    await person.until(
      (self) =>
        self
          .messages()
          .find(({ id }) => id === message.id)
          ?.buttons.flat()
          .some(({ label }) => label === `✓ ${letter}`),
      `${letter} to be ticked`,
    )
  }
  person.press(message.id, '提交')
}

/** The letters under which this officer sees the right options. */
export function lettersShown(
  message: Pick<SimMessage, 'text'>,
  question: StoredQuestion,
  key: string,
): string {
  const options = question.options ?? []
  const shown = [...message.text.matchAll(/^([A-Z])\. (.+)$/gm)]
  return [...key]
    .map((letter) => options[letter.charCodeAt(0) - 65] ?? '')
    .map((text) => shown.find(([, , option]) => option === text)?.[1] ?? '?')
    .sort()
    .join('')
}
