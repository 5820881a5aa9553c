import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

import { expect, it } from 'vitest'

it('every package is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>
    devDependencies: Record<string, string>
  }
  const versions = Object.entries({ ...dependencies, ...devDependencies })
  expect(versions.length).toBeGreaterThan(40)
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual([])
})

it('the list of packages and licences is that of the lock file, and every licence is allowed', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/licences.mjs', '--check'])
  expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' })
})
