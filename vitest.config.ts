import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['tests/harness/fixed-seed.ts'],
    include: ['{engine,db,electron,renderer,scripts,bench}/**/*.test.{ts,tsx}', 'tests/{api,crash}/**/*.test.ts'],
    // Tests with real threads and real processes beside each other on two cores are slow, not stuck.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Files follow each other in one process: reading all of the engine anew for each took half of the run's processor time.
    isolate: false,
    // On two cores vitest would use one: it keeps a core for itself, and needs next to nothing of it.
    maxWorkers: 3,
  },
})
