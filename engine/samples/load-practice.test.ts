import { afterEach, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'

let test: TestEngine | null = null
afterEach(() => test?.close())

it('adds fictional debtors to the practice floor in a campaign that runs, and nothing to the real one', async () => {
  test = await openTestEngine()
  const { client, businessId } = test
  const { campaignId } = await client.system.loadPractice({ businessId })
  const campaign = await client.campaigns.get({ campaignId })
  expect(campaign).toMatchObject({ simulated: true, state: 'running', debtors: 90 })
  expect((await client.debtors.list({ filter: { businessId, simulated: false } })).total).toBe(0)
  const imports = await client.debtors.imports({ businessId })
  expect(imports.map(({ created, failedRows, simulated }) => ({ created, failedRows, simulated }))).toEqual([{ created: 90, failedRows: 0, simulated: true }])
})
