import { expect, test } from 'vitest'
import { readDeliveryFilter } from './delivery-filter.ts'

test('a filter is read from the address, and what is unknown restricts nothing', () => {
  expect(readDeliveryFilter({ view: 'log', state: 'failed,needs_operator,nonsense', trigger: 'opt_out', action: 'a1', origin: 'real' })).toEqual({ states: ['failed', 'needs_operator'], triggers: ['opt_out'], actionId: 'a1', simulated: false, sample: false })
  expect(readDeliveryFilter({ origin: 'simulated' })).toEqual({ simulated: true })
  expect(readDeliveryFilter({ origin: 'sample' })).toEqual({ sample: true })
  expect(readDeliveryFilter({ view: 'log', state: 'nonsense', origin: 'nonsense' })).toEqual({})
})
