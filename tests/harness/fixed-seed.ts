import fc from 'fast-check'

// Loaded before every test file: property tests try the same cases at every run, so that none fails by luck. VOCERO_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['VOCERO_SEED'] ?? 1) })
