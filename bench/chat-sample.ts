import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { companyView, type CatalogueView, type CompanyView } from '../engine/chat/agent/index.ts'
import { readCatalogue } from '../engine/hosts/cli/chat-catalogue.ts'

/** The fictional catalogue the project ships, as the agent sees it. */
export async function sampleCatalogue(): Promise<CatalogueView> {
  const { view, problems } = await readCatalogue(fileURLToPath(new URL('../resources/sample/products.csv', import.meta.url)), 'COP')
  if (problems.length > 0) throw new Error(`The sample catalogue has rows that cannot be read: ${problems.join('; ')}`)
  return view
}

/** The fictional company of the sample. */
export async function sampleCompany(): Promise<CompanyView> {
  return companyView(await readFile(new URL('../resources/sample/company.md', import.meta.url), 'utf8'), 'company.md')
}
