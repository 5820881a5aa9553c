// Generates the Prisma client and compiles src/ into dist/. Runs on `npm ci` (prepare), offline.
// What is built already is left alone: npm calls prepare at other moments too (the first `npx chenxun`),
// and a running bot must not lose its program.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
const dist = join(root, 'dist')
const stamp = join(dist, '.built-from')
const client = join(root, 'src/generated/prisma')

const sources = fingerprint()
const isBuilt = existsSync(client) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
if (!isBuilt) build()

function build() {
  // `generate` does not use the schema engine but looks for it, and would download it. Naming any
  // program that exists keeps it offline. It must never be set for `migrate deploy`: that command
  // would then succeed without applying anything.
  run('prisma', 'build/index.js', ['generate', '--no-hints'], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  })
  const next = join(root, 'dist.next')
  rmSync(next, { recursive: true, force: true })
  run('typescript', 'bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', next])
  copyData(next)
  writeFileSync(join(next, '.built-from'), sources)
  rmSync(dist, { recursive: true, force: true })
  renameSync(next, dist)
}

function run(packageName, binary, args, env = {}) {
  const manifest = require.resolve(`${packageName}/package.json`)
  const script = join(dirname(manifest), binary)
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  if (status !== 0) process.exit(status ?? 1)
}

/** What tsc does not carry over: data files, the demo page and what the dashboard looks like. */
function copyData(target) {
  for (const file of sourceFiles()) {
    const isPage = /^(simulator[\\/]page|dashboard[\\/]assets)[\\/].+\.\w+$/.test(file)
    if (!isPage && !file.endsWith('.json')) continue
    mkdirSync(join(target, dirname(file)), { recursive: true })
    cpSync(join(root, 'src', file), join(target, file))
  }
}

function sourceFiles() {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.\w+$/.test(file) && !file.startsWith('generated'))
    .sort()
}

/** Everything that the result depends on. */
function fingerprint() {
  const hash = createHash('sha256')
  const others = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'prisma/schema.prisma',
  ]
  for (const file of [...others, ...sourceFiles().map((name) => join('src', name))]) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}
