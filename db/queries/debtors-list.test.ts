import { afterAll, expect, it } from 'vitest'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { debtorPage } from './debtors-list.ts'

const folder = testFolder()
const database = openTestDatabase(folder.path)
afterAll(() => {
  database.close()
  folder.remove()
})

it('finds a page far behind the beginning of an order, and stops at its end', () => {
  database.sqlite.exec(`INSERT INTO businesses (id, name, created_at) VALUES ('one', 'One', 0), ('other', 'Other', 0);
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 7000)
    INSERT INTO debtors (id, business_id, simulated, person_key, national_id_kind, national_id, name, name_folded, time_zone, country, language, variables, created_at, updated_at)
      SELECT 'debtor ' || n, iif(n % 700 = 0, 'other', 'one'), 0, n, 'rut', printf('%05d', n * 37 % 7001), 'N', 'n', 'America/Santiago', 'CL', 'es', '{}', 0, 0 FROM number;
    INSERT INTO do_not_call (id, business_id, simulated, scope, subject, source, reason, created_at) VALUES ('entry', 'one', 0, 'person', '1234', 'person', 'opt_out', 0)`)
  const expected = database.prepare<string>(`SELECT national_id FROM debtors WHERE business_id = 'one' AND person_key <> '1234' ORDER BY national_id`).pluck().all()
  const page = (offset: number) => debtorPage(database, { where: { businessId: 'one', simulated: false, doNotCall: false }, sort: { column: 'nationalId', descending: false }, offset, limit: 50 })
  for (const offset of [0, 1_980, 5_990, 6_970, 8_000]) {
    const { rows, total } = page(offset)
    expect(total).toBe(6_989)
    expect(rows.map((row) => row.national_id)).toEqual(expected.slice(offset, offset + 50))
  }
})
