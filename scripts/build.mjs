// Generates the Prisma client and compiles src/ into dist/. Runs on `npm ci` (prepare), offline.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)

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

// `generate` does not use the schema engine but looks for it, and would download it. Naming any
// program that exists keeps it offline. It must never be set for `migrate deploy`: that command
// would then succeed without applying anything.
run('prisma', 'build/index.js', ['generate', '--no-hints'], {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
})
rmSync(join(root, 'dist'), { recursive: true, force: true })
run('typescript', 'bin/tsc', ['-p', 'tsconfig.build.json'])

// What tsc does not carry over: data files and the demo page.
for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  const isPage = /^simulator[\\/]page[\\/].+\.\w+$/.test(file)
  if (!isPage && !file.endsWith('.json')) continue
  mkdirSync(join(root, 'dist', dirname(file)), { recursive: true })
  cpSync(join(root, 'src', file), join(root, 'dist', file))
}
