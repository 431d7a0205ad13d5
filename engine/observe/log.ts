import pino from 'pino'
import type { Logger } from 'pino'

export type Log = Logger

/**
 * The engine's log: JSON lines on standard error, so that standard output stays for results. Fields that could carry a
 * person's data or a secret are replaced before anything is written.
 */
export function makeLog(level: string = process.env['VOCERO_LOG'] ?? 'warn'): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: ['*.token', '*.key', '*.password', '*.transcript', '*.payload', '*.clientName', '*.clientEmail', '*.clientPhone', 'token', 'key', 'password', 'transcript', 'payload'],
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  )
}
