import { defineConfig } from 'vitest/config'

// Where CI wants the counts as JSON.
const counts = process.env['VITEST_JSON']

/** The demo page in a real browser: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 1,
    reporters: counts ? ['default', ['json', { outputFile: counts }]] : ['default'],
  },
})
