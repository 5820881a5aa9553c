import type { Fault } from './fault.ts'
import type { Matches, Moment } from './seams.ts'
import type { Morning, Shape } from './troubled-morning.ts'

interface FailPoint {
  name: string
  at: Matches
  on?: Fault['on']
  shape?: Partial<Shape>
  /** Before a kill it is passed by unharmed up to so many times; 2 without. */
  mostSkipped?: number
}

const see =
  (name: string, moment: Moment, words = /(?:)/): Matches =>
  (seen) =>
    seen.name === name && seen.moment === moment && words.test(seen.request + seen.reply)

const card = /晨训 · /
/** Not the name alone: the bot names it in every question for updates. */
const press = /"callback_query":\{/
const marking: Partial<Shape> = { model: 'marks', kinds: ['true-false', 'short'] }
const importing = (kills: number): Partial<Shape> => ({ officers: 6, imports: kills + 1 })
/** So many that the day's rows take their time. */
const crowd: Partial<Shape> = { officers: 4, onlookers: 100 }
/** Who does not answer would be sent the card again. */
const silent: Partial<Shape> = { officers: 4, onlookers: 30 }
const webhook: Partial<Shape> = { webhook: true }

/** Every named point at which the program is killed, once for each of `kills`. */
export function failPoints(kills: number): Fault[] {
  return [...opening, ...sending, ...answering, ...grading, ...importPoints(kills)].map(
    ({ name, at, on, shape = {}, mostSkipped = 2 }) => ({
      name: `at: ${name}`,
      ...(on && { on }),
      shape,
      disturb: (morning) => killEach(morning, { at, kills, mostSkipped }),
    }),
  )
}

async function killEach(
  morning: Morning,
  { at, kills, mostSkipped }: { at: Matches; kills: number; mostSkipped: number },
): Promise<void> {
  for (let count = 0; count < kills; count++) {
    if (!(await morning.killAt(at, morning.dice.between(0, mostSkipped)))) return
  }
}

const opening: FailPoint[] = [
  {
    name: 'ready to open the day',
    at: see('deleteWebhook', 'told'),
    shape: crowd,
    mostSkipped: 0,
  },
  {
    name: 'rows being written',
    on: 'PGlite',
    at: see('log', 'underway'),
    shape: crowd,
    mostSkipped: 40,
  },
  {
    name: 'rows of the day written, not committed',
    on: 'PostgreSQL',
    at: see('statement', 'acted', /insert into "Duty"/i),
    shape: crowd,
    mostSkipped: 0,
  },
  {
    name: 'day committed, program not told',
    on: 'PostgreSQL',
    at: see('commit', 'acted', /insert into "Duty"/i),
    shape: crowd,
    mostSkipped: 0,
  },
]

const sending: FailPoint[] = [
  {
    name: 'card received by Telegram, unanswered',
    at: see('sendMessage', 'acted', card),
    shape: silent,
  },
  { name: 'card answered, not yet noted', at: see('sendMessage', 'told', card), shape: silent },
  {
    name: 'card noted, program not told',
    on: 'PostgreSQL',
    at: see('commit', 'acted', /update[^]*"Delivery"/i),
    shape: silent,
  },
]

const answering: FailPoint[] = [
  { name: 'tap received (getUpdates answered)', at: see('getUpdates', 'told', press) },
  // Confirmed is what lies before the offset: the taps are the program's alone now.
  { name: 'offset confirmed', at: see('getUpdates', 'underway', /"offset":[1-9]/) },
  { name: 'answerCallbackQuery received', at: see('answerCallbackQuery', 'acted') },
  { name: 'edit received', at: see('editMessageText', 'acted') },
  { name: 'next question received', at: see('sendMessage', 'acted', /第[2-5]\/5题/) },
  {
    name: 'answer committed, program not told',
    on: 'PostgreSQL',
    at: see('commit', 'acted', /update[^]*"Answer"/i),
  },
  {
    name: 'tap posted to the webhook, unanswered',
    at: see('webhook', 'underway', press),
    shape: webhook,
  },
  {
    name: 'tap answered 200, not yet handled',
    at: see('webhook', 'acted', press),
    shape: webhook,
  },
]

const grading: FailPoint[] = [
  {
    name: 'model request received',
    at: see('completions', 'underway'),
    shape: marking,
    mostSkipped: 1,
  },
  {
    name: 'model answered, mark not yet kept',
    at: see('completions', 'told'),
    shape: marking,
    mostSkipped: 1,
  },
]

function importPoints(kills: number): FailPoint[] {
  const shape = importing(kills)
  return [
    { name: 'file fetched', at: see('file', 'told'), shape, mostSkipped: 0 },
    {
      name: 'preview received',
      at: see('sendMessage', 'acted', /导入 \d+ 题/),
      shape,
      mostSkipped: 0,
    },
    {
      name: 'preview confirmed (tap received)',
      at: see('getUpdates', 'told', /"data":"bk:/),
      shape,
      mostSkipped: 0,
    },
    {
      name: 'import committed, program not told',
      on: 'PostgreSQL',
      at: see('commit', 'acted', /insert into "QuestionVersion"/i),
      shape,
      mostSkipped: 0,
    },
    {
      name: 'imported, edit received',
      at: see('editMessageText', 'acted', /已导入/),
      shape,
      mostSkipped: 0,
    },
  ]
}
