import { defineConfig } from 'vitest/config'

// Where CI wants the counts as JSON.
const counts = process.env['VITEST_JSON']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Nothing is mocked, so files may share what they load: that halves the work of the suite.
    isolate: false,
    maxWorkers: 2,
    reporters: counts ? ['default', ['json', { outputFile: counts }]] : ['default'],
  },
})
