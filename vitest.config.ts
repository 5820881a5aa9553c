import { defineConfig } from 'vitest/config'

import { longTests } from './test/long-tests.ts'

// Where CI wants the counts as JSON.
const counts = process.env['VITEST_JSON']

export default defineConfig(({ mode }) => {
  // `npm run test:long` sets it.
  const isLong = mode === 'long'
  return {
    test: {
      include: isLong ? longTests : ['test/**/*.test.ts'],
      exclude: isLong ? [] : ['test/browser/**', ...longTests],
      globalSetup: ['test/support/global-setup.ts'],
      testTimeout: 60_000,
      hookTimeout: 120_000,
      pool: 'forks',
      // Nothing is mocked, so files may share what they load: that halves the work of the suite.
      isolate: false,
      maxWorkers: 2,
      reporters: counts ? ['default', ['json', { outputFile: counts }]] : ['default'],
    },
  }
})
