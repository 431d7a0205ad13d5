import { defineConfig } from 'vitest/config'

/** End-to-end: real processes and a real browser, one file after the other, since two cores serve both. */
export default defineConfig({
  test: { include: ['tests/e2e/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 90_000, fileParallelism: false, sequence: { concurrent: false } },
})
