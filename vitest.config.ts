import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/database/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // One file after the other in the same process: the modules are read once, not once a file.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 900_000,
  },
})
