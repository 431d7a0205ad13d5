import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { chatTones } from '../../../db/values.ts'
import { fieldRulesOf, newConversation, reply, type AgentReply, type AgentViews, type ConversationState } from '../../chat/agent/index.ts'
import { currencyDigits, readCurrency } from '../../ingest/reading/index.ts'
import { readCatalogue, readCompany } from './chat-catalogue.ts'
import { UsageProblem } from './usage-problem.ts'

export const chatUsage = `vocero chat --catalogue PRODUCTS [--context TEXT.md] --offline [--script FILE] [--json]
            [--tone amigable|formal|directo] [--lang es|en] [--currency CCC] [--country CC]`

/** Rows of the catalogue that cannot be read and are named one by one; the rest are counted. */
const namedProblems = 20

const flags = {
  catalogue: { type: 'string' }, context: { type: 'string' }, offline: { type: 'boolean' }, script: { type: 'string' }, json: { type: 'boolean' }, tone: { type: 'string' }, lang: { type: 'string' },
  currency: { type: 'string' }, country: { type: 'string' },
} as const

const flagsSchema = z.object({
  catalogue: z.string('is missing: a CSV, Excel or JSON file of products').min(1),
  context: z.string().min(1).optional(),
  // The command has no road to a provider; the flag says that this is meant, and stays true when there is one.
  offline: z.boolean().default(false),
  script: z.string().min(1).optional(),
  json: z.boolean().default(false),
  tone: z.enum(chatTones, `must be one of ${chatTones.join(', ')}`).default('amigable'),
  lang: z.enum(['es', 'en'], 'must be es or en').default('es'),
  currency: z.string().transform((text) => readCurrency(text, 'COP') ?? '').refine((code) => code !== '', 'is no currency').default('COP'),
  country: z.string().regex(/^[A-Za-z]{2}$/, 'must be a code of two letters').default('CO'),
})
type ChatOptions = z.infer<typeof flagsSchema>

/** A conversation as the test bench writes them; a plain list of messages will do. */
const scriptSchema = z.union([
  z.array(z.string()),
  z.object({ turns: z.array(z.union([z.string(), z.object({ user: z.string() })])) }).transform(({ turns }) => turns.map((turn) => (typeof turn === 'string' ? turn : turn.user))),
  z.object({ messages: z.array(z.string()) }).transform(({ messages }) => messages),
])

/**
 * `vocero chat`: talks with the sales agent in the terminal, or has it answer a script of messages. No provider is asked and nothing is
 * stored: the catalogue is a file, the conversation ends with the command.
 * @returns 0 when every message was answered.
 * @throws UsageProblem when nothing can be done with what was given.
 */
export async function chat(args: readonly string[]): Promise<number> {
  if (args.includes('--bench')) return (await import('./chat-bench.ts')).chatBench(args)
  const options = readOptions(args)
  const { view, problems } = await readCatalogue(options.catalogue, options.currency)
  for (const problem of problems.slice(0, namedProblems)) console.error(problem)
  if (problems.length > namedProblems) console.error(`and ${problems.length - namedProblems} more rows`)
  const views: AgentViews = { catalogue: view, company: options.context === undefined ? { passages: [] } : await readCompany(options.context), fields: fieldRulesOf(options.country), findCustomers: null }
  const state = newConversation({ currency: options.currency, language: options.lang, tone: options.tone })
  if (options.script !== undefined) return runScript(await readScript(options.script), state, views, options)
  return talk(state, views, options)
}

function readOptions(args: readonly string[]): ChatOptions {
  let values: object
  try {
    ({ values } = parseArgs({ args: [...args], options: flags }))
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}. Usage: ${chatUsage}`)
  }
  const read = flagsSchema.safeParse(values)
  if (!read.success) throw new UsageProblem(`--${String(read.error.issues[0]!.path[0])} ${read.error.issues[0]!.message}. Usage: ${chatUsage}`)
  if (!read.data.offline) throw new UsageProblem(`This command works offline only: add --offline. Usage: ${chatUsage}`)
  return read.data
}

/** The messages of a script: YAML or JSON where it is one, else one message per line. */
async function readScript(path: string): Promise<readonly string[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new UsageProblem(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'the file does not exist' : String(error)}.`, { cause: error })
  }
  if (!/\.(?:ya?ml|json)$/i.test(path)) return text.replace(/^\ufeff/, '').split(/\r?\n/).filter((line) => line.trim() !== '')
  try {
    return scriptSchema.parse(parseYaml(text))
  } catch (error) {
    throw new UsageProblem(`${path} is no script: a list of messages, or an object with "turns" or "messages", is needed.`, { cause: error })
  }
}

function runScript(messages: readonly string[], first: ConversationState, views: AgentViews, options: ChatOptions): number {
  let state = first
  for (const message of messages) {
    const answer = reply(state, message, views)
    state = answer.state
    if (options.json) console.log(JSON.stringify(replyJson(message, answer, options.currency)))
    else console.log(`> ${message}\n${answer.pieces.join('\n')}\n`)
  }
  return 0
}

/** One reply as the command prints it; amounts in the currency's main unit, as people write them. */
function replyJson(message: string, answer: AgentReply, currency: string) {
  const amount = (minor: number) => minor / 10 ** currencyDigits(currency)
  return {
    message, intent: answer.intent, confidence: Number(answer.trace.confidence.toFixed(3)), state: answer.orderState,
    cart: answer.cart.map((line) => ({ id: line.productId, name: line.name, quantity: line.quantity, unit_price: amount(line.unitMinor), subtotal: amount(line.subtotalMinor) })),
    total: amount(answer.cart.reduce((sum, line) => sum + line.subtotalMinor, 0)), currency,
    reply: answer.pieces.join('\n'), sources: answer.sources, acts: answer.acts, handoff: answer.handoff,
    products: [...new Set(answer.sources.filter(({ kind }) => kind === 'product').map(({ id }) => id))],
  }
}

/** Reads messages from the terminal until it ends, or "/salir" is written. */
async function talk(first: ConversationState, views: AgentViews, options: ChatOptions): Promise<number> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' })
  const help = { es: `${views.catalogue.products.length} productos. "/salir" termina.`, en: `${views.catalogue.products.length} products. "/exit" ends.` }
  console.log(help[options.lang])
  let state = first
  lines.prompt()
  for await (const line of lines) {
    if (line.trim() === '/salir' || line.trim() === '/exit') break
    const answer = reply(state, line, views)
    state = answer.state
    console.log(options.json ? JSON.stringify(replyJson(line, answer, options.currency)) : answer.pieces.join('\n'))
    lines.prompt()
  }
  lines.close()
  return 0
}
