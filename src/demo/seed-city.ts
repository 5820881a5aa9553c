import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { confirmImport } from '../bank/confirm-import.ts'
import { previewImport } from '../bank/preview-import.ts'
import { confirmLawImport } from '../law/confirm-law-import.ts'
import { readLawFile } from '../law/formats/read-law-file.ts'
import { previewReadLaw } from '../law/preview-law-import.ts'
import { confirmRoster } from '../people/confirm-roster.ts'
import { previewRoster } from '../people/preview-roster.ts'
import type { Db } from '../platform/db.ts'

type SeedDeps = { db: Db; now: () => Date }

/** The people whose phones the demo shows. */
export interface Cast {
  officer: { telegramId: number; name: string; unit: string }
  leader: { telegramId: number; name: string; unit: string }
  /** Telegram ids of everybody in the city. */
  everybody: number[]
}

/** Telegram ids of the sample city: 700000 and the row in the roster. */
const firstTelegramId = 700_001

/** Loads the sample city and the starter bank through the same doors an admin uses, and binds everybody. */
export async function seedCity(deps: SeedDeps): Promise<Cast> {
  const roster = await previewRoster(deps, {
    bytes: readAsset('demo-roster.csv'),
    fileName: 'demo-roster.csv',
    by: 0,
  })
  if (roster.kind !== 'preview') throw new Error('assets/demo-roster.csv cannot be read')
  await confirmRoster(deps, { importId: roster.importId, by: null })
  const bank = await previewImport(deps, {
    bytes: readAsset('starter-bank.json'),
    name: '入门题库.json',
    by: 0,
  })
  await confirmImport(deps, { importId: bank.importId, by: null })
  await seedLaws(deps)
  await bindEverybody(deps)
  return await chooseCast(deps.db)
}

/** The laws that the starter bank cites, and an earlier text of one of them. */
async function seedLaws(deps: SeedDeps): Promise<void> {
  for (const name of readdirSync(assetPath('laws')).sort()) {
    const read = await readLawFile(readAsset(`laws/${name}`), name)
    const preview = await previewReadLaw(deps, { read, name, by: 0 })
    if (preview.kind !== 'preview') throw new Error(`assets/laws/${name} cannot be read`)
    await confirmLawImport(deps, { importId: preview.importId, by: null })
  }
}

function assetPath(name: string): string {
  return fileURLToPath(new URL(`../../assets/${name}`, import.meta.url))
}

function readAsset(name: string): Uint8Array {
  return readFileSync(assetPath(name))
}

async function bindEverybody({ db, now }: SeedDeps): Promise<void> {
  await db.$executeRaw`
    update "Officer" o set "telegramId" = ${firstTelegramId} - 1 + numbered.rank, "boundAt" = ${now()}
    from (select id, row_number() over (order by badge) as rank from "Officer") as numbered
    where numbered.id = o.id`
}

/** The last officer of a station by badge, which does not hang on how rows were written, and the leader of the county above. */
async function chooseCast(db: Db): Promise<Cast> {
  const officers = await db.officer.findMany({
    include: { unit: { include: { parent: true } }, roles: true },
    orderBy: { badge: 'desc' },
  })
  const officer = officers.find(({ unit, roles }) => unit.level === 'STATION' && roles.length === 0)
  const county = officer?.unit.parent
  const leader = officers.find(({ roles }) => roles.some(({ unitId }) => unitId === county?.id))
  if (!officer || !leader || !county)
    throw new Error('the sample city lacks an officer or a leader')
  return {
    officer: {
      telegramId: Number(officer.telegramId),
      name: officer.name,
      unit: officer.unit.name,
    },
    leader: { telegramId: Number(leader.telegramId), name: leader.name, unit: county.name },
    everybody: officers.map(({ telegramId }) => Number(telegramId)),
  }
}
