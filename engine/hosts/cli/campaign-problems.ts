import { sentenceOf } from './reasons.ts'
import { UsageProblem } from './usage-problem.ts'

type Values = Readonly<Record<string, string | number>>

/** What stands in the way, and what to do about it. */
const sentences: Readonly<Record<string, (values: Values) => string>> = {
  'campaigns.obstacle.no_key': () => 'No key of the telephone line is set: put it into RETELL_API_KEY or the settings, or add --practice',
  'campaigns.obstacle.no_debtors': () => 'Nobody is left to call: no row of the file could be imported, or all their debts are settled',
  'campaigns.obstacle.unknown_variables': ({ names, debtors }) => `The script speaks ${names}, and ${debtors} debtors have no such value: add the column to the file`,
  'campaigns.obstacle.number_not_e164': ({ number }) => `The agent calls from ${number}, which is no international number such as +56222550100`,
  'campaigns.obstacle.no_agent_id': ({ agent }) => `The agent ${agent} has no id of the provider's`,
  'campaigns.obstacle.already_over': ({ day }) => `The campaign's last day, ${day}, is past`,
  'campaigns.unknown_zone': ({ detail }) => `--zone ${detail} is no time zone; one looks like America/Santiago`,
  'campaigns.unknown_country': ({ detail }) => `--country ${detail} is no country; one looks like CL`,
  'campaigns.unknown_region': ({ detail }) => `--region ${detail} is no part of the country with public holidays of its own; one looks like AP`,
  'debtors.unknown_time_zone': () => '--zone is no time zone; one looks like America/Santiago',
  'debtors.no_phone_column': () => 'No column of the file was recognised as a telephone: name one "telefono" or "phone"',
  'debtors.no_name_column': () => 'No column of the file was recognised as the name: name one "nombre" or "name"',
  'debtors.no_company': () => 'No column of the file was recognised as the company that is owed: name one "empresa" or "company", or give --company',
}

/** Whatever the engine gives as a key, with values, as a line that says what to do. */
export function campaignProblem(given: { key: string; values: Values } | Error): UsageProblem {
  if (!(given instanceof Error)) return new UsageProblem(`${sentences[given.key]?.(given.values) ?? `${given.key} ${JSON.stringify(given.values)}`}.`)
  const data: unknown = 'data' in given ? given.data : null
  if (typeof data !== 'object' || data === null || !('reason' in data)) return new UsageProblem(given.message, { cause: given })
  const detail = 'detail' in data ? String(data.detail) : ''
  const key = String(data.reason)
  return new UsageProblem(`${sentences[key]?.({ detail }) ?? sentenceOf(`${key} ${detail}`.trim())}.`, { cause: given })
}
