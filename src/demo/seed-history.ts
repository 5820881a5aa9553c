import type { Db } from '../platform/db.ts'
import { reviewed } from '../quiz/review.ts'
import { optionOrder, seededRandom } from '../quiz/shuffle.ts'
import { themeOf } from '../quiz/theme.ts'
import { addDays, instantOf, type Day } from '../shared/day.ts'
import type { Question } from '../shared/question.ts'
import { chanceAnswer } from './chance-answers.ts'
import { saveHistory, saveMessages, type HistoryRows, type Reviews } from './save-history.ts'

interface SeedQuestion {
  id: number
  versionId: number
  topic: string | null
  question: Question
  /** How many of a hundred officers of middling ability get it right. */
  facility: number
}

interface SeedOfficer {
  id: number
  unitId: number
  /** Added to a question's facility. */
  ability: number
  /** How likely a day is missed. */
  slackness: number
  /** Does every set on its day. */
  isDiligent: boolean
}

const setSize = 5

/**
 * Two weeks that look lived: duties, sets and answers of every bound officer on `days`, by a
 * repeatable chance. Some officers are stronger, some units slacker, some articles harder;
 * `diligent` (Telegram ids) never miss. On the last day nothing is made up yet.
 */
export async function seedHistory(
  db: Db,
  { days, timeZone, diligent }: { days: Day[]; timeZone: string; diligent: number[] },
): Promise<void> {
  const random = seededRandom(20_250_627)
  const questions = await loadQuestions(db, random)
  const officers = await loadOfficers(db, random, diligent)
  const cards: Reviews = new Map()
  const rows: HistoryRows = { runs: [], duties: [], sittings: [], answers: [] }
  for (const day of days) {
    const theme = themeOf(day, countTopics(questions))
    rows.runs.push({ kind: 'open-day', day, data: { theme, officers: officers.length } })
    for (const officer of officers) {
      const set = pickSet(questions, theme, random)
      const isLast = day === days.at(-1)
      addDay(rows, { officer, day, isLast, theme, set, random, cards, timeZone })
    }
  }
  await saveHistory(db, rows, cards)
  await saveMessages(db, { days, timeZone })
}

async function loadQuestions(db: Db, random: () => number): Promise<SeedQuestion[]> {
  const rows = await db.question.findMany({
    where: { state: 'LIVE' },
    orderBy: { id: 'asc' },
    include: { versions: true },
  })
  return rows.flatMap((row) => {
    const version = row.versions.find(({ number }) => number === row.version)
    if (!version || version.kind === 'short' || version.kind === 'fill-in') return []
    const question = version.content as unknown as Question
    return [
      {
        id: row.id,
        versionId: version.id,
        topic: row.topic,
        question,
        facility: 0.55 + random() * 0.4,
      },
    ]
  })
}

async function loadOfficers(
  db: Db,
  random: () => number,
  diligent: number[],
): Promise<SeedOfficer[]> {
  const officers = await db.officer.findMany({
    where: { active: true, telegramId: { not: null } },
    orderBy: { id: 'asc' },
  })
  return officers.map(({ id, unitId, telegramId }) => ({
    id,
    unitId,
    isDiligent: diligent.includes(Number(telegramId)),
    ability: random() * 0.3 - 0.15,
    slackness: 0.02 + (unitId % 4) * 0.04 + random() * 0.05,
  }))
}

function countTopics(questions: SeedQuestion[]) {
  const counts = new Map<string, number>()
  for (const { topic } of questions) {
    if (topic) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  }
  return [...counts].map(([topic, count]) => ({ topic, questions: count }))
}

function pickSet(
  questions: SeedQuestion[],
  theme: string | null,
  random: () => number,
): SeedQuestion[] {
  const ofTheme = questions.filter(({ topic }) => topic === theme)
  const rest = questions.filter(({ topic }) => topic !== theme)
  const picked = new Set<SeedQuestion>()
  for (const pool of [ofTheme, rest]) {
    const wanted = Math.min(pool === ofTheme ? 3 : setSize, pool.length)
    for (let tries = 0; tries < 50 && picked.size < wanted; tries++) {
      const question = pool[Math.floor(random() * pool.length)]
      if (question) picked.add(question)
    }
  }
  return [...picked]
}

interface DayOfOfficer {
  officer: SeedOfficer
  day: Day
  isLast: boolean
  theme: string | null
  set: SeedQuestion[]
  random: () => number
  cards: Reviews
  timeZone: string
}

function addDay(rows: HistoryRows, input: DayOfOfficer): void {
  const { officer, day, isLast, theme, set, random, timeZone } = input
  const state = isLast ? beforeMidnight[chooseState(officer, random)] : chooseState(officer, random)
  const startedAt = new Date(
    instantOf(timeZone, day, '06:40').getTime() + Math.floor(random() ** 2 * 8 * 3_600_000),
  )
  const madeUp = state === 'MADE_UP' ? 86_400_000 : 0
  const begunAt = startedAt.getTime() + madeUp
  const finishedAt = new Date(begunAt + (60 + random() * 150) * 1000)
  const answered = state === 'DONE' || state === 'MADE_UP'
  const score = answered ? answerSet(rows, input, [begunAt, finishedAt.getTime()]) : null
  rows.duties.push({
    officerId: officer.id,
    unitId: officer.unitId,
    day,
    state,
    score,
    max: answered ? set.length : null,
    startedAt: answered ? startedAt : null,
    finishedAt: answered ? finishedAt : null,
  })
  if (answered) {
    rows.sittings.push({
      officerId: officer.id,
      day,
      theme,
      size: set.length,
      dealtAt: startedAt,
      finishedAt,
    })
  }
}

/** On the day itself nothing is missed for good, and nothing made up. */
const beforeMidnight = { EXCUSED: 'EXCUSED', MISSED: 'DUE', MADE_UP: 'DONE', DONE: 'DONE' } as const

function chooseState({ slackness, isDiligent }: SeedOfficer, random: () => number) {
  const chance = random()
  if (isDiligent) return 'DONE'
  if (chance < 0.06) return 'EXCUSED'
  if (chance < 0.06 + slackness) return 'MISSED'
  if (chance < 0.06 + slackness * 1.6) return 'MADE_UP'
  return 'DONE'
}

/** The answers of a set, one after the other between two instants. Returns the marks won. */
function answerSet(
  rows: HistoryRows,
  input: DayOfOfficer,
  [from, until]: [number, number],
): number {
  const { officer, day, set, random, cards } = input
  let total = 0
  set.forEach(({ id, versionId, question, facility }, index) => {
    const isRight = random() < facility + officer.ability
    const sure = isSure(input, { id, isRight })
    const { given, outcome, score } = chanceAnswer(question, isRight, random)
    total += score
    const instant = (place: number) => new Date(from + ((until - from) * place) / set.length)
    const key = `${officer.id}:${id}`
    cards.set(
      key,
      reviewed(cards.get(key)?.card ?? null, { isRight: outcome === 'RIGHT', sure }, day),
    )
    rows.answers.push({
      officerId: officer.id,
      day,
      position: index + 1,
      questionId: id,
      versionId,
      order: optionOrder(question, random),
      given,
      outcome,
      score,
      sure,
      shownAt: instant(index),
      at: instant(index + 1),
    })
  })
  return total
}

/**
 * Most of who know are sure, and some of who do not; more of them where a question is hard, as it is with what
 * everybody believes. A chance of its own, so that nothing else of the history depends on it.
 */
function isSure(
  { officer, day, set }: DayOfOfficer,
  { id, isRight }: { id: number; isRight: boolean },
): boolean {
  const date = Number(day.replaceAll('-', ''))
  const chance = seededRandom(Math.imul(officer.id, 7_919) ^ Math.imul(date, 31) ^ id)()
  const facility = set.find((question) => question.id === id)?.facility ?? 1
  return chance < (isRight ? 0.65 : 0.55 - facility / 2)
}

/** The `count` training days before `day`, oldest first, as the rule of TRAINING_DAYS has them. */
export async function daysBefore(
  day: Day,
  count: number,
  isTraining: (day: Day) => Promise<boolean>,
): Promise<Day[]> {
  const days: Day[] = []
  for (let at = addDays(day, -1); days.length < count; at = addDays(at, -1)) {
    if (await isTraining(at)) days.unshift(at)
  }
  return days
}
