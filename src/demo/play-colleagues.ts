import type { Db } from '../platform/db.ts'
import { seededRandom } from '../quiz/shuffle.ts'
import { instantOf, type Day } from '../shared/day.ts'
import type { Question } from '../shared/question.ts'
import { chanceAnswer } from './chance-answers.ts'

export interface Shift {
  day: Day
  /** How far the day has come. */
  until: Date
  timeZone: string
  /** Telegram ids of those whose phones the visitor holds: they answer for themselves. */
  except: number[]
}

interface DealtSet {
  id: number
  officerId: number
  answers: { id: number; questionId: number; question: Question }[]
}

const hour = 3_600_000
/** A set is finished this long after its start, at most and at least. */
const seconds = { least: 70, most: 220 }

/**
 * Lets the officers without a phone on the page do the sets that were dealt to them, each at an
 * hour of their own: half of them before eight, the rest over the day, one in eight not at all. Without them
 * a leader would see a city in which nobody trains.
 */
export async function playColleagues(db: Db, shift: Shift): Promise<void> {
  const sets = await loadUntouchedSets(db, shift)
  const finished = sets.flatMap((set) => finishByChance(set, shift) ?? [])
  if (finished.length > 0) await save(db, finished)
}

async function loadUntouchedSets(db: Db, { day, except }: Shift): Promise<DealtSet[]> {
  const sittings = await db.sitting.findMany({
    where: {
      day,
      kind: 'DAILY',
      finishedAt: null,
      officer: { telegramId: { notIn: except } },
      answers: { none: { answeredAt: { not: null } } },
    },
    include: { answers: { include: { version: { select: { content: true } } } } },
    orderBy: { id: 'asc' },
  })
  return sittings.map(({ id, officerId, answers }) => ({
    id,
    officerId,
    answers: answers.map((answer) => ({
      id: answer.id,
      questionId: answer.questionId,
      question: answer.version.content as unknown as Question,
    })),
  }))
}

interface FinishedSet {
  id: number
  startedAt: Date
  finishedAt: Date
  score: number
  answers: { id: number; given: unknown; outcome: string; score: number }[]
}

function finishByChance(set: DealtSet, { day, until, timeZone }: Shift): FinishedSet | null {
  const date = Number(day.replaceAll('-', ''))
  const random = seededRandom(set.officerId * 7919 + date)
  // Taken in turn, not by chance: no day of a small city looks worse than the others.
  const missesToday = (set.officerId * 5 + date) % 8 === 0
  const begun =
    instantOf(timeZone, day, '06:40').getTime() + hour / 20 + spread(set.officerId + date) * hour
  const { least, most } = seconds
  const finishedAt = new Date(begun + (least + random() * (most - least)) * 1000)
  if (missesToday || finishedAt > until) return null
  const ability = seededRandom(set.officerId)() * 0.2 - 0.1
  const answers = set.answers.map(({ id, questionId, question }) => {
    const facility = 0.65 + seededRandom(questionId)() * 0.3
    return { id, ...chanceAnswer(question, random() < facility + ability, random) }
  })
  const score = answers.reduce((total, answer) => total + answer.score, 0)
  return { id: set.id, startedAt: new Date(begun), finishedAt, score, answers }
}

/**
 * Hours after the morning card, up to 13, most of them few. Steps of the golden section: whoever
 * stands next to each other in the roster, as the people of a station do, begins far apart.
 */
function spread(step: number): number {
  return ((step * 0.618_033_988_75) % 1) ** 4 * 13
}

async function save(db: Db, sets: FinishedSet[]): Promise<void> {
  const answers = sets.flatMap((set) =>
    set.answers.map((answer) => ({ ...answer, at: set.finishedAt })),
  )
  await db.$transaction(async (sql) => {
    await sql.$executeRaw`
      update "Answer" a set given = row.given, outcome = row.outcome::"Outcome", score = row.score,
        "answeredAt" = row.at, "shownAt" = coalesce(a."shownAt", row.at)
      from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as row
        (id int, given jsonb, outcome text, score float, at timestamptz)
      where a.id = row.id`
    await sql.$executeRaw`
      with done as (
        update "Sitting" s set "finishedAt" = row."finishedAt", "resultMessageId" = 0
        from jsonb_to_recordset(${JSON.stringify(sets)}::jsonb) as row
          (id int, "startedAt" timestamptz, "finishedAt" timestamptz, score float)
        where s.id = row.id
        returning s."officerId", s.day, s.size, row.score, row."startedAt", row."finishedAt")
      update "Duty" d set state = 'DONE', score = done.score, max = done.size,
        "startedAt" = done."startedAt", "finishedAt" = done."finishedAt"
      from done where d."officerId" = done."officerId" and d.day = done.day and d.state = 'DUE'`
  })
}
