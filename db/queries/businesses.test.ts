import { afterAll, expect, it } from 'vitest'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { newId } from '../id.ts'
import { writeTx } from '../tx.ts'
import { allBusinesses, insertBusinessTx } from './businesses.ts'

const folder = testFolder()
const database = openTestDatabase(folder.path)
afterAll(() => {
  database.close()
  folder.remove()
})

// Programs that show no key chat with the first one: it must be the same always.
it('lists businesses in the order they were made, also those of one millisecond', () => {
  const names = Array.from({ length: 20 }, (_, index) => `Business ${index}`)
  writeTx(database, (tx) => { for (const name of names) insertBusinessTx(tx, { id: newId(), name, created_at: 0 }) })
  expect(allBusinesses(database).map(({ name }) => name)).toEqual(names)
})
