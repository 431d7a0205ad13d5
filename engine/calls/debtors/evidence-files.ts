import { doNotCallAbout } from '../../../db/queries/do-not-call.ts'
import { evidenceCalls, evidenceDecisions, evidencePolicies, evidencePromises, paymentsOf, type EvidenceCallRow } from '../../../db/queries/debtors-one.ts'
import { phoneRowsOf, type DebtorRow } from '../../../db/queries/debtors-write.ts'
import type { Database } from '../../../db/open.ts'
import type { Language } from '../../../db/values.ts'
import { csvLine, csvStyleOf, currencyDigits, type Cell } from '../../ingest/index.ts'
import { shownTurns } from '../operation/shown-turns.ts'
import { callBodySchema } from '../retell/bodies.ts'
import { momentText, zoneTime } from '../zone-time.ts'
import { debtorOf, entryOf } from './debtor-view.ts'

/** A text of the evidence, by its name inside the archive. */
export interface EvidenceText { readonly name: string; readonly content: string }

const words = {
  es: { agent: 'Agente', user: 'Interlocutor', tool: 'Herramienta', call: 'Llamada', to: 'Número', campaign: 'Campaña', began: 'Inicio', ended: 'Fin', reason: 'Motivo de término', outcome: 'Resultado', silent: '(Nadie habló.)' },
  en: { agent: 'Agent', user: 'Other party', tool: 'Tool', call: 'Call', to: 'Number', campaign: 'Campaign', began: 'Began', ended: 'Ended', reason: 'Disconnection reason', outcome: 'Outcome', silent: '(Nobody spoke.)' },
} as const satisfies Record<Language, Record<string, string>>

/** Everything kept about a debtor as texts: the person, every call with what was said, decisions, promises, payments, do-not-call entries, policies. */
export function evidenceTexts(database: Database, debtor: DebtorRow, language: Language): EvidenceText[] {
  const calls = evidenceCalls(database, debtor.seq)
  const numbers = phoneRowsOf(database, debtor.seq).map((phone) => phone.number)
  const csv = (columns: string[], rows: Cell[][]) => `\ufeff${[columns, ...rows].map((cells) => csvLine(cells, csvStyleOf(language))).join('\r\n')}\r\n`
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const amount = (minor: number | null, currency: string) => (minor === null ? null : minor / 10 ** currencyDigits(currency))
  return [
    { name: 'debtor.json', content: json(debtorOf(database, debtor)) },
    ...calls.flatMap((call): EvidenceText[] => [
      { name: `${callName(call)}.json`, content: json(callRecord(call)) },
      { name: `${callName(call)}.txt`, content: readable(call, debtor, language) },
    ]),
    {
      name: 'decisions.csv',
      content: csv(['at', 'campaign', 'verdict', 'rule', 'figure', 'limit', 'until', 'attempt_id', 'policy', 'policy_version'],
        evidenceDecisions(database, debtor.seq).map((row) => [time(row.at), row.campaign, row.verdict, row.rule, row.figure, row.limit_value, time(row.until), row.attempt_id, row.policy, row.policy_version])),
    },
    {
      name: 'promises.csv',
      content: csv(['made_at', 'company', 'state', 'promised_on', 'amount', 'paid', 'currency', 'flags', 'settled_at', 'attempt_id'],
        evidencePromises(database, debtor.seq).map((row) => [time(row.made_at), row.company, row.state, row.promised_on, amount(row.amount_minor, row.currency), amount(row.paid_minor, row.currency), row.currency, (JSON.parse(row.flags) as string[]).join(' '), time(row.settled_at), row.attempt_id])),
    },
    {
      name: 'payments.csv',
      content: csv(['paid_on', 'company', 'reference', 'amount', 'currency', 'source', 'external_id', 'received_at'],
        paymentsOf(database, debtor.seq).map((row) => [row.paid_on, row.company, row.reference, amount(row.amount_minor, row.currency), row.currency, row.source, row.external_id, time(row.received_at)])),
    },
    {
      name: 'do_not_call.csv',
      content: csv(['scope', 'subject', 'source', 'reason', 'attempt_id', 'created_at', 'lifted_at', 'lifted_reason'],
        doNotCallAbout(database, debtor.business_id, debtor.simulated === 1, debtor.person_key, numbers).map(entryOf).map((row) => [row.scope, row.subject, row.source, row.reason, row.attemptId, time(row.createdAt), time(row.liftedAt), row.liftedReason])),
    },
    ...evidencePolicies(database, debtor.seq).map((row): EvidenceText => ({
      name: `policies/${row.id}-v${row.version}.json`,
      content: json({ name: row.name, version: row.version, preset: row.preset, rules: JSON.parse(row.rules), loosened: JSON.parse(row.loosened), createdAt: time(row.created_at) }),
    })),
  ]
}

/** Where everything about a call lies: by its moment, so that an archive lists calls in order. */
export function callName(call: Pick<EvidenceCallRow, 'id' | 'intent_at'>): string {
  return `calls/${new Date(call.intent_at).toISOString().slice(0, 19).replaceAll(':', '-')}Z-${call.id}`
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function callRecord({ body, variables, flags, contact, ...call }: EvidenceCallRow): unknown {
  return { ...call, contact: contact === 1, variables: JSON.parse(variables), flags: JSON.parse(flags), providersWord: body === null ? null : JSON.parse(body) }
}

function readable(call: EvidenceCallRow, debtor: DebtorRow, language: Language): string {
  const say = words[language]
  const zone = zoneTime(debtor.time_zone)
  const moment = (at: number | null) => (at === null ? '-' : `${momentText(at, zone)} (${debtor.time_zone})`)
  const body = call.body === null ? null : callBodySchema.safeParse(JSON.parse(call.body))
  const turns = body?.success === true ? shownTurns(body.data).turns : []
  const lines = turns.map((turn) => `${turn.start === null ? '' : `[${clock(turn.start)}] `}${say[turn.role]}: ${turn.text.trim()}`)
  return [
    `${say.call}: ${call.id}${call.call_id === null ? '' : ` (${call.call_id})`}`, `${say.campaign}: ${call.campaign}`, `${say.to}: ${call.number}`, `${say.began}: ${moment(call.started_at ?? call.intent_at)}`,
    `${say.ended}: ${moment(call.ended_at)}`, `${say.reason}: ${call.disconnection_reason ?? '-'}`, `${say.outcome}: ${call.outcome ?? '-'}`, '', ...(lines.length === 0 ? [say.silent] : lines), '',
  ].join('\n')
}

/** Minutes and seconds into the recording. */
function clock(seconds: number): string {
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
}
