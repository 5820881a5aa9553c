import { setTimeout as pause } from 'node:timers/promises'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { lettersShown, questionOf, waitingQuestion, type StoredQuestion } from './answering.ts'
import type { Dice } from './dice.ts'

/** What a person gave first to a question. */
export interface FirstGiven {
  stem: string
  kind: string
  rightly: boolean
  /** As it was typed; null for buttons. */
  text: string | null
}

/** Then a person waits: nothing that was given may be lost. */
const mostTries = 3

/**
 * Answers the set as a person does whose bot is slow: presses, waits a little, and presses again,
 * then often something else, and gives up after a few tries. Resolves with what was given first when the result is shown, which may
 * take as long as it takes.
 */
export async function answerImpatiently(person: SimPerson, dice: Dice): Promise<FirstGiven[]> {
  const all: Given[] = []
  const tries = new Map<number, number>()
  while (!result(person)) {
    const message = waitingQuestion(person)
    const tried = message ? (tries.get(message.id) ?? 0) : 0
    if (!message || tried >= mostTries) {
      await pause(50)
      continue
    }
    tries.set(message.id, tried + 1)
    const question = questionOf(message)
    const known = all.find(({ stem }) => stem === question.stem) ?? null
    const rightly = known ? dice.roll() < 0.5 === known.rightly : dice.roll() < 0.7
    const given = await giveOnce(person, message, { question, rightly, known })
    if (given) all.push({ ...given, position: positionOf(message) })
    await settled(person, message, dice.between(400, 1_500))
  }
  return firstsOf(person, all)
}

interface Given extends FirstGiven {
  /** The question's place in the set, from 1. */
  position: number
}

function positionOf({ text }: SimMessage): number {
  return Number(/第(\d)\/5题/.exec(text)?.[1])
}

/** What was given first to each question, leaving out words of which the bot said that they do not count. */
function firstsOf(person: SimPerson, all: Given[]): FirstGiven[] {
  const places = [...new Set(all.map(({ position }) => position))]
  return places.flatMap((place) => {
    const given = all.filter(({ position }) => position === place)
    const isTyped = given[0]?.text !== null
    return given[isTyped ? refusals(person, place) : 0] ?? []
  })
}

/** How often the bot said that words came before the question stood there and do not count: they are given again. */
function refusals(person: SimPerson, position: number): number {
  return person
    .messages()
    .filter(({ fromBot, text }) => fromBot && text.includes(`发在第${position}题之前`)).length
}

/** The message that tells the result, once it is there. */
export function result(person: SimPerson): SimMessage | undefined {
  return person.messages().find(({ fromBot, text }) => fromBot && /得分 [\d.]+\/5/.test(text))
}

interface Plan {
  question: StoredQuestion
  rightly: boolean
  known: FirstGiven | null
}

/** One press or one typed message. Gives what it was once the answer itself went out. */
async function giveOnce(
  person: SimPerson,
  message: SimMessage,
  { question, rightly, known }: Plan,
): Promise<FirstGiven | null> {
  const { stem, kind } = question
  const given = { stem, kind, rightly, text: null }
  switch (kind) {
    case 'true-false':
      person.press(message.id, question.key === rightly ? '对' : '错')
      return given
    case 'single': {
      const right = lettersShown(message, question, String(question.key))
      person.press(message.id, rightly ? right : right === 'A' ? 'B' : 'A')
      return given
    }
    case 'multiple':
      return (await tickAndSubmit(person, message, {
        question,
        rightly: known?.rightly ?? rightly,
      }))
        ? { ...given, rightly: known?.rightly ?? rightly }
        : null
    default: {
      const text = wording(question, rightly)
      person.send(text)
      return { ...given, text }
    }
  }
}

function wording({ kind, key }: StoredQuestion, rightly: boolean): string {
  if (kind === 'short') return rightly ? String(key) : '我不清楚这个规定。'
  const blanks = key as string[][]
  return blanks.map(([right = '']) => (rightly ? right : '不知道')).join('；')
}

/**
 * Presses the next letter that is not as it shall be, a few times until the tick shows, and submits
 * once all are. True when submitted; false when the question was answered meanwhile.
 */
async function tickAndSubmit(
  person: SimPerson,
  { id }: SimMessage,
  { question, rightly }: { question: StoredQuestion; rightly: boolean },
): Promise<boolean> {
  const presses = new Map<string, number>()
  for (;;) {
    const now = person.messages().find((message) => message.id === id)
    const labels = now?.buttons.flat().map(({ label }) => label) ?? []
    // Answered meanwhile, or gone.
    if (!now || !labels.includes('提交')) return false
    const right = lettersShown(now, question, String(question.key))
    const wanted = rightly ? right : right.slice(0, 1)
    const wrongOne = labels.find((label) => {
      const letter = label.replace('✓ ', '')
      return /^[A-Z]$/.test(letter) && wanted.includes(letter) !== label.startsWith('✓')
    })
    if (!wrongOne) {
      person.press(id, '提交')
      return true
    }
    const times = presses.get(wrongOne) ?? 0
    presses.set(wrongOne, times + 1)
    if (times < mostTries) person.press(id, wrongOne)
    await settled(person, now, 800)
  }
}

/** Resolves when the message has changed or is gone, or when patience has ended. */
async function settled(person: SimPerson, { id, edits }: SimMessage, ms: number): Promise<void> {
  await person
    .until(
      (self) => self.messages().find((message) => message.id === id)?.edits !== edits,
      'a change',
      ms,
    )
    .catch(() => {})
}
