import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import {
  buildCommandLine,
  chenxun,
  onlyJson,
  startBot,
  type Shell,
  type StartedBot,
} from '../support/command-line.ts'
import { rosterCsv } from '../support/people.ts'

/** On a server every command has a connection of its own; this is about the embedded database. */
describe.skipIf(inject('databaseServer'))('commands beside a running bot', () => {
  let telegram: Simulator
  let home: string
  let dataDir: string
  let shell: Shell
  let bot: StartedBot | null = null

  beforeAll(async () => {
    await buildCommandLine()
    telegram = await startSimulator()
    home = mkdtempSync(join(tmpdir(), 'chenxun-home-'))
    // Spaces, Chinese, and a path far longer than a socket's may be.
    dataDir = join(home, '市局 晨训', '数据'.repeat(25), 'data folder')
    cpSync(inject('templateFolder'), dataDir, { recursive: true })
    const cwd = join(home, '工作 目录')
    mkdirSync(cwd)
    shell = {
      cwd,
      env: {
        BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.url,
        DATA_DIR: dataDir,
        ADMIN_IDS: '900000',
      },
    }
    bot = await startBot(shell)
  })
  afterAll(async () => {
    await bot?.stop()
    await telegram.stop()
    rmSync(home, { recursive: true, force: true })
  })

  it('cannot be another start, which is told what to do', async () => {
    const { code, stdout, stderr } = await chenxun(shell, 'start')
    expect(code).toBe(3)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^Another Chenxun process is running on .*data folder/)
    expect(stderr).toContain('DATABASE_URL')
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it('are carried out by the bot, with files where the command was typed', async () => {
    writeFileSync(join(shell.cwd, '名册.csv'), rosterCsv)
    cpSync(resolve('assets/starter-bank.json'), join(shell.cwd, '题库.json'))
    const roster = await chenxun(
      shell,
      'roster',
      'import',
      '名册.csv',
      '--codes',
      'codes.csv',
      '--json',
    )
    expect(roster.stderr).toBe('')
    expect(onlyJson(roster)).toMatchObject({ applied: true, officers: 8, codes: 8 })
    expect(readFileSync(join(shell.cwd, 'codes.csv'), 'utf8')).toContain(
      'https://t.me/chenxun_bot?start=',
    )
    const elsewhere = { ...shell, cwd: home }
    const missing = await chenxun(elsewhere, 'roster', 'import', '名册.csv', '--json')
    expect(missing).toEqual({ code: 1, stdout: '', stderr: '读不到文件：名册.csv\n' })
  })

  it('are carried out side by side, and use each speaker’s language', async () => {
    const [bank, status, english, bad] = await Promise.all([
      chenxun(shell, 'bank', 'import', '题库.json', '--yes', '--json'),
      chenxun(shell, 'status', '--json'),
      chenxun({ ...shell, env: { ...shell.env, LANG: 'en_US.UTF-8' } }, 'bank', 'undo', '77'),
      chenxun(shell, 'remind', '--daay', '2026-11-30'),
    ])
    expect(onlyJson(bank)).toMatchObject({ skipped: 0 })
    expect(onlyJson(status)).toMatchObject({ officers: { bound: 0, unbound: 8 } })
    expect(english.code).toBe(1)
    expect(english.stderr).toMatch(/^[\x20-\x7e]+\n$/)
    expect(bad).toMatchObject({ code: 2, stdout: '' })
  })

  it('cannot migrate under it, while doctor only looks', async () => {
    const [migrate, doctor] = await Promise.all([
      chenxun(shell, 'migrate'),
      chenxun(shell, 'doctor'),
    ])
    expect(migrate.code).toBe(3)
    expect(migrate.stderr).toContain('Another Chenxun process is running')
    expect(doctor.code).toBe(0)
    expect(doctor.stdout).toContain('held by the running bot')
  })

  it('back up while it runs, but do not restore under it', async () => {
    const backup = onlyJson(await chenxun(shell, 'backup', '备份.gz', '--json'))
    expect(backup).toMatchObject({ file: '备份.gz', bytes: expect.any(Number) })
    expect(existsSync(join(shell.cwd, '备份.gz'))).toBe(true)
    for (const words of [
      ['restore', '备份.gz', '--replace'],
      ['move', '--to', 'postgres://127.0.0.1/x'],
    ]) {
      const refused = await chenxun(shell, ...words)
      expect(refused).toMatchObject({ code: 1, stdout: '' })
      expect(refused.stderr).toContain('请先停下机器人')
    }
  })

  it('stand alone once it has stopped, one after the other though typed at once', async () => {
    expect(await bot?.stop()).toBe(0)
    expect(bot?.output()).not.toMatch(/"level":50/)
    bot = null
    expect(existsSync(join(dataDir, 'chenxun.sock'))).toBe(false)
    const [status, summary] = await Promise.all([
      chenxun(shell, 'status', '--json'),
      chenxun(shell, 'summary', '--unit', '云州市公安局', '--day', '2026-11-24', '--json'),
    ])
    expect(status.stderr + summary.stderr).toBe('')
    expect(onlyJson(status)).toMatchObject({ officers: { unbound: 8 } })
    expect(onlyJson(summary)).toMatchObject({ unit: '云州市公安局' })
  })
})
