import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { ImportDefaults } from '../../contract/debtors.ts'
import { parseDay, zoneTime } from '../../calls/zone-time.ts'
import { fastestSpeed } from '../../calls/practice-line/practice-clock.ts'
import { UsageProblem } from './usage-problem.ts'

export const campaignUsage = `vocero campaign run DEBTORS --policy cl|us|co|mx|ar|none|NAME --practice
            [--report OUT.json] [--ledger OUT.csv] [--speed N] [--days N] [--from YYYY-MM-DDTHH:MM] [--zone ZONE] [--country CC] [--region RR]
            [--currency CCC] [--company NAME] [--lines N] [--cps N] [--debtors-per-day N] [--seed TEXT] [--lang es|en] [--data DIR] [--yes]`

const flags = {
  policy: { type: 'string' }, practice: { type: 'boolean' }, report: { type: 'string' }, ledger: { type: 'string' }, speed: { type: 'string' }, days: { type: 'string' },
  from: { type: 'string' }, zone: { type: 'string' }, country: { type: 'string' }, region: { type: 'string' }, currency: { type: 'string' }, company: { type: 'string' }, lines: { type: 'string' },
  cps: { type: 'string' }, 'debtors-per-day': { type: 'string' }, seed: { type: 'string' }, lang: { type: 'string' }, data: { type: 'string' }, yes: { type: 'boolean' },
} as const

const whole = (from: number, to: number) => z.coerce.number(`must be a whole number from ${from} to ${to}`).int('must be a whole number').min(from, `must be at least ${from}`).max(to, `must be at most ${to}`)

const flagsSchema = z.object({
  policy: z.string('is missing: a preset (cl, us, co, mx, ar, none) or the name of a policy').min(1),
  practice: z.boolean().default(false),
  report: z.string().min(1).optional(),
  ledger: z.string().min(1).optional(),
  speed: whole(1, fastestSpeed).default(600),
  days: whole(1, 3650).optional(),
  from: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'must look like 2026-03-02T08:30, in the zone of the campaign').optional(),
  zone: z.string().optional(),
  country: z.string().regex(/^[A-Za-z]{2}$/, 'must be two letters, such as CL').optional(),
  region: z.string().trim().min(1).max(10).transform((code) => code.toUpperCase()).optional(),
  currency: z.string().regex(/^[A-Za-z]{3}$/, 'must be three letters, such as CLP').optional(),
  company: z.string().max(200).default(''),
  lines: whole(1, 500).default(20),
  cps: z.coerce.number('must be a number').min(0.01, 'must be at least 0.01').max(50, 'must be at most 50').default(1),
  'debtors-per-day': whole(1, 1_000_000).optional(),
  seed: z.string().min(1).default('vocero'),
  lang: z.enum(['es', 'en'], 'must be es or en').default('es'),
  data: z.string().min(1).optional(),
  yes: z.boolean().default(false),
})

export interface CampaignOptions extends Omit<z.infer<typeof flagsSchema>, 'zone' | 'country' | 'from' | 'currency'> {
  readonly file: string
  readonly defaults: ImportDefaults
  /** Moment of practice time at which the campaign begins; null is now. */
  readonly startsAt: number | null
}

interface Country { readonly zone: string; readonly currency: string; readonly nationalIdKind: ImportDefaults['nationalIdKind'] }

/** What is usual where; other countries say their zone and currency themselves. */
const countries: Readonly<Record<string, Country>> = {
  CL: { zone: 'America/Santiago', currency: 'CLP', nationalIdKind: 'rut' },
  US: { zone: 'America/New_York', currency: 'USD', nationalIdKind: 'free' },
  CO: { zone: 'America/Bogota', currency: 'COP', nationalIdKind: 'cedula' },
  MX: { zone: 'America/Mexico_City', currency: 'MXN', nationalIdKind: 'curp' },
  AR: { zone: 'America/Argentina/Buenos_Aires', currency: 'ARS', nationalIdKind: 'dni' },
}

/** Reads the options of `campaign run`. @throws UsageProblem that says which one is wrong. */
export function readCampaignOptions(args: readonly string[]): CampaignOptions {
  const { values, positionals } = parse(args)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageProblem(`Name one file of debtors. Usage: ${campaignUsage}`)
  const read = flagsSchema.safeParse(values)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new UsageProblem(`--${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}. Usage: ${campaignUsage}`)
  }
  const { zone, country: givenCountry, currency, from, ...options } = read.data
  // A preset of a country is mostly used in that country.
  const country = (givenCountry ?? (options.policy.toUpperCase() in countries ? options.policy : 'CL')).toUpperCase()
  const usual = countries[country]
  const timeZone = zone ?? usual?.zone
  const money = currency?.toUpperCase() ?? usual?.currency
  if (timeZone === undefined || money === undefined) throw new UsageProblem(`Nothing is known here of ${country}: give --zone and --currency too.`)
  if (!options.practice && (from !== undefined || options.days !== undefined)) throw new UsageProblem('--from and --days are for --practice: a real campaign begins now.')
  return {
    ...options, file,
    defaults: { country, nationalIdKind: usual?.nationalIdKind ?? 'free', currency: money, company: options.company, language: options.lang, timeZone },
    startsAt: from === undefined ? null : momentOf(from, timeZone),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true })
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}. Usage: ${campaignUsage}`)
  }
}

function momentOf(local: string, zone: string): number {
  const day = parseDay(local.slice(0, 10))
  const minutes = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
  try {
    if (day !== null && minutes < 24 * 60) return zoneTime(zone).momentOf(day, minutes * 60_000)
  } catch {
    throw new UsageProblem(`--zone ${zone} is no time zone; one looks like America/Santiago.`)
  }
  throw new UsageProblem(`--from ${local} is no moment of the calendar.`)
}
