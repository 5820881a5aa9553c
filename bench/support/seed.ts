import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { confirmImport } from '../../src/bank/confirm-import.ts'
import { previewImport } from '../../src/bank/preview-import.ts'
import { openDatabase, type Db } from '../../src/platform/db.ts'
import { dayIn } from '../../src/shared/day.ts'
import type { DatabasePlace, Ground } from './places.ts'
import type { Tap } from './stub.ts'

export const firstChat = 1_000_001

/** How many questions a set holds. */
export const setSize = 5

/** Opens the database of a place, works on it and closes it again. */
export async function withDatabase<Result>(
  place: DatabasePlace,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(place)
  try {
    return await work(database.db)
  } finally {
    await database.close()
  }
}

/** A unit with bound officers, and the starter bank. */
export async function seedOfficers(db: Db, officers: number): Promise<void> {
  const now = () => new Date()
  const bytes = readFileSync(join(import.meta.dirname, '../../assets/starter-bank.json'))
  const { importId } = await previewImport({ db, now }, { bytes, name: 'starter.json', by: 0 })
  await confirmImport({ db, now }, { importId, by: null })
  const unit = await db.unit.create({ data: { name: '市局', level: 'CITY', path: '市局' } })
  await db.unitClosure.create({ data: { ancestorId: unit.id, unitId: unit.id, depth: 0 } })
  await db.$executeRaw`
    insert into "Officer" (badge, name, "unitId", "telegramId", "boundAt", "createdAt")
    select lpad(n::text, 6, '0'), '警员' || n, ${unit.id}, ${firstChat} - 1 + n, now(), now()
    from generate_series(1, ${officers}::int) n`
}

const templates = new Map<string, Promise<DatabasePlace>>()

/** A place of its own with officers who have a bank; of questions only those of `kinds`, of all for none. */
export async function seededPlace(
  ground: Ground,
  { officers, kinds }: { officers: number; kinds: string[] },
): Promise<DatabasePlace> {
  const key = `${ground.id}:${officers}:${kinds.join()}`
  const template =
    templates.get(key) ??
    ground.place().then(async (place) => {
      await withDatabase(place, async (db) => {
        await seedOfficers(db, officers)
        if (kinds.length > 0) await retireOthers(db, kinds)
      })
      return place
    })
  templates.set(key, template)
  return await ground.place(await template)
}

async function retireOthers(db: Db, kinds: string[]): Promise<void> {
  await db.$executeRaw`
    update "Question" set state = 'RETIRED' where id in (
      select "questionId" from "QuestionVersion" where kind <> all(${kinds}::text[]))`
}

/**
 * Officers in the middle of the morning: today is open, everybody's set is dealt and its first
 * question shown. Only questions that one tap answers. Gives everybody's first tap.
 */
export async function seedMorning(db: Db, officers: number): Promise<Tap[]> {
  await seedOfficers(db, officers)
  const day = dayIn('Asia/Shanghai', new Date())
  await db.$executeRaw`
    insert into "Run" (kind, day, "plannedAt", "finishedAt", data)
    select kind, ${day}, now(), now(), '{}' from unnest(array['open-day', 'nudge', 'summary']) kind`
  await db.$executeRaw`
    insert into "Duty" ("officerId", day, "unitId") select id, ${day}, "unitId" from "Officer"`
  await db.$executeRaw`
    insert into "Sitting" ("officerId", day, size, "dealtAt")
    select id, ${day}, ${setSize}, now() from "Officer"`
  await db.$executeRaw`
    with asked as (
      select v.id, v."questionId", v.content, row_number() over (order by v.id) - 1 as place,
        count(*) over () as total
      from "QuestionVersion" v where v.kind in ('single', 'true-false'))
    insert into "Answer" ("sittingId", position, "officerId", "questionId", "versionId", day, "order",
      draft, "shownAt", "messageId")
    select s.id, n, s."officerId", asked."questionId", asked.id, ${day},
      array(select generate_series(0, jsonb_array_length(coalesce(asked.content->'options', '[]')) - 1)),
      '{}', case n when 1 then now() end, case n when 1 then 1 end
    from "Sitting" s cross join generate_series(1, ${setSize}::int) n
    join asked on asked.place = (s.id * ${setSize}::int + n) % asked.total`
  await db.$executeRaw`analyze`
  const rows = await db.$queryRaw<{ chatId: bigint; id: number }[]>`
    select o."telegramId" as "chatId", a.id from "Answer" a join "Officer" o on o.id = a."officerId"
    where a.position = 1 order by o.id`
  return rows.map(({ chatId, id }) => ({
    chatId: Number(chatId),
    data: `q:${id}:0`,
    messageId: 1,
  }))
}
