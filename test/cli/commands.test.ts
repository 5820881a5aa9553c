import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CommandWorld } from '../../src/command-io.ts'
import { commandWorld } from '../../src/command-world.ts'
import { executeCommand } from '../../src/commands.ts'
import type { CommandReply } from '../../src/platform/instance.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, rosterCsv } from '../support/people.ts'

const monday = '2026-11-30'
const starterBank = readFileSync('assets/starter-bank.json', 'utf8')

/** Each of these is carried out as the running bot does it, against its database and a local Telegram. */
describe('commands', () => {
  let bureau: Bureau
  let cwd: string
  let world: CommandWorld

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    cwd = mkdtempSync(join(tmpdir(), 'chenxun-cwd-'))
    const { deps, botName } = bureau.running
    world = {
      ...commandWorld(() => deps.settings, deps.texts('zh-CN')),
      cwd,
      deps: () => Promise.resolve(deps),
      botUsername: () => Promise.resolve(botName),
      send: () => bureau.running.catchUp(),
    }
    writeFileSync(join(cwd, '名册 1.csv'), rosterCsv)
    writeFileSync(join(cwd, 'bank.json'), starterBank)
  })
  afterAll(async () => {
    await bureau.stop()
    rmSync(cwd, { recursive: true, force: true })
  })

  const run = (...words: string[]) => executeCommand(words, world)
  const codes = new Map<string, string>()

  it('say that nobody is there yet', async () => {
    const status = json(await run('status', '--json')) as Record<string, unknown>
    expect(Object.keys(status)).toEqual(
      expect.arrayContaining(['day', 'training', 'runs', 'due', 'done', 'cards', 'inbox', 'jobs']),
    )
    const summary = await run('summary', '--unit', '云州市公安局', '--day', monday, '--json')
    expect(summary).toMatchObject({ exitCode: 1, stdout: '' })
    expect(summary.stderr).toContain('云州市公安局')
  })

  it('show a roster before they load it', async () => {
    const shown = json(
      await run('roster', 'import', '名册 1.csv', '--dry-run', '--codes', 'no.csv', '--json'),
    ) as { applied: boolean; officers: number }
    expect(shown).toMatchObject({ applied: false, officers: 8, codes: null })
    expect(await bureau.running.deps.db.officer.count()).toBe(0)
    expect(() => statSync(join(cwd, 'no.csv'))).toThrow('ENOENT')
  })

  it('refuse a file for the codes that cannot be written before they load anything', async () => {
    const reply = await run('roster', 'import', '名册 1.csv', '--codes', 'nowhere/codes.csv')
    expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
    expect(reply.stderr).toContain('nowhere/codes.csv')
    expect(await bureau.running.deps.db.officer.count()).toBe(0)
  })

  it('load a roster and write codes with links into a file that only its owner reads', async () => {
    writeFileSync(join(cwd, 'codes.csv'), 'old')
    chmodSync(join(cwd, 'codes.csv'), 0o644)
    const reply = await run('roster', 'import', '名册 1.csv', '--codes', 'codes.csv', '--json')
    expect(json(reply)).toMatchObject({ applied: true, officers: 8, codes: 8, problems: [] })
    expect(statSync(join(cwd, 'codes.csv')).mode & 0o777).toBe(0o600)
    const lines = readFileSync(join(cwd, 'codes.csv'), 'utf8').trim().split(/\r?\n/).slice(1)
    expect(lines).toHaveLength(8)
    for (const line of lines) {
      const cells = line.split(',').map((cell) => cell.replace(/^"?'?|"$/g, ''))
      const code = /https:\/\/t\.me\/chenxun_bot\?start=([\w-]{22})$/.exec(line)?.[1]
      codes.set(cells[0] ?? '', code ?? '')
      expect(code).toBe(cells[3])
    }
  })

  it('never deactivate everybody because of a file in which nobody is found', async () => {
    writeFileSync(join(cwd, 'empty.csv'), '警号,姓名,单位,岗位,类别,职务\n')
    writeFileSync(join(cwd, 'broken.csv'), '警号,姓名,单位\n,张三,\n,李四,\n')
    for (const file of ['empty.csv', 'broken.csv']) {
      const reply = await run('roster', 'import', file, '--json')
      expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
      expect(reply.stderr).not.toBe('')
    }
    expect(await bureau.running.deps.db.officer.count({ where: { active: true } })).toBe(8)
  })

  it('refuse a file that is no roster with a reason', async () => {
    writeFileSync(join(cwd, 'broken.xlsx'), Buffer.from('PK\u0003\u0004 no zip'))
    for (const file of ['bank.json', 'broken.xlsx', '没有.csv', '.']) {
      const reply = await run('roster', 'import', file, '--json')
      expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
      expect(reply.stderr.trim()).not.toBe('')
    }
  })

  it('check a bank without any database', async () => {
    const report = json(await run('bank', 'check', 'bank.json', '--json')) as Record<
      string,
      unknown
    >
    expect(report).toMatchObject({ format: expect.any(String), problems: [], duplicates: [] })
    expect(report['questions']).toBeGreaterThanOrEqual(60)
    expect(report).not.toHaveProperty('items')
    const full = json(await run('bank', 'check', 'bank.json', '--json', '--full')) as {
      items: object[]
    }
    expect(full.items).toHaveLength(Number(report['questions']))
    expect(Object.keys(full.items[0] ?? {})).toEqual(
      expect.arrayContaining(['place', 'kind', 'stem', 'options', 'key', 'explanation']),
    )
  })

  it('print the report of a file without questions and refuse it', async () => {
    const reply = await run('bank', 'check', 'broken.xlsx', '--json')
    expect(reply.exitCode).toBe(1)
    expect(json({ ...reply, exitCode: 0 })).toMatchObject({ questions: 0 })
    expect(reply.stderr).toContain('broken.xlsx')
  })

  it('load a bank only with --yes, write it out, read it back as the same, and take it back', async () => {
    const { db } = bureau.running.deps
    const shown = await run('bank', 'import', 'bank.json', '--json')
    expect(json(shown)).toEqual({ importId: null, imported: 0 })
    expect(await db.question.count()).toBe(0)

    const first = json(
      await run('bank', 'import', 'bank.json', '--name', '入门', '--yes', '--json'),
    ) as { importId: number; imported: number }
    expect(await db.question.count({ where: { state: 'LIVE' } })).toBe(first.imported)
    for (const file of ['out.xlsx', 'out.json']) {
      expect(json(await run('bank', 'export', '入门', file, '--json'))).toEqual({
        name: '入门',
        file,
        questions: first.imported,
      })
      const again = await run('bank', 'import', file, '--name', '入门', '--yes', '--json')
      expect(again).toMatchObject({ exitCode: 1, stdout: '' })
      const other = json(
        await run('bank', 'import', file, '--name', '副本', '--yes', '--json'),
      ) as { importId: number; imported: number }
      expect(other.imported).toBe(first.imported)
      const undone = json(await run('bank', 'undo', String(other.importId), '--json'))
      expect(undone).toEqual({ importId: other.importId, deleted: first.imported, retired: 0 })
      expect((await run('bank', 'undo', String(other.importId))).exitCode).toBe(1)
    }
    expect(await db.question.count({ where: { state: 'LIVE' } })).toBe(first.imported)
  })

  it.each(['0', '-1', '1.5', 'abc', '99999999999', '1e3'])(
    'say that there is no import %s to take back',
    async (id) => {
      const reply = await run('bank', 'undo', '--', id)
      expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
      expect(reply.stderr).toContain(id)
    },
  )

  it('refuse a bank that is not there and a file that cannot be written', async () => {
    const unknown = await run('bank', 'export', '没有', 'x.xlsx')
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '' })
    expect(unknown.stderr).toContain('没有')
    const nowhere = await run('bank', 'export', '入门', 'nowhere/x.xlsx')
    expect(nowhere).toMatchObject({ exitCode: 1, stdout: '' })
    expect(nowhere.stderr).toContain('nowhere/x.xlsx')
  })

  it('send a day once, however often they are asked', async () => {
    const officer = await bind(bureau, 302, codes.get('000302') ?? '')
    const first = json(await run('remind', '--day', monday, '--json'))
    expect(first).toEqual({ day: monday, officers: 1, cards: 1 })
    const cards = () => officer.messages().filter(({ text }) => text.includes('晨训 · 11月30日'))
    expect(cards()).toHaveLength(1)
    const again = await Promise.all([
      run('remind', '--day', monday, '--json'),
      run('remind', '--day', monday, '--json'),
    ])
    for (const reply of again) expect(json(reply)).toEqual({ day: monday, officers: 0, cards: 0 })
    await bureau.moveTo(monday, '06:40')
    expect(cards()).toHaveLength(1)
    const past = await run('remind', '--day', '2026-11-02', '--json')
    expect(past).toMatchObject({ exitCode: 1, stdout: '' })
    expect(past.stderr).toContain('2026-11-02')
  })

  it('give the numbers that a leader sees, under their agreed names', async () => {
    const unit = '云州市公安局/临江分局/青石派出所'
    const words = ['summary', '--unit', unit, '--day', monday]
    const summary = json(await run(...words, '--json')) as Record<string, unknown>
    const names =
      'unit day due done madeUp excused missed rate meanScore children missing articles'.split(' ')
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(names))
    expect(summary).toMatchObject({ unit, day: monday, due: 1, done: 0, rate: 0 })
    const { stdout } = await run(...words)
    expect(JSON.parse(stdout)).toEqual(summary)
  })

  it('mark short answers in the order of the file', async () => {
    const point = { id: 'p1', weight: 2, text: '出示证件', keywords: [['出示', '证件']] }
    const lines = ['应当出示工作证件。', '不知道。'].map((answer) =>
      JSON.stringify({ question: '盘查时应当怎样做？', points: [point], answer }),
    )
    writeFileSync(join(cwd, 'answers.jsonl'), `${lines.join('\n')}\n`)
    const rows = json(await run('grade', 'answers.jsonl', '--json')) as Record<string, unknown>[]
    expect(rows.map(({ score }) => score)).toEqual([2, 0])
    for (const row of rows) {
      expect(Object.keys(row).toSorted()).toEqual(
        ['flags', 'max', 'points', 'provisional', 'score'].toSorted(),
      )
    }
  })

  it.each([
    ['', 'JSON'],
    ['not json', '1'],
    ['{"question":"x"}', '1'],
  ])('name the line of a file of answers that says %j', async (text, named) => {
    writeFileSync(join(cwd, 'bad.jsonl'), text)
    const reply = await run('grade', 'bad.jsonl', '--json')
    expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
    expect(reply.stderr).toContain(named)
  })

  it('speak the language they are asked in', async () => {
    const english = { ...world, t: bureau.running.deps.texts('en') }
    const { stderr } = await executeCommand(['bank', 'undo', '0'], english)
    expect(stderr).not.toMatch(/\p{Script=Han}/u)
  })
})

/** The one JSON value of a good reply. */
function json(reply: CommandReply): unknown {
  expect(reply.exitCode).toBe(0)
  expect(reply.stdout.trimEnd().split('\n')).toHaveLength(1)
  return JSON.parse(reply.stdout)
}
