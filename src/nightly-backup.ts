import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { backUp } from './platform/backup/back-up.ts'
import { BackupRefused } from './platform/backup/format.ts'
import type { Deps } from './platform/deps.ts'
import { notifyAdmins } from './remind/notify-admins.ts'
import { findRun, insertRun } from './remind/store.ts'
import { clockIn, dayIn, instantOf } from './shared/day.ts'

/** When hardly anybody is about, and long before the morning. */
const earliest = '03:30'
/** Who is switched on just before the morning's cards has them to send first. */
const quietMs = 60 * 60_000
const nameOfBackup = /^chenxun-\d{4}-\d\d-\d\d\.gz$/

/**
 * Backs up the embedded database once a day into `backups` in its folder and keeps the newest; a server has its own
 * operators. One that fails is told to the admins, and tried again the next day.
 */
export async function backUpNightly(deps: Pick<Deps, 'db' | 'now' | 'settings'>): Promise<void> {
  const { db, now, settings } = deps
  const { databaseUrl, dataDir, backupKeep, timeZone } = settings
  if (databaseUrl !== null || backupKeep === 0 || clockIn(timeZone, now()) < earliest) return
  const today = dayIn(timeZone, now())
  const morning = instantOf(timeZone, today, settings.morningAt)
  if (Math.abs(now().getTime() - morning.getTime()) < quietMs) return
  if (await findRun(db, 'backup', today)) return
  const run = { kind: 'backup', day: today, now: now() }
  try {
    const folder = join(dataDir, 'backups')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, `chenxun-${today}.gz`)
    const { bytes, rows } = await backUp(deps, { file, force: true })
    await keepNewest(folder, backupKeep)
    await insertRun(db, { ...run, data: { bytes, rows } })
  } catch (error) {
    const reason = reasonOf(error)
    await insertRun(db, { ...run, data: { reason } })
    await notifyAdmins(db, settings, {
      campaign: `backup-failed:${today}`,
      key: 'backup-nightly-failed',
      args: { reason },
      now: now(),
    })
  }
}

/** The days in the names sort as they read. */
async function keepNewest(folder: string, count: number): Promise<void> {
  const names = (await readdir(folder)).toSorted()
  const backups = names.filter((name) => nameOfBackup.test(name))
  // What a night that was cut off has left.
  const parts = names.filter((name) => name.endsWith('.part'))
  for (const name of [...backups.slice(0, -count), ...parts]) await rm(join(folder, name))
}

function reasonOf(error: unknown): string {
  const told = error instanceof BackupRefused ? error.args['reason'] : undefined
  return String(told ?? error).slice(0, 300)
}
