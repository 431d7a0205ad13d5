import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ORPCError } from '@orpc/client'
import { createRouterClient } from '@orpc/server'
import { importFailuresAfter } from '../../../db/queries/debtor-imports.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { writeTx } from '../../../db/tx.ts'
import { uploadPartBytes } from '../../../db/values.ts'
import { beginPracticeAtTx } from '../../calls/campaigns/practice-time.ts'
import { failureText } from '../../calls/debtors/apply-reasons.ts'
import { practiceAgents, practiceNumbers } from '../../calls/practice-line/line-catalogue.ts'
import { startPracticeLine } from '../../calls/practice-line/start-practice-line.ts'
import { dayText, zoneTime } from '../../calls/zone-time.ts'
import type { CallAgent, Policy } from '../../contract/call-catalogue.ts'
import type { Campaign } from '../../contract/campaigns.ts'
import type { DebtorImport } from '../../contract/debtors.ts'
import { csvParts } from '../../ingest/index.ts'
import { EngineProblem } from '../../observe/engine-problem.ts'
import { makeLog } from '../../observe/log.ts'
import { startEngine, type Engine } from '../../start.ts'
import { withData } from './campaign-data.ts'
import { readCampaignOptions, campaignUsage, type CampaignOptions } from './campaign-options.ts'
import { CampaignProgress } from './campaign-progress.ts'
import { campaignProblem } from './campaign-problems.ts'
import { campaignReport, ledgerCells, ledgerColumns, type CampaignReport, type FailedRow } from './campaign-report.ts'
import { Output } from './classify-output.ts'
import { UsageProblem } from './usage-problem.ts'

const resources = fileURLToPath(new URL('../../../resources', import.meta.url))
const lineThread = new URL('../../calls/practice-line/line-thread.ts', import.meta.url)

/** Failed rows and violations that are named one by one; the rest are counted. */
const named = 20

/**
 * `vocero campaign run`: imports a file of debtors, calls them by a policy until the campaign has ended, and reports what it
 * came to. Goes the roads a console goes.
 * @returns 0 when all went well, 1 when rules were broken or debtors are left that nobody could call or import, 130 when interrupted.
 * @throws UsageProblem when nothing can be done with what was given.
 */
export async function campaign(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [command, ...rest] = args
  if (command !== 'run') throw new UsageProblem(`Usage: ${campaignUsage}`)
  const options = readCampaignOptions(rest)
  await lookAt(options.file)
  const kept = options.data ?? (env['VOCERO_DATA'] === '' ? undefined : env['VOCERO_DATA'])
  if (!options.practice && kept === undefined) throw new UsageProblem('Real calls need --data, where the key, the agent and the log of calls are kept. To try without calling anybody add --practice.')
  const report = openOutput(options.report ?? null)
  const ledger = options.ledger === undefined ? null : openOutput(options.ledger)
  const dataFolder = kept ?? (await mkdtemp(join(tmpdir(), 'vocero-campaign-')))
  const interrupt = new AbortController()
  const onSignal = () => interrupt.abort()
  // The engine's own timers and threads keep no process alive; a host does.
  const stayAlive = setInterval(() => {}, 60_000)
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  let engine: Engine | null = null
  try {
    if (options.startsAt !== null) beginAt(dataFolder, options.startsAt)
    engine = await start(dataFolder, options)
    const result = await run(engine, options, interrupt.signal)
    await report.write(reportText(result))
    await ledger?.write(csvParts(ledgerColumns, [ledgerCells(result)], { delimiter: ',' }))
    return tell(result)
  } catch (error) {
    if (interrupt.signal.aborted) {
      console.error(kept === undefined ? 'Interrupted; nothing was written.' : `Interrupted; nothing was written. The campaign is kept in ${kept} and can be gone on with in the console.`)
      return 130
    }
    if (error instanceof EngineProblem) throw new UsageProblem(error.message, { cause: error })
    throw error instanceof ORPCError ? campaignProblem(error) : error
  } finally {
    clearInterval(stayAlive)
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    await engine?.close()
    await report.discard()
    await ledger?.discard()
    if (kept === undefined) await rm(dataFolder, { recursive: true, force: true })
  }
}

async function* reportText(report: CampaignReport): AsyncGenerator<string> {
  yield `${JSON.stringify(report, null, 2)}\n`
}

async function lookAt(file: string): Promise<void> {
  const found = await stat(resolve(file)).catch(() => null)
  if (found === null) throw new UsageProblem(`${file} cannot be read: the file does not exist.`)
  if (found.isDirectory()) throw new UsageProblem(`${file} is a folder; name a file.`)
}

function openOutput(path: string | null): Output {
  try {
    return new Output(path)
  } catch (error) {
    throw new UsageProblem(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, { cause: error })
  }
}

function beginAt(dataFolder: string, moment: number): void {
  const begun = withData(dataFolder, (database) => writeTx(database, (tx) => beginPracticeAtTx(tx, moment, Date.now())))
  if (!begun) throw new UsageProblem(`The practice clock of ${dataFolder} has already gone beyond --from, and time only moves ahead. Choose a later moment or another folder.`)
}

function start(dataFolder: string, options: CampaignOptions): Promise<Engine> {
  return startEngine({
    dataFolder,
    log: makeLog(),
    startPractice: (time) => startPracticeLine({ threadFile: lineThread, resources, journalFile: join(dataFolder, 'practice-calls.jsonl'), seed: options.seed, time }),
  })
}

const clientOf = (engine: Engine) => createRouterClient(engine.router)
type Client = ReturnType<typeof clientOf>

/** The whole campaign, from the file to its report. @throws when aborted, after pausing it. */
async function run(engine: Engine, options: CampaignOptions, signal: AbortSignal): Promise<CampaignReport> {
  const client = clientOf(engine)
  const businessId = await chooseBusiness(client, options.lang)
  const policy = await choosePolicy(client, businessId, options)
  const agent = await chooseAgent(client, businessId, options)
  const clock = engine.calls.lines.clockOf(options.practice)
  const time = zoneTime(options.defaults.timeZone)
  const from = clock.now()
  const created = await client.campaigns.create({
    businessId, simulated: options.practice, name: basename(options.file), policyId: policy.id, agentId: agent.id, country: options.defaults.country, region: options.region ?? null, timeZone: options.defaults.timeZone,
    startsOn: null, endsOn: options.days === undefined ? null : dayText(time.dayAt(from) + options.days - 1), concurrency: options.lines, callsPerSecond: options.cps,
    costLimitDayCents: null, costLimitTotalCents: null, keepRecordingsDays: null,
  })
  const { imported, failedRows } = await importDebtors(engine, client, created, options, signal)
  if (!options.practice && !options.yes) throw new UsageProblem(`This would call ${created.debtors + imported.created + imported.updated + imported.skipped} people on real telephones, for real money. Add --yes if that is what you want.`)
  if (options.practice) await client.telephony.setPractice({ speed: options.speed, skipIdle: true })
  const ended = await callEverybody(engine, client, created.id, signal)
  return campaignReport({ database: engine.database, resources, campaign: ended, imported, failedRows, from, to: clock.now(), lineLimit: engine.calls.lines.lineLimit(options.practice) })
}

/** A folder's business that is worked with there; a new folder gets one. */
async function chooseBusiness(client: Client, language: 'es' | 'en'): Promise<string> {
  const businesses = await client.system.businesses()
  const { currentBusinessId } = await client.system.preferences()
  const chosen = businesses.find((business) => business.id === currentBusinessId) ?? businesses[0]
  if (chosen !== undefined) return chosen.id
  await client.system.setPreferences({ language })
  return (await client.system.createBusiness({ name: 'Vocero' })).id
}

async function choosePolicy(client: Client, businessId: string, options: CampaignOptions): Promise<Policy> {
  const policies = await client.callCatalogue.policies({ businessId })
  const wanted = options.policy.toLowerCase()
  const policy = policies.find((one) => one.name.toLowerCase() === wanted) ?? policies.find((one) => one.preset === wanted)
  if (policy === undefined) throw new UsageProblem(`There is no policy "${options.policy}". There are: ${policies.map((one) => `${one.preset} (${one.name})`).join(', ')}.`)
  const debtorsPerDay = options['debtors-per-day']
  if (debtorsPerDay === undefined || debtorsPerDay === policy.rules.debtorsPerDay) return policy
  // A campaign's own figure is a policy of its own: others may live by the one that was named.
  const name = `${policy.name} (${debtorsPerDay})`.slice(0, 120)
  const { preset, rules, loosened } = policy
  return client.callCatalogue.savePolicy({ businessId, name, preset, rules: { ...rules, debtorsPerDay }, loosened })
}

async function chooseAgent(client: Client, businessId: string, { practice, lang }: CampaignOptions): Promise<CallAgent> {
  const agents = (await client.callCatalogue.agents({ businessId })).filter((agent) => agent.simulated === practice)
  const agent = agents.find((one) => one.language === lang) ?? (practice ? undefined : agents[0])
  if (agent !== undefined) return agent
  if (!practice) throw new UsageProblem('There is no agent to call with. Add one in the console, under Settings, Calls.')
  const other = agents[0]
  const voice = practiceAgents.find((one) => one.language.startsWith(lang)) ?? practiceAgents[0]
  const number = practiceNumbers.find((one) => one.agent === voice) ?? practiceNumbers[0]
  return client.callCatalogue.saveAgent({ businessId, agent: { name: voice.name, agentId: voice.id, fromNumber: number.number, language: lang, variables: other?.variables ?? [], allowOverride: true, simulated: true } })
}

async function importDebtors(engine: Engine, client: Client, into: Campaign, options: CampaignOptions, signal: AbortSignal): Promise<{ imported: DebtorImport; failedRows: FailedRow[] }> {
  const file = await openAsBlob(options.file)
  const { uploadId } = await client.ingest.beginUpload({ fileName: basename(options.file), bytes: file.size })
  for (let offset = 0; offset < file.size; offset += uploadPartBytes) {
    signal.throwIfAborted()
    await client.ingest.uploadPart({ uploadId, offset, data: file.slice(offset, offset + uploadPartBytes) })
  }
  const choice = { businessId: into.businessId, uploadId, simulated: into.simulated, kind: 'debtors' as const, defaults: options.defaults }
  const { mapping } = await client.debtors.previewImport(choice)
  // In a file without national ids, name and first phone tell people apart.
  const defaults = { ...options.defaults, ...('nationalId' in mapping.fields ? {} : { nationalIdKind: 'none' as const }) }
  const stream = engine.events.stream(undefined, signal)
  let next = stream.next()
  const { id: importId } = await client.debtors.startImport({ ...choice, defaults, mapping, campaignId: into.id })
  for (;;) {
    const imported = await client.debtors.importById({ importId })
    if (imported.state === 'done') return { imported, failedRows: failedRowsOf(engine, importId) }
    if (imported.state === 'failed' || imported.state === 'cancelled') throw new UsageProblem(`${options.file}: ${imported.error ?? 'the import was cancelled'}.`)
    if ((await next).done === true) throw new Error('Interrupted')
    next = stream.next()
  }
}

function failedRowsOf({ database }: Engine, importId: string): FailedRow[] {
  return importFailuresAfter(database, importId, 0, Number.MAX_SAFE_INTEGER)
    .map((row) => ({ rowNumber: row.row_number, reasons: (JSON.parse(row.reasons) as string[]).map((reason) => failureText(reason, 'en')) }))
}

/** Starts the campaign and sees it to its end, or to where it paused by itself. */
async function callEverybody(engine: Engine, client: Client, campaignId: string, signal: AbortSignal): Promise<Campaign> {
  const [obstacle] = await client.campaigns.obstacles({ campaignId })
  if (obstacle !== undefined) throw campaignProblem(obstacle)
  const progress = new CampaignProgress(process.stderr, engine.clock)
  const stream = engine.events.stream(undefined, signal)
  let next = stream.next()
  await client.campaigns.start({ campaignId })
  try {
    while (campaignById(engine.database, campaignId)?.state === 'running') {
      if (progress.due()) progress.show(await client.campaigns.get({ campaignId }), engine.calls.lines)
      if ((await next).done !== true) next = stream.next()
      else {
        await client.campaigns.pause({ campaignId }).catch(() => {})
        throw new Error('Interrupted')
      }
    }
    return await client.campaigns.get({ campaignId })
  } finally {
    progress.end()
  }
}

/** Says on standard error what a person must know at once. @returns the exit code. */
function tell(report: CampaignReport): number {
  for (const { rowNumber, reasons } of report.import.failedRows.slice(0, named)) console.error(`row ${rowNumber}: ${reasons.join('; ')}`)
  if (report.import.failed > named) console.error(`and ${report.import.failed - named} more rows`)
  if (report.import.failed > 0) console.error(`${report.import.failed} rows could not be imported.`)
  const open = report.statuses['needs_review'] ?? 0
  if (report.state !== 'done') console.error(`The campaign did not end: it is ${report.state}${report.hold === null ? '' : ` (${report.hold.key} ${JSON.stringify(report.hold.values)})`}.`)
  if (open > 0) console.error(`${open} calls need a person to look at them: nobody knows whether they were placed.`)
  for (const { rule, at, detail } of report.violations.slice(0, named)) console.error(`violation of ${rule} at ${at}: ${detail}`)
  if (report.violations.length > 0) console.error(`${report.violations.length} violations were found by the replay of the ledger.`)
  return report.violations.length > 0 || report.import.failed > 0 || report.state !== 'done' || open > 0 ? 1 : 0
}
