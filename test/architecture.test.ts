import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

import { describe, expect, it } from 'vitest'

/** Slices hold what the program is about; they meet in the shell (src/*.ts, src/dashboard, src/demo) only. */
const slices = ['people', 'bank', 'law', 'quiz', 'grade', 'remind', 'report']

const shell = ['shell', 'dashboard', 'demo']

/** The few doors between slices. */
const doors: Record<string, string[]> = {
  report: ['src/quiz/participation.ts', 'src/quiz/items.ts', 'src/quiz/retest/mastery.ts'],
  remind: ['src/quiz/participation.ts'],
}

/** Which packages live behind which files. */
const homes: Record<string, RegExp> = {
  grammy:
    /\/chat\.ts$|^src\/(bot|main|introduce-bot|poll-updates|status-chat|doctor-telegram)\.ts$|^src\/platform\/telegram(-context)?\.ts$/,
  '@grammyjs/': /^src\/platform\/telegram\.ts$|^src\/simulator\//,
  openai: /^src\/platform\/llm(-[a-z-]+)?\.ts$/,
  '@prisma/': /^src\/platform\/(db|embedded)\.ts$/,
  'pglite-prisma-adapter': /^src\/platform\/embedded\.ts$/,
  '@electric-sql/pglite': /^src\/platform\/(create-embedded|prepared-pglite)\.ts$/,
  pg: /^src\/platform\/db\.ts$/,
  hono: /^src\/(web|dashboard\/.+)\.ts$/,
  '@hono/': /^src\/(web|dashboard\/login-routes)\.ts$/,
  'node-cron': /^src\/schedule\.ts$/,
  commander: /^src\/commands(-[a-z]+)?\.ts$/,
  'chinese-days': /^src\/platform\/calendar\.ts$/,
  'ts-fsrs': /^src\/quiz\/review\.ts$/,
  '@e965/xlsx': /^src\/platform\/tables(-[a-z]+)?\.ts$/,
  papaparse: /^src\/platform\/tables(-[a-z]+)?\.ts$/,
  yauzl: /^src\/platform\/tables(-[a-z]+)?\.ts$/,
  saxes: /^src\/platform\/xml\.ts$/,
  'sql.js': /^src\/platform\/sqlite\.ts$/,
  fzstd: /^src\/platform\/sqlite\.ts$/,
  'word-extractor': /^src\/platform\/word\.ts$/,
  echarts: /^src\/report\/[a-z-]*chart[a-z-]*\.ts$/,
  '@resvg/': /^src\/report\/[a-z-]*chart[a-z-]*\.ts$/,
  '@fluent/': /^src\/platform\/texts\.ts$/,
  'prom-client': /^src\/platform\/metrics\.ts$/,
  pino: /^src\/platform\/log\.ts$/,
  yaml: /^src\/platform\/prompts\.ts$/,
  ajv: /^src\/simulator\//,
}

interface Import {
  from: string
  to: string
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => join('src', file))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('src/generated'))
const imports = files.flatMap(importsOf)

function importsOf(from: string): Import[] {
  const text = readFileSync(from, 'utf8')
  const specifiers = [
    ...text.matchAll(/(?:^|\n)(?:import|export)\b[^'"]*? from '([^']+)'/g),
    ...text.matchAll(/(?:^|\n)import '([^']+)'/g),
    ...text.matchAll(/\bimport\('([^']+)'\)/g),
  ]
  return specifiers.map(([, to = '']) => ({
    from,
    to: to.startsWith('.') ? normalize(join(dirname(from), to)) : to,
  }))
}

function folderOf(file: string): string {
  return /^src\/([^/]+)\//.exec(file)?.[1] ?? 'shell'
}

function mayImport({ from, to }: Import): boolean {
  const [folder, other] = [folderOf(from), folderOf(to)]
  if (folder === other || shell.includes(folder)) return true
  if (other === 'shared') return true
  if (folder === 'shared' || folder === 'simulator') return false
  if (folder === 'platform') return other === 'generated'
  return other === 'platform' || (doors[folder]?.includes(to) ?? false)
}

function list(broken: Import[]): string[] {
  return broken.map(({ from, to }) => `${from} → ${to}`)
}

describe('the architecture', () => {
  it('is read from the sources at all', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(imports.length).toBeGreaterThan(400)
  })

  it('lets imports run one way: shell, slices, platform, shared', () => {
    const own = imports.filter(({ to }) => to.startsWith('src/'))
    expect(list(own.filter((edge) => !mayImport(edge)))).toEqual([])
  })

  it('knows every folder', () => {
    const known = [...slices, ...shell, 'platform', 'shared', 'simulator', 'generated']
    expect([...new Set(files.map(folderOf))].filter((folder) => !known.includes(folder))).toEqual(
      [],
    )
  })

  it('keeps chat and screens private to their slice', () => {
    const broken = imports.filter(
      ({ from, to }) =>
        /\/(screens|chat)\.ts$/.test(to) && ![...shell, folderOf(to)].includes(folderOf(from)),
    )
    expect(list(broken)).toEqual([])
  })

  it('keeps rules pure', () => {
    const broken = imports.filter(
      ({ from, to }) =>
        from.endsWith('/rules.ts') &&
        (/^(node:(fs|net|http|child)|grammy|pg$)/.test(to) ||
          /\/(store|platform\/db)\.ts$/.test(to)),
    )
    expect(list(broken)).toEqual([])
  })

  it('keeps each package in its one home', () => {
    const broken = imports.filter(({ from, to }) =>
      Object.entries(homes).some(
        ([name, home]) =>
          (to === name || to.startsWith(name.endsWith('/') ? name : `${name}/`)) &&
          !home.test(from),
      ),
    )
    expect(list(broken)).toEqual([])
  })

  it('reads the environment and makes days in one place each', () => {
    const readsEnv = files.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')))
    expect(readsEnv).toEqual(['src/cli.ts'])
    const makesDays = files.filter((file) =>
      /toISOString\(\)\s*\.(slice|substring|split)/.test(readFileSync(file, 'utf8')),
    )
    expect(makesDays).toEqual(['src/shared/day.ts'])
  })
})
