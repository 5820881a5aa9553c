import type { Db, Sql } from '../../src/platform/db.ts'
import { addDays, type Day } from '../../src/shared/day.ts'

/** Officers of each station, stations of each county. */
const perStation = 40
const perCounty = 25
const questions = 400
const themes = 10

/** A bureau of `officers` with its units and a bank of 400 questions on 100 articles. */
export async function seedBureau(db: Db, officers: number): Promise<void> {
  const stations = Math.ceil(officers / perStation)
  const counties = Math.ceil(stations / perCounty)
  await db.$executeRaw`
    insert into "Unit" (id, name, level, "parentId", path)
    select 1, '市局', 'CITY'::"UnitLevel", null, '市局'
    union all select 1 + c, '分局' || c, 'COUNTY', 1, '市局/分局' || c
      from generate_series(1, ${counties}::int) c
    union all select 1 + ${counties}::int + s, '所' || s, 'STATION',
      2 + (s - 1) / ${perCounty}::int, '市局/分局' || 1 + (s - 1) / ${perCounty}::int || '/所' || s
      from generate_series(1, ${stations}::int) s`
  await db.$executeRaw`
    insert into "UnitClosure" ("ancestorId", "unitId", depth)
    select id, id, 0 from "Unit"
    union all select "parentId", id, 1 from "Unit" where "parentId" is not null
    union all select 1, id, 2 from "Unit" where level = 'STATION'`
  await db.$executeRaw`
    insert into "Officer" (badge, name, "unitId", "telegramId", "boundAt", "createdAt")
    select lpad(n::text, 6, '0'), '警员' || n, 2 + ${counties}::int + (n - 1) / ${perStation}::int,
      1000000 + n, now(), now()
    from generate_series(1, ${officers}::int) n`
  await db.$executeRaw`insert into "Bank" (id, name, "createdAt") values (1, '题库', now())`
  await db.$executeRaw`
    insert into "Question" (id, "bankId", state, "stemKey", topic, "createdAt")
    select q, 1, 'LIVE', q::text, '专题' || q % ${themes}::int, now()
    from generate_series(1, ${questions}::int) q`
  await db.$executeRaw`
    insert into "QuestionVersion" (id, "questionId", number, kind, law, article, content, "createdAt")
    select q, q, 1, 'single', '甲法' || q % 5, '第' || q % 100 || '条',
      jsonb_build_object('kind', 'single', 'stem', '题' || q, 'key', '[0]'::jsonb,
        'options', '["一","二","三","四"]'::jsonb), now()
    from generate_series(1, ${questions}::int) q`
}

/**
 * Everybody's days from `firstDay` on, five answers each: 85 % 已训, 4 % 补训, 5 % 免训, the rest 未训. Indexes are
 * built at the end, which is how a restored database gets them as well. Gives the number of answers.
 */
export async function seedDays(db: Db, firstDay: Day, days: number): Promise<number> {
  const indexes = await db.$queryRaw<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'Answer' and indexname <> 'Answer_pkey'`
  for (const { name } of indexes) await db.$executeRawUnsafe(`drop index "${name}"`)
  for (let ahead = 0; ahead < days; ahead += 1) {
    const day = addDays(firstDay, ahead)
    await db.$transaction(
      async (sql) => {
        // Nothing is checked that was just made; only a server's superuser may.
        await sql.$executeRaw`set local session_replication_role = replica`
        await seedDay(sql, day, ahead)
      },
      { timeout: 120_000 },
    )
  }
  for (const { definition } of indexes) await db.$executeRawUnsafe(definition)
  await db.$executeRawUnsafe('vacuum analyze')
  return await db.answer.count()
}

async function seedDay(sql: Sql, day: Day, ahead: number): Promise<void> {
  await sql.$executeRaw`
    with duty as (
      insert into "Duty" ("officerId", day, "unitId", state, score, max)
      select id, ${day}, "unitId", state::"DutyState",
        case when state in ('DONE', 'MADE_UP') then 4 end,
        case when state in ('DONE', 'MADE_UP') then 5 end
      from (
        select id, "unitId", case
          when (id * 37 + ${ahead}::int * 11) % 100 < 85 then 'DONE'
          when (id * 37 + ${ahead}::int * 11) % 100 < 89 then 'MADE_UP'
          when (id * 37 + ${ahead}::int * 11) % 100 < 94 then 'EXCUSED' else 'MISSED' end as state
        from "Officer") drawn
      returning *
    ), sitting as (
      insert into "Sitting" ("officerId", day, kind, size, "dealtAt", "finishedAt")
      select "officerId", day, 'DAILY', 5, now(), now() from duty
      where state in ('DONE', 'MADE_UP') returning *
    )
    insert into "Answer" ("sittingId", position, "officerId", "questionId", "versionId", day, "order",
      draft, given, outcome, score, sure, "answeredAt", "shownAt")
    select sitting.id, p, "officerId", q, q, day, '{0,1,2,3}', '{}',
      to_jsonb(array[case when "isRight" then 0 else 1 + ("officerId" + p) % 3 end]),
      (case when "isRight" then 'RIGHT' else 'WRONG' end)::"Outcome", "isRight"::int,
      ("officerId" + p) % 3 = 0, now(), now()
    from sitting, generate_series(1, 5) p,
      lateral (select 1 + (${ahead}::int * 40 + ("officerId" * 7 + p * 8) % 40) % ${questions}::int as q) dealt,
      lateral (select ("officerId" * 13 + q * 7 + p) % 100 >= 12 + q % 25 as "isRight") marked`
}
