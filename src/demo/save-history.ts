import type { Db } from '../platform/db.ts'
import type { StoredCard } from '../quiz/review.ts'
import type { Day } from '../shared/day.ts'

/** Rows by table, as they are written. */
export interface HistoryRows {
  runs: { kind: string; day: Day; data: object }[]
  duties: object[]
  sittings: object[]
  answers: object[]
}

/** When which officer meets which question again, by `officer:question`. */
export type Reviews = Map<string, { card: StoredCard; dueDay: Day }>

const bulk = { timeout: 120_000 }

/** Writes a history all at once. */
export async function saveHistory(db: Db, rows: HistoryRows, cards: Reviews): Promise<void> {
  const reviews = [...cards].map(([key, review]) => {
    const [officerId, questionId] = key.split(':').map(Number)
    return { officerId, questionId, ...review }
  })
  await db.$transaction(async (sql) => {
    await sql.$executeRaw`
      insert into "Run" (kind, day, "plannedAt", data)
      select kind, day, now(), data from jsonb_to_recordset(${JSON.stringify(rows.runs)}::jsonb)
        as row (kind text, day text, data jsonb)`
    await sql.$executeRaw`
      insert into "Duty" ("officerId", day, "unitId", state, score, max, "startedAt", "finishedAt")
      select "officerId", day, "unitId", state::"DutyState", score, max, "startedAt", "finishedAt"
      from jsonb_to_recordset(${JSON.stringify(rows.duties)}::jsonb) as row
        ("officerId" int, day text, "unitId" int, state text, score float, max float,
         "startedAt" timestamptz, "finishedAt" timestamptz)`
    await sql.$executeRaw`
      insert into "Sitting" ("officerId", day, theme, size, "dealtAt", "finishedAt", "resultMessageId")
      select "officerId", day, theme, size, "dealtAt", "finishedAt", 0
      from jsonb_to_recordset(${JSON.stringify(rows.sittings)}::jsonb) as row
        ("officerId" int, day text, theme text, size int, "dealtAt" timestamptz, "finishedAt" timestamptz)`
    await sql.$executeRaw`
      insert into "Answer" ("sittingId", position, "officerId", "questionId", "versionId", day,
        "order", draft, given, outcome, score, sure, "answeredAt", "shownAt")
      select s.id, row.position, row."officerId", row."questionId", row."versionId", row.day,
        row."order", '{}', row.given, row.outcome::"Outcome", row.score, row.sure,
        row.at, row."shownAt"
      from jsonb_to_recordset(${JSON.stringify(rows.answers)}::jsonb) as row
        ("officerId" int, day text, position int, "questionId" int, "versionId" int, "order" int[],
         given jsonb, outcome text, score float, sure boolean, at timestamptz, "shownAt" timestamptz)
      join "Sitting" s on s."officerId" = row."officerId" and s.day = row.day`
    await sql.$executeRaw`
      insert into "ReviewCard" ("officerId", "questionId", "dueDay", card)
      select "officerId", "questionId", "dueDay", card
      from jsonb_to_recordset(${JSON.stringify(reviews)}::jsonb) as row
        ("officerId" int, "questionId" int, "dueDay" text, card jsonb)`
  }, bulk)
}

/** The card that everybody due got each morning. */
export async function saveMessages(
  db: Db,
  { days, timeZone }: { days: Day[]; timeZone: string },
): Promise<void> {
  await db.$executeRaw`
    insert into "Delivery" (campaign, kind, "chatId", "officerId", data, state, "dueAt", "sentAt")
    select 'morning:' || d.day, 'morning-card', o."telegramId", o.id,
      jsonb_build_object('day', d.day), 'SENT', at, at
    from "Duty" d
    join "Officer" o on o.id = d."officerId"
    cross join lateral (
      select (d.day || ' 06:40')::timestamp at time zone ${timeZone} as at) moment
    where d.day = any(${days}::text[]) and d.state <> 'EXCUSED'
    on conflict (campaign, "chatId") do nothing`
}
