import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

const help = `vocero <command>

  start     [options]                     the console on this machine, in a window of its own
  serve     [options]                     the console for a browser, without a window
  classify  IN [--out OUT.csv] [--json]   classify a file of transcripts; CSV, Excel, JSON, TXT, VTT or SRT
            [--offline | --model PROVIDER[:MODEL]] [--data DIR]
  campaign run DEBTORS --policy cl --practice [--report OUT.json] [...]   call a file of debtors on the practice line, and
                                          report it; "vocero campaign" lists the options
  chat --catalogue PRODUCTS --offline     talk with the sales agent over a file of products; --context TEXT.md for the company,
            [--script FILE [--json]]      --script answers a file of messages, one JSON object per reply; it stores nothing
  chat --bench [FILE|FOLDER] [--json]     play scripted conversations (YAML) against the agent and print what was missed; exit code 1
            [--catalogue PRODUCTS]        then. Without files those that are shipped, without a catalogue on the sample's
  job reset ID [--data DIR]               put a debtor of a campaign, or a job of the queue, back to its beginning
  doctor    [--data DIR] [--restore]      examine this Vocero; put back the newest good backup of damaged data
  help                                    this text
  --version

start and serve: --port N  --host ADDRESS  --token TEXT  --allow-host NAME  --allow-origin ORIGIN  --no-window  --data DIR
Data lies in --data, else in VOCERO_DATA, else where the system keeps such data. classify and campaign work in a
temporary folder unless --data or VOCERO_DATA names one: then what they made stays there, for the console to show.
Exit codes: 0 all went well, 1 something has no result or is not in order, 2 the command cannot be carried out.`

/** Electron's runtime where npm puts it; its presence decides whether there is a desktop. */
function desktopProgram(): string | null {
  const programs: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Electron.app/Contents/MacOS/Electron', linux: 'electron', win32: 'electron.exe' }
  const program = programs[process.platform]
  const path = program === undefined ? null : join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules', 'electron', 'dist'), program)
  return path !== null && existsSync(path) ? path : null
}

// Each command loads what it needs and no more: help must not wait for a database.
async function run(command: string | undefined, args: readonly string[]): Promise<number> {
  switch (command) {
    case 'start':
    case 'serve': {
      const { readHostFlags, serve } = await import('./serve.ts')
      return serve(readHostFlags(args, process.env), root, command === 'start', { print: (line) => console.log(line), printError: (line) => console.error(line) })
    }
    case 'classify': {
      const { classify } = await import('./classify.ts')
      return classify(args, process.env)
    }
    case 'campaign': {
      const { campaign } = await import('./campaign.ts')
      return campaign(args, process.env)
    }
    case 'chat': {
      const { chat } = await import('./chat.ts')
      return chat(args)
    }
    case 'job': {
      const { job } = await import('./job.ts')
      return job(args)
    }
    case 'doctor': {
      const { doctor } = await import('./doctor.ts')
      return doctor(args, root, desktopProgram())
    }
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      console.log(help)
      return command === undefined ? 2 : 0
    case '--version':
    case '-v': {
      const { readVersion } = await import('../program-version.ts')
      console.log(readVersion(join(root, 'package.json')))
      return 0
    }
    default:
      console.error(`There is no command "${command}". "vocero help" lists them.`)
      return 2
  }
}

try {
  process.exitCode = await run(process.argv[2], process.argv.slice(3))
} catch (error) {
  // What a person can act on is one line; everything else is a fault of the program and keeps its trace.
  const expected = error instanceof Error && (error.name === 'UsageProblem' || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) || error.message.startsWith('--'))
  console.error(expected ? error.message : error)
  process.exitCode = expected ? 2 : 1
}
