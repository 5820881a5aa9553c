import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { readConfig } from '../src/config.ts'
import { backUpNightly } from '../src/nightly-backup.ts'
import { instantOf } from '../src/shared/day.ts'
import { freshDatabase, type FreshDatabase } from './support/fresh-db.ts'

/** A server has operators of its own. */
describe.skipIf(inject('databaseServer'))('the nightly backup of the embedded database', () => {
  let database: FreshDatabase
  let dataDir: string

  beforeAll(async () => {
    database = await freshDatabase()
    dataDir = mkdtempSync(join(tmpdir(), 'chenxun-nightly-'))
  })
  afterAll(async () => {
    await database.destroy()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function pass(day: string, clock: string, keep = '2'): Promise<void> {
    const settings = readConfig({ DATA_DIR: dataDir, BACKUP_KEEP: keep, ADMIN_IDS: '900000' })
    const now = () => instantOf('Asia/Shanghai', day, clock)
    await backUpNightly({ db: database.db, now, settings })
  }
  const kept = () => readdirSync(join(dataDir, 'backups'))

  it('is made once a night, and the newest are kept', async () => {
    await pass('2026-11-23', '03:29')
    expect(readdirSync(dataDir)).toEqual([])
    for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) {
      await pass(day, '03:30')
      await pass(day, '03:31')
    }
    expect(kept()).toEqual(['chenxun-2026-11-24.gz', 'chenxun-2026-11-25.gz'])
    await pass('2026-11-26', '03:30', '0')
    expect(kept()).toHaveLength(2)
  })

  it('waits where the program was switched on beside the morning, and clears what a killed one left', async () => {
    writeFileSync(join(dataDir, 'backups', 'chenxun-2026-11-25.gz.part'), 'half')
    for (const clock of ['06:10', '07:30']) await pass('2026-11-28', clock)
    expect(kept()).not.toContain('chenxun-2026-11-28.gz')
    await pass('2026-11-28', '07:41')
    expect(kept()).toEqual(['chenxun-2026-11-25.gz', 'chenxun-2026-11-28.gz'])
  })

  it('is told to the admins once where it fails', async () => {
    rmSync(join(dataDir, 'backups'), { recursive: true })
    writeFileSync(join(dataDir, 'backups'), 'a file, where a folder should be')
    await pass('2026-11-29', '03:30')
    await pass('2026-11-29', '03:31')
    const notices = await database.db.delivery.findMany()
    expect(notices.map(({ campaign, chatId }) => [campaign, Number(chatId)])).toEqual([
      ['backup-failed:2026-11-29', 900_000],
    ])
    expect(notices[0]?.data).toMatchObject({
      key: 'backup-nightly-failed',
      reason: expect.stringContaining('EEXIST'),
    })
  })
})
