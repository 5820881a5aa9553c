import type { Db } from '../../src/platform/db.ts'
import type { ApiCall, SimPerson } from '../../src/simulator/start-simulator.ts'
import { result, type FirstGiven } from '../../test/support/impatient.ts'
import { countImports } from './importing.ts'
import { median } from './numbers.ts'

/** What became of a morning. */
export interface Toll {
  kills: number
  cardsLost: number
  cardsDoubled: number
  /** Answers that were given and are not there, or are there as something else. */
  answersLost: number
  /** Officers with more answers than questions, or an answer with two marks. */
  answersDoubled: number
  /** Days whose score is not the sum of its answers, and answers whose score is not their mark. */
  scoresWrong: number
  /** Questions of the banks that an admin confirmed. */
  importedLost: number
  importedDoubled: number
  /** Officers who never saw their result. */
  stuck: number
  /** Updates, messages and jobs that still wait, or were given up, when all is over. */
  left: number
  /** How often the program ended by itself. */
  died: number
  /** Seconds until the bot served somebody again: after each kill, or after the trouble; the median and the longest. */
  recovery: number | null
  slowest: number | null
  seconds: number
}

/** What there is to count. */
export interface Outcome {
  /** All who get a card. */
  people: SimPerson[]
  /** Those of them who answer it. */
  answering: SimPerson[]
  /** What each of these gave; null of those who are stuck. */
  given: (FirstGiven[] | null)[]
  calls: ApiCall[]
  imports: number
}

export type Counted = Omit<Toll, 'kills' | 'stuck' | 'died' | 'recovery' | 'slowest' | 'seconds'>

/** Compares what people saw and gave with what the database holds. */
export async function countToll(
  db: Db,
  { people, answering, given, ...outcome }: Outcome,
): Promise<Counted> {
  const cards = countCards(outcome.calls)
  const times = people.map(({ id }) => cards.get(id) ?? 0)
  const imported = await countImports(db, outcome.imports)
  return {
    cardsLost: times.filter((count) => count === 0).length,
    cardsDoubled: times.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    ...(await countAnswers(db, answering, given)),
    importedLost: imported.lost,
    importedDoubled: imported.doubled,
    left: await countLeft(db),
  }
}

/** An answered card has become its explanation: what was sent is what counts. */
function countCards(calls: ApiCall[]): Map<number, number> {
  const cards = new Map<number, number>()
  for (const { method, params, ok } of calls) {
    if (!ok || method !== 'sendMessage' || !String(params['text']).includes('晨训 · ')) continue
    const id = Number(params['chat_id'])
    cards.set(id, (cards.get(id) ?? 0) + 1)
  }
  return cards
}

async function countAnswers(db: Db, people: SimPerson[], given: (FirstGiven[] | null)[]) {
  const kept = await db.answer.findMany({
    where: { sitting: { kind: 'DAILY' } },
    include: { version: true, officer: true, grades: true },
  })
  const duties = await db.duty.findMany({ include: { officer: true } })
  const toll = { answersLost: 0, answersDoubled: 0, scoresWrong: 0 }
  for (const [index, first] of given.entries()) {
    const isMine = ({ officer }: { officer: { telegramId: bigint | null } }) =>
      Number(officer.telegramId) === people[index]?.id
    const mine = kept.filter(isMine)
    if (mine.length > 5 || mine.some(({ grades }) => grades.length > 1)) toll.answersDoubled++
    toll.answersLost += (first ?? []).filter((one) => !isKept(one, mine)).length
    toll.scoresWrong += mine.filter(isMarkedOtherwise).length
    const duty = duties.find(isMine)
    const sum = mine.reduce((total, { score }) => total + (score ?? 0), 0)
    if (duty?.finishedAt && differ(duty.score ?? -1, sum)) toll.scoresWrong++
  }
  return toll
}

interface Kept {
  version: { content: unknown }
  given: unknown
  outcome: string | null
  answeredAt: Date | null
}

/** Whether what was given first to a question is what stands there. */
function isKept({ stem, kind, rightly, text }: FirstGiven, mine: Kept[]): boolean {
  const one = mine.find(({ version }) => (version.content as { stem?: string }).stem === stem)
  if (!one?.answeredAt) return false
  return kind === 'short' ? one.given === text : (one.outcome === 'RIGHT') === rightly
}

interface Marked {
  score: number | null
  grades: { score: number; max: number }[]
}

function isMarkedOtherwise({ score, grades }: Marked): boolean {
  return grades.some((grade) => differ(score ?? -1, grade.score / grade.max))
}

function differ(one: number, other: number): boolean {
  return Math.abs(one - other) > 1e-6
}

/** Updates, messages and jobs that wait or were given up. */
export async function countLeft(db: Db): Promise<number> {
  const due = { lte: new Date() }
  const counts = await Promise.all([
    db.inbox.count({ where: { state: { not: 'DONE' } } }),
    db.delivery.count({ where: { OR: [{ state: 'SENDING' }, { state: 'FAILED' }] } }),
    db.delivery.count({ where: { state: 'QUEUED', dueAt: due } }),
    db.job.count({ where: { OR: [{ state: 'DEAD' }, { state: 'QUEUED', runAt: due }] } }),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}

const serving = new Set(['sendMessage', 'editMessageText', 'answerCallbackQuery', 'sendDocument'])

/** Whether the bot told somebody something with this call. */
export function isServing({ method, ok }: ApiCall): boolean {
  return ok && serving.has(method)
}

/** A call that was under way when the program died still arrives; no new one can begin so soon. */
const underwayMs = 100

/**
 * Seconds from each of these moments until somebody was served: the median and the longest. Of kills
 * in a row only the last counts: from the others the program had no time to recover.
 */
export function recoveryOf(
  moments: number[],
  calls: ApiCall[],
): Pick<Toll, 'recovery' | 'slowest'> {
  const served = calls.filter(isServing).map(({ at }) => at.getTime())
  const times = moments.flatMap((moment, index) => {
    const next = served.find((at) => at > moment + underwayMs)
    const following = moments[index + 1] ?? Infinity
    return next === undefined || next > following ? [] : [(next - moment) / 1000]
  })
  if (times.length === 0) return { recovery: null, slowest: null }
  return { recovery: median(times), slowest: Math.max(...times) }
}

/** Officers who wait for their result in vain; with BENCH_VERBOSE their chats are printed. */
export function findStuck(people: SimPerson[]): SimPerson[] {
  const stuck = people.filter((person) => !result(person))
  if (process.env['BENCH_VERBOSE']) stuck.forEach(printChat)
  return stuck
}

function printChat(person: SimPerson): void {
  for (const { id, fromBot, text, buttons } of person.messages().slice(-8)) {
    const labels = buttons.flat().map(({ label }) => label)
    console.log(
      `    ${fromBot ? '<' : '>'} ${id} ${text.replaceAll('\n', ' ').slice(0, 120)} [${labels.join()}]`,
    )
  }
}
