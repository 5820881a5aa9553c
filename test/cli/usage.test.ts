import { describe, expect, it } from 'vitest'

import { commandWorld } from '../../src/command-world.ts'
import { executeCommand } from '../../src/commands.ts'
import { loadTexts } from '../../src/platform/texts.ts'

const commands = [
  'start',
  'demo',
  'migrate',
  'doctor',
  'roster import',
  'bank check',
  'bank import',
  'bank export',
  'bank template',
  'bank undo',
  'remind',
  'summary',
  'status',
  'grade',
]

/** A place where nothing is set and nothing may be opened. */
function run(line: string) {
  const noSettings = () => {
    throw new Error('settings were read')
  }
  return executeCommand(
    line.split(' ').filter(Boolean),
    commandWorld(noSettings, loadTexts()('zh-CN')),
  )
}

describe('the command line', () => {
  it.each(commands)('explains %s with --help, whatever the settings are', async (command) => {
    const reply = await run(`${command} --help`)
    expect(reply).toMatchObject({ exitCode: 0, stderr: '' })
    expect(reply.stdout).toContain(`Usage: chenxun ${command}`)
  })

  it('lists every command with --help and with help', async () => {
    for (const line of ['--help', '-h', 'help']) {
      const { exitCode, stdout } = await run(line)
      expect(exitCode).toBe(0)
      for (const command of commands) {
        expect(stdout).toMatch(new RegExp(`^ {2}${command.split(' ')[0]}\\b`, 'm'))
      }
    }
  })

  it.each([
    '',
    'nonsense',
    'bank',
    'bank nonsense',
    'bank check',
    'bank check a b',
    'bank check a --wrong',
    'bank export onlyname',
    'roster import',
    'remind',
    'remind --day',
    'summary --day 2026-11-30',
    'grade',
    'start --jsn',
    'status extra',
    'doctor --jsno',
  ])('answers "chenxun %s" with exit code 2 and the reason on standard error', async (line) => {
    const reply = await run(line)
    expect(reply.exitCode).toBe(2)
    expect(reply.stdout).toBe('')
    expect(reply.stderr).toMatch(/^(error: |Usage: chenxun)/)
  })

  it('refuses a file that is not there with exit code 1 and its name', async () => {
    const reply = await run('bank check 没有.xlsx')
    expect(reply).toEqual({ exitCode: 1, stdout: '', stderr: '读不到文件：没有.xlsx\n' })
  })

  it('refuses a day that does not exist', async () => {
    const reply = await run('remind --day 2026-02-30')
    expect(reply).toMatchObject({ exitCode: 1, stdout: '' })
    expect(reply.stderr).toContain('2026-02-30')
  })
})
