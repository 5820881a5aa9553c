import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { dump, openSnapshot } from '../../src/platform/backup/dump.ts'
import { sealOf, type BackupFoot, type BackupHead } from '../../src/platform/backup/format.ts'
import { writeBackup } from '../../src/platform/backup/write-backup.ts'
import { migrationsFolder } from '../../src/platform/db.ts'
import type { CommandReply } from '../../src/platform/instance.ts'
import { applyMigration, ledger, readMigrations } from '../../src/platform/migrate.ts'
import {
  commandOn,
  commandProcess,
  contentOf,
  embeddedPlace,
  restoreAndDie,
  withConnection,
} from '../support/backup-places.ts'
import { fillEveryTable } from '../support/every-table.ts'
import { freshPlace, type DatabasePlace } from '../support/fresh-db.ts'

const isServer = Boolean(inject('databaseServer'))

describe('a backup', () => {
  let cwd: string
  let full: DatabasePlace
  let content: Record<string, string>
  let made: CommandReply
  const places: DatabasePlace[] = []

  async function newPlace(kind: 'own' | 'embedded' = 'own'): Promise<DatabasePlace> {
    const place = kind === 'own' ? await freshPlace() : embeddedPlace()
    places.push(place)
    return place
  }
  const run = (place: DatabasePlace, ...words: string[]) => commandOn(place, cwd, ...words)

  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'chenxun-backup-'))
    full = await newPlace()
    await withConnection(full, fillEveryTable)
    content = await contentOf(full)
    made = await run(full, 'backup', 'full.gz', '--json')
  })
  afterAll(async () => {
    for (const place of places) await place.remove()
    rmSync(cwd, { recursive: true, force: true })
  })

  it('holds every row of every table, for its owner alone', () => {
    expect(made).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(made.stdout)).toMatchObject({
      file: 'full.gz',
      bytes: statSync(join(cwd, 'full.gz')).size,
      tables: Object.keys(content).length,
    })
    expect(Object.keys(content).length).toBeGreaterThan(40)
    expect(Object.values(content).filter((sum) => sum === 'empty')).toEqual([])
    expect(statSync(join(cwd, 'full.gz')).mode & 0o777).toBe(0o600)
    expect(readdirSync(cwd)).toEqual(['full.gz'])
  })

  it('brings everything back, and numbers new rows after all old ones', async () => {
    const place = await newPlace()
    const reply = await run(place, 'restore', 'full.gz')
    expect(reply).toMatchObject({ exitCode: 0, stderr: '' })
    expect(reply.stdout).toContain('逐表核对一致')
    expect(await contentOf(place)).toEqual(content)
    // Made from what it brought back, it is the same again.
    expect(await run(place, 'backup', 'again.gz')).toMatchObject({ exitCode: 0 })
    const rowsOf = (file: string) => linesOf(file).slice(1, -1)
    expect(rowsOf('again.gz')).toEqual(rowsOf('full.gz'))
    const next = await Promise.all([full, place].map(numberOfNextAudit))
    expect(next[1]).toBe(next[0])
  })

  it('overwrites no file unless it is told to', async () => {
    writeFileSync(join(cwd, 'mine.gz'), 'mine')
    const refused = await run(full, 'backup', 'mine.gz')
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
    expect(refused.stderr).toContain('--force')
    expect(readFileSync(join(cwd, 'mine.gz'), 'utf8')).toBe('mine')
    expect(await run(full, 'backup', 'mine.gz', '--force')).toMatchObject({ exitCode: 0 })
    expect(linesOf('mine.gz').length).toBe(linesOf('full.gz').length)
    const nowhere = await run(full, 'backup', 'nowhere/x.gz')
    expect(nowhere).toMatchObject({ exitCode: 1, stdout: '' })
    expect(nowhere.stderr).toContain('nowhere/x.gz')
  })

  describe('and a database with content', () => {
    let other: DatabasePlace
    let before: Record<string, string>

    beforeAll(async () => {
      other = await newPlace()
      await withConnection(other, (connection) =>
        connection.exec(`insert into "Unit" (name, level, path) values ('市局', 'CITY', '市局')`),
      )
      before = await contentOf(other)
    })

    it('is refused, with what to add', async () => {
      const reply = await run(other, 'restore', 'full.gz')
      expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
      expect(reply.stderr).toContain('--replace')
    })

    it.each<[string, string, (good: Buffer) => Buffer]>([
      ['is no backup', '不是晨训的备份', () => Buffer.from('sixteen officers')],
      ['is empty', '不完整', () => Buffer.alloc(0)],
      ['is another packed file', '不是晨训的备份', () => gzipSync('{"a":1}\n{"b":2}\n')],
      ['unpacks to a billion zeros', '不是晨训的备份', () => gzipSync(Buffer.alloc(300_000_000))],
      ['is cut', '不完整', (good) => good.subarray(0, good.length - 2000)],
      ['lacks its last line', '不完整', (good) => repack(good, (lines) => lines.slice(0, -1))],
      ['has one bit flipped', '已损坏', flipBit],
      ['lacks a row', '已损坏', (good) => repack(good, (lines) => lines.toSpliced(40, 1))],
      ['has a changed mark', '已损坏', (good) => repack(good, changeName)],
      ['goes on after its end', '已损坏', (good) => repack(good, (lines) => [...lines, '{}'])],
      ['comes from a newer program', '升级', (good) => repack(good, addMigration)],
      ['comes from a changed program', '改动过的程序', (good) => repack(good, changeMigration)],
    ])('is refused when it %s', async (_, message, change) => {
      writeFileSync(join(cwd, 'bad.gz'), change(readFileSync(join(cwd, 'full.gz'))))
      const reply = await run(other, 'restore', 'bad.gz', '--replace')
      expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
      expect(reply.stderr).toContain(message)
    })

    it('has changed nothing by then', async () => {
      expect(await contentOf(other)).toEqual(before)
      expect(readdirSync(cwd).filter((name) => name.includes('before-restore'))).toEqual([])
    })

    it.each([
      ['while rows are loaded', 'insert into "Question"'],
      ['just before it is over', 'drop schema chenxun_restore'],
    ])('leaves everything as it was when its restore is killed %s', async (_, statement) => {
      await restoreAndDie(other, join(cwd, 'full.gz'), statement)
      expect(await contentOf(other)).toEqual(before)
    })

    it('replaces it when told to, and keeps what was there in a backup of its own', async () => {
      const reply = await run(other, 'restore', 'full.gz', '--replace', '--json')
      expect(reply).toMatchObject({ exitCode: 0, stderr: '' })
      expect(await contentOf(other)).toEqual(content)
      const { replaced } = JSON.parse(reply.stdout) as { replaced: string }
      expect(await run(other, 'restore', replaced, '--replace')).toMatchObject({ exitCode: 0 })
      expect(await contentOf(other)).toEqual(before)
    })

    it.runIf(isServer)(
      'is refused while a bot lives on it, or other tables are there',
      async () => {
        const change = (sql: string) => withConnection(other, (connection) => connection.exec(sql))
        await change(
          `insert into "Replica" values ('r', 'host:1', now(), now() + interval '1 hour')`,
        )
        const alive = await run(other, 'restore', 'full.gz', '--replace')
        expect(alive).toMatchObject({ exitCode: 1, stdout: '' })
        expect(alive.stderr).toContain('先停下机器人')
        await change('delete from "Replica"; create table payroll (id int)')
        const foreign = await run(other, 'restore', 'full.gz', '--replace')
        expect(foreign).toMatchObject({ exitCode: 1, stdout: '' })
        expect(foreign.stderr).toContain('payroll')
        await change('drop table payroll')
        expect(await contentOf(other)).toEqual(before)
      },
    )
  })

  it('made before tables were changed is brought up to date', async () => {
    const old = await newPlace()
    const migrations = readMigrations(migrationsFolder)
    await withConnection(old, async (connection) => {
      await connection.exec('drop schema public cascade; create schema public')
      await connection.exec(ledger)
      for (const one of migrations.slice(0, 2)) await applyMigration(connection, one)
      await connection.exec(`insert into "Bank" (name, "createdAt") values ('旧题库', now())`)
      await connection.exec('begin isolation level repeatable read')
      const snapshot = await openSnapshot(connection, { now: new Date(), isShared: false })
      await writeBackup(dump(snapshot), { file: join(cwd, 'old.gz'), force: false })
      await connection.exec('rollback')
    })
    const place = await newPlace()
    expect(await run(place, 'restore', 'old.gz')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(Object.keys(await contentOf(place))).toEqual(Object.keys(content))
    const found = await withConnection(place, async (connection) => ({
      banks: await connection.query('select name from "Bank"'),
      applied: await connection.query('select 1 from _prisma_migrations'),
    }))
    expect(found.banks).toEqual([{ name: '旧题库' }])
    expect(found.applied).toHaveLength(migrations.length)
  })

  it('that is killed leaves nothing under the name of the file', async () => {
    const place = await newPlace()
    await withConnection(place, (connection) =>
      connection.exec(`insert into "Audit" (at, act, object)
        select now(), 'seen', md5(n::text) from generate_series(1, 15000) n`),
    )
    const file = join(cwd, 'killed.gz')
    const child = commandProcess(place, 'backup', file)
    const gone = once(child, 'exit')
    await until(() => existsSync(`${file}.part`))
    child.kill('SIGKILL')
    await gone
    expect(existsSync(file)).toBe(false)
  })

  it.runIf(isServer)('is not needed to move to a server', async () => {
    const [home, server] = [await newPlace('embedded'), await newPlace()]
    expect(await run(home, 'restore', 'full.gz')).toMatchObject({ exitCode: 0 })
    const address = server.databaseUrl ?? ''
    const reply = await run(home, 'move', '--to', address)
    expect(reply).toMatchObject({ exitCode: 0, stderr: '' })
    expect(reply.stdout.trimEnd().split('\n').at(-1)).toBe(`DATABASE_URL=${address}`)
    expect(await contentOf(server)).toEqual(content)
    expect(await contentOf(home)).toEqual(content)
    expect(await run(home, 'move', '--to', address)).toMatchObject({ exitCode: 1, stdout: '' })
    expect(await run(server, 'move', '--to', address)).toMatchObject({ exitCode: 1, stdout: '' })
  })

  it('is not moved to what is no address', async () => {
    const reply = await run(full, 'move', '--to', 'mysql://host/db')
    expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
    expect(reply.stderr).toContain('postgres://')
  })

  function linesOf(file: string): string[] {
    return unpack(readFileSync(join(cwd, file)))
  }
})

async function numberOfNextAudit(place: DatabasePlace): Promise<number | undefined> {
  return await withConnection(place, async (connection) => {
    const [row] = await connection.query<{ id: number }>(
      `insert into "Audit" (at, act, object) values (now(), 'seen', 'x') returning id`,
    )
    await connection.exec(`delete from "Audit" where id = ${row?.id}`)
    return row?.id
  })
}

function unpack(bytes: Buffer): string[] {
  return gunzipSync(bytes).toString('utf8').trimEnd().split('\n')
}

function repack(bytes: Buffer, change: (lines: string[]) => string[]): Buffer {
  return gzipSync(`${change(unpack(bytes)).join('\n')}\n`)
}

function flipBit(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes)
  const middle = Math.floor(bytes.length / 2)
  flipped[middle] = (flipped[middle] ?? 0) ^ 1
  return flipped
}

function changeName(lines: string[]): string[] {
  return lines.map((line) => line.replace('"active":"true"', '"active":"false"'))
}

function addMigration(lines: string[]): string[] {
  return withHead(lines, (head) => {
    head.migrations.push({ name: '20990101000000_later', checksum: 'x' })
  })
}

function changeMigration(lines: string[]): string[] {
  return withHead(lines, ({ migrations }) => {
    if (migrations[0]) migrations[0].checksum = 'x'
  })
}

/** A file whose head says something else and that is whole nonetheless. */
function withHead(lines: string[], change: (head: BackupHead) => void): string[] {
  const head = JSON.parse(lines[0] ?? '') as BackupHead
  const [foot] = JSON.parse(lines.at(-1) ?? '') as [BackupFoot]
  change(head)
  const last = [{ ...foot, seal: sealOf(head, foot) }]
  return [JSON.stringify(head), ...lines.slice(1, -1), JSON.stringify(last)]
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5)
}
