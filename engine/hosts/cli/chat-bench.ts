import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { chatTones } from '../../../db/values.ts'
import type { BenchFigures } from '../../contract/chat-bench.ts'
import type { BenchFile } from '../../chat/agent/index.ts'
import { missesOf, figuresOf } from '../../chat/test-bench/tally.ts'
import { offlineAnswerer, playConversation, type Played } from '../../chat/test-bench/play.ts'
import { readSuite } from '../../chat/test-bench/suite-text.ts'
import { sampleWorld, setStage, type BenchWorld } from '../../chat/test-bench/world.ts'
import { readCurrency } from '../../ingest/reading/index.ts'
import { readCatalogue, readCompany } from './chat-catalogue.ts'
import { suiteProblemText } from './suite-problem-text.ts'
import { UsageProblem } from './usage-problem.ts'

export const chatBenchUsage = `vocero chat --bench [FILE.yaml|FOLDER ...] [--catalogue PRODUCTS [--context TEXT.md]] [--json]
            [--tone amigable|formal|directo] [--lang es|en] [--currency CCC] [--country CC]`

const resources = fileURLToPath(new URL('../../../resources', import.meta.url))

const flags = {
  bench: { type: 'boolean' }, catalogue: { type: 'string' }, context: { type: 'string' }, offline: { type: 'boolean' }, json: { type: 'boolean' }, tone: { type: 'string' }, lang: { type: 'string' }, currency: { type: 'string' }, country: { type: 'string' },
} as const

const flagsSchema = z.object({
  catalogue: z.string().min(1).optional(),
  context: z.string().min(1).optional(),
  json: z.boolean().default(false),
  tone: z.enum(chatTones, `must be one of ${chatTones.join(', ')}`).default('amigable'),
  lang: z.enum(['es', 'en'], 'must be es or en').default('es'),
  currency: z.string().transform((text) => readCurrency(text, 'COP') ?? '').refine((code) => code !== '', 'is no currency').default('COP'),
  country: z.string().regex(/^[A-Za-z]{2}$/, 'must be a code of two letters').default('CO'),
})
type BenchOptions = z.infer<typeof flagsSchema>

interface PlayedConversation { readonly file: string; readonly name: string; readonly played: Played }

/**
 * `vocero chat --bench`: plays scripted conversations against the agent offline and prints what was missed, for a person or a pipeline.
 * Without files it plays those that are shipped, without a catalogue on the sample's.
 * @returns 0 when all was as expected, else 1.
 * @throws UsageProblem when a file cannot be read.
 */
export async function chatBench(args: readonly string[]): Promise<number> {
  const { options, paths } = readOptions(args)
  const world = await worldOf(options)
  const stage = setStage(world)
  const conversations: PlayedConversation[] = []
  for (const path of await filesOf(paths)) {
    const { conversations: scripts } = await readFileOf(path)
    for (const script of scripts) conversations.push({ file: basename(path), name: script.name, played: await playConversation(script, stage, offlineAnswerer(stage), () => performance.now()) })
  }
  const figures = figuresOf(conversations.map(({ played: { turns, tally } }) => ({ passed: missesOf(turns) === 0, tally })))
  if (options.json) console.log(JSON.stringify({ figures, conversations: conversations.map(jsonOf) }))
  else print(conversations, figures)
  return figures.passed === figures.conversations ? 0 : 1
}

function readOptions(args: readonly string[]): { options: BenchOptions; paths: readonly string[] } {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options: flags, allowPositionals: true })
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}. Usage: ${chatBenchUsage}`)
  }
  const read = flagsSchema.safeParse(parsed.values)
  if (!read.success) throw new UsageProblem(`--${String(read.error.issues[0]!.path[0])} ${read.error.issues[0]!.message}. Usage: ${chatBenchUsage}`)
  if (read.data.context !== undefined && read.data.catalogue === undefined) throw new UsageProblem(`--context belongs to a --catalogue. Usage: ${chatBenchUsage}`)
  return { options: read.data, paths: parsed.positionals }
}

async function worldOf({ catalogue, context, currency, country, lang, tone }: BenchOptions): Promise<BenchWorld> {
  if (catalogue === undefined) return { ...(await sampleWorld(resources)), language: lang, tone }
  const { view, problems } = await readCatalogue(catalogue, currency)
  if (problems.length > 0) console.error(`${catalogue}: ${problems.length} rows cannot be read; the first: ${problems[0]}`)
  const passages = context === undefined ? [] : (await readCompany(context)).passages
  return { products: view.products.map((product) => ({ ...product, code: product.id })), passages, country, currency, language: lang, tone, leastConfidence: 0.3 }
}

/** The files named, those of the folders named, in their order; the shipped ones when nothing is. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths.length === 0 ? [join(resources, 'chat', 'bench')] : paths) {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new UsageProblem(`${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file or folder' : error.message}.`, { cause: error })
    })
    const inside = found.isDirectory() ? (await readdir(path)).filter((name) => /\.ya?ml$/i.test(name)).sort().map((name) => join(path, name)) : [path]
    if (inside.length === 0) throw new UsageProblem(`${path} holds no file of conversations (.yaml).`)
    files.push(...inside)
  }
  return files
}

async function readFileOf(path: string): Promise<BenchFile> {
  const read = readSuite(await readFile(path, 'utf8'))
  if ('file' in read) return read.file
  throw new UsageProblem(read.problems.map((problem) => `${path}:${problem.line}:${problem.column} ${suiteProblemText(problem)}`).join('\n'))
}

function missesIn({ turns }: Played) {
  return turns.flatMap(({ user, checks }, index) => checks.filter(({ right }) => !right).map(({ what, expected, got }) => ({ turn: index + 1, user, what, expected, got })))
}

function jsonOf({ file, name, played }: PlayedConversation) {
  const misses = missesIn(played)
  return { file, name, passed: misses.length === 0, misses }
}

function print(conversations: readonly PlayedConversation[], figures: BenchFigures): void {
  for (const { file, name, played } of conversations) {
    for (const { turn, user, what, expected, got } of missesIn(played)) console.log(`${file} [${name}] ${turn} "${user}"\n  ${what}: expected ${expected === '' ? 'none' : expected}, got ${got === '' ? 'none' : got}`)
  }
  const shares = { intents: figures.intents, states: figures.states, carts: figures.carts, products: figures.products, facts: figures.facts, handoffs: figures.handoffs }
  console.log(`${figures.passed} of ${figures.conversations} conversations as expected, ${figures.replies} replies, ${(figures.meanMs ?? 0).toFixed(1)} ms each`)
  console.log(Object.entries(shares).filter(([, { checked }]) => checked > 0).map(([name, { checked, right }]) => `${name} ${right} of ${checked}`).join(', ') + `, stated without data ${figures.uncovered}`)
}
