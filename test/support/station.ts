import { readFileSync } from 'node:fs'

import { confirmImport } from '../../src/bank/confirm-import.ts'
import { previewImport } from '../../src/bank/preview-import.ts'
import type { Db } from '../../src/platform/db.ts'

/** Telegram ids of the officers of the station: this one and those after it. */
export const firstOfficerId = 800_001

type Seed = { db: Db; now: () => Date }

const starterBank = () => readFileSync('assets/starter-bank.json')

/** A station with `count` bound officers, and a bank: the starter bank, or the file that is given. */
export async function seedStation(
  deps: Seed,
  count: number,
  bank: Uint8Array = starterBank(),
): Promise<void> {
  await deps.db.$executeRaw`
    with unit as (
      insert into "Unit" (name, level, path) values ('青石派出所', 'STATION', '青石派出所')
      returning id),
    closure as (
      insert into "UnitClosure" ("ancestorId", "unitId", depth) select id, id, 0 from unit)
    insert into "Officer" (badge, name, "unitId", "telegramId", "boundAt", "createdAt")
    select 'C' || lpad(n::text, 5, '0'), '警员' || n, unit.id, ${firstOfficerId} - 1 + n,
      ${deps.now()}, ${deps.now()}
    from unit, generate_series(1, ${count}::int) as n`
  await loadBank(deps, 'bank.json', bank)
}

/** Makes a bank file's questions live. */
export async function loadBank(deps: Seed, name: string, bytes: Uint8Array): Promise<void> {
  const { importId } = await previewImport(deps, { bytes, name, by: 0 })
  await confirmImport(deps, { importId, by: null })
}
