import { expect, test } from 'vitest'
import { readDeliveryFilter } from './delivery-filter.ts'

test('a filter is read from the address, and what is unknown restricts nothing', () => {
  expect(readDeliveryFilter({ view: 'log', state: 'failed,needs_operator,nonsense', trigger: 'opt_out', action: 'a1', origin: 'event' }, false)).toEqual({ states: ['failed', 'needs_operator'], triggers: ['opt_out'], actionId: 'a1', simulated: false, sample: false })
  expect(readDeliveryFilter({ origin: 'sample' }, false)).toEqual({ sample: true, simulated: false })
  expect(readDeliveryFilter({ view: 'log', state: 'nonsense', origin: 'nonsense' }, true)).toEqual({ simulated: true })
})
