import { defineConfig } from 'vitest/config'

/** Whole programs: the console in a browser, and the desktop where its runtime is. They run after the build, two beside each other: one waits while the other works. */
export default defineConfig({
  test: {
    include: ['tests/{e2e,e2e-electron}/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
  },
})
