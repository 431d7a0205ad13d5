import { parseArgs } from 'node:util'
import { z } from 'zod'
import { EngineProblem } from '../../observe/engine-problem.ts'
import type { Places } from '../../start.ts'
import { ownDataFolder } from '../data-folder.ts'
import { runLocalHost } from '../local-host.ts'

export const hostUsage = 'Options: --data <folder> --port <number> --host <address> --token <text> --allow-host <name> --allow-origin <origin> --no-window'

const flags = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  token: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
  'no-window': { type: 'boolean' },
} as const

const hostFlagsSchema = z.object({
  data: z.string().min(1).optional(),
  port: z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be 0 to 65535').max(65_535, 'must be 0 to 65535').default(0),
  host: z.string().min(1).default('127.0.0.1'),
  token: z.string().min(1).optional(),
  'allow-host': z.array(z.string().min(1)).default([]),
  'allow-origin': z.array(z.string().refine((text) => URL.parse(text)?.origin === text, 'must be an origin such as https://shop.example.com')).default([]),
  'no-window': z.boolean().default(false),
})
export type HostFlags = z.infer<typeof hostFlagsSchema>

export interface Output {
  print(line: string): void
  printError(line: string): void
}

/**
 * Reads the options of `start` and `serve`. `VOCERO_TOKEN` gives the token without showing it to every user of the
 * machine, as a command line does.
 * @throws Error whose message is one line to show.
 */
export function readHostFlags(args: readonly string[], env: Readonly<Record<string, string | undefined>>): HostFlags {
  const { values } = parseArgs({ args: [...args], options: flags })
  const parsed = hostFlagsSchema.safeParse({ ...values, token: values.token ?? env['VOCERO_TOKEN'] })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`--${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`)
}

/**
 * Serves the console from this process until it is told to end.
 * @param root of the program. @param window whether a window is opened when the options do not forbid it.
 * @param places where the engine's files are, when not beside its source.
 * @returns the exit code: 0 ended as told, 2 could not start (the reason was printed as one line).
 */
export async function serve(flags: HostFlags, root: string, window: boolean, output: Output, places?: Places): Promise<number> {
  const { host } = flags
  try {
    if (!['127.0.0.1', 'localhost', '::1'].includes(host)) {
      output.print(`Listening on ${host} without encryption: whoever has the token can use this Vocero. Put a proxy with TLS in front of it.`)
    }
    await runLocalHost({
      dataFolder: flags.data ?? ownDataFolder(),
      root,
      places,
      port: flags.port,
      host,
      token: flags.token,
      allowedHosts: flags['allow-host'],
      allowedOrigins: flags['allow-origin'],
      window: window && !flags['no-window'],
      print: output.print,
    })
    return 0
  } catch (error) {
    if (!(error instanceof EngineProblem)) throw error
    output.printError(error.message)
    return 2
  }
}
