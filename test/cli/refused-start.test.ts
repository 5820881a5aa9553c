import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { buildCommandLine, chenxun, onlyJson } from '../support/command-line.ts'
import { freshPlace, type DatabasePlace } from '../support/fresh-db.ts'

const wrongToken = '123456:AAwrong-token_wrong-token'
const password = 'hunter2secret'
/** Nothing listens there. */
const nowhere = `postgres://chenxun:${password}@127.0.0.1:1/chenxun`

describe('a start that cannot succeed', () => {
  let telegram: Simulator
  let place: DatabasePlace
  let cwd: string

  beforeAll(async () => {
    await buildCommandLine()
    telegram = await startSimulator()
    place = await freshPlace()
    cwd = mkdtempSync(join(tmpdir(), 'chenxun-cwd-'))
  })
  afterAll(async () => {
    await telegram.stop()
    await place.remove()
    rmSync(cwd, { recursive: true, force: true })
  })

  const shell = (env: Record<string, string>) => ({
    cwd,
    env: {
      TELEGRAM_API_ROOT: telegram.url,
      DATA_DIR: place.dataDir,
      ...(place.databaseUrl && { DATABASE_URL: place.databaseUrl }),
      ...env,
    },
  })

  it('says where a right token comes from and never shows the wrong one', async () => {
    const { code, stdout, stderr } = await chenxun(shell({ BOT_TOKEN: wrongToken }), 'start')
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/BOT_TOKEN.*@BotFather/)
    expect(stderr).not.toContain('wrong-token')
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it('says how to get a token, and names every other wrong setting beside it', async () => {
    const env = { MORNING_AT: '7am', TELEGRAM_API_ROOT: 'https://example.com' }
    const { code, stderr } = await chenxun(shell(env), 'start')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^BOT_TOKEN: .*@BotFather/m)
    expect(stderr).toMatch(/^MORNING_AT: /m)
    expect(stderr).toMatch(/^TELEGRAM_API_ROOT: example\.com/m)
  })

  it('reads .env where the command is typed', async () => {
    writeFileSync(join(cwd, '.env'), 'MORNING_AT=7am\nTIME_ZONE=Asia/Atlantis\n')
    const { code, stderr } = await chenxun(shell({ BOT_TOKEN: telegram.token }), 'start')
    rmSync(join(cwd, '.env'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^MORNING_AT: /m)
    expect(stderr).toMatch(/^TIME_ZONE: /m)
  })

  it('names the database server that cannot be reached, without its password', async () => {
    const env = { BOT_TOKEN: telegram.token, DATABASE_URL: nowhere }
    const [start, status, doctor] = await Promise.all([
      chenxun(shell(env), 'start'),
      chenxun(shell(env), 'status', '--json'),
      chenxun(shell({ ...env, ADMIN_IDS: '1' }), 'doctor', '--json'),
    ])
    for (const { code, stdout, stderr } of [start, status]) {
      expect(code).toBe(3)
      expect(stdout).toBe('')
      expect(stderr).toContain('127.0.0.1:1')
      expect(stderr).not.toContain(password)
      expect(stderr).not.toMatch(/^\s+at /m)
    }
    expect(doctor.code).toBe(1)
    expect(doctor.stdout).not.toContain(password)
    const { good, checks } = onlyJson(doctor) as { good: boolean; checks: Check[] }
    expect(good).toBe(false)
    expect(checks.filter((check) => !check.good).map(({ name }) => name)).toEqual(['database'])
    expect(checks.find(({ name }) => name === 'database')?.text).toContain('127.0.0.1:1')
  })

  it('names the Telegram address that cannot be reached', async () => {
    const env = { BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: 'http://127.0.0.1:1' }
    const { code, stderr } = await chenxun(shell(env), 'start')
    expect(code).toBe(3)
    expect(stderr).toContain('Telegram cannot be reached at 127.0.0.1:1')
    expect(stderr).not.toContain(telegram.token)
  })

  it.skipIf(process.platform === 'win32')('says that a file is no data folder', async () => {
    writeFileSync(join(cwd, 'file'), '')
    const env = { BOT_TOKEN: telegram.token, DATA_DIR: join(cwd, 'file'), DATABASE_URL: '' }
    const { code, stderr } = await chenxun(shell(env), 'start')
    expect(code).toBe(3)
    expect(stderr).toMatch(/^DATA_DIR .*file/)
  })

  it('is foretold by doctor, which also says when all is well', async () => {
    const good = { BOT_TOKEN: telegram.token, ADMIN_IDS: '900000' }
    const [well, ill, unset] = await Promise.all([
      chenxun(shell(good), 'doctor'),
      chenxun(
        {
          cwd,
          env: { BOT_TOKEN: wrongToken, DATABASE_URL: nowhere, TELEGRAM_API_ROOT: telegram.url },
        },
        'doctor',
      ),
      chenxun(shell({ ...good, PORT: 'eighty' }), 'doctor'),
    ])
    expect(well.code).toBe(0)
    expect(well.stdout).not.toContain('✗')
    expect(well.stdout).toContain('@chenxun_bot')
    expect(well.stdout).toMatch(/^! questions: none, .*; send a question bank/m)
    expect(ill.code).toBe(1)
    expect(ill.stdout).toMatch(/^✗ database: .*127\.0\.0\.1:1/m)
    expect(ill.stdout).toMatch(/^✗ Telegram: .*BOT_TOKEN.*@BotFather/m)
    expect(ill.stdout).toMatch(/^✗ admins: ADMIN_IDS/m)
    expect(ill.stdout + ill.stderr).not.toMatch(/wrong-token|hunter2/)
    expect(unset).toMatchObject({ code: 1 })
    expect(unset.stdout).toMatch(/^✗ settings: PORT: /m)
  })
})

interface Check {
  name: string
  good: boolean
  text: string
}
