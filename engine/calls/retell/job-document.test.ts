import { describe, expect, it } from 'vitest'
import { readJobDocument } from './job-document.ts'

/** A finished job in the layout of the deployed call worker, of a person who does not exist. */
const document = {
  _id: { $oid: '65f000000000000000000001' },
  job_id: 'job-1', account_id: 'acc-1', batch_id: 'batch-1', status: 'done', mode: 'single', attempts: 1, max_attempts: 3,
  deduplication_key: 'acc-1::11111111-1::batch-1',
  contact: { name: 'Rosa Prueba', dni: '11.111.111-1', phones: ['+56965550141'], next_phone_index: 1 },
  payload: { debt_amount: 84000, due_date: '2026-05-01', company_name: 'Tienda Norte', reference_number: '', additional_info: { cantidad_cupones: 2, fecha_maxima: '2026-05-09' } },
  created_at: { $date: '2026-05-14T16:00:00Z' },
  reserved_until: null,
  call_ended_at: { $date: { $numberLong: '1778774500000' } },
  call_duration_seconds: { $numberInt: '96' },
  monto_pago_cliente: 84000,
  fecha_pago_cliente: '2026-05-20',
  call_result: {
    success: true, status: 'ended', summary: {}, timestamp: { $date: '2026-05-14T16:02:00Z' },
    details: {
      call_id: 'call-1', call_status: 'ended', duration_ms: 75_686, recording_url: null,
      start_timestamp: { $numberLong: '1778774410000' }, end_timestamp: { $numberLong: '1778774485686' },
      call_cost: { combined_cost: 13.9333334, product_costs: [{ product: 'voice', cost: { $numberDouble: '13.9333334' } }] },
    },
  },
}

describe('a job document of an existing deployment', () => {
  it('is read out of extended JSON', () => {
    const { job, call } = readJobDocument(document)
    expect(job).toMatchObject({
      job_id: 'job-1', status: 'done', attempts: 1, monto_pago_cliente: 84_000, call_duration_seconds: 96,
      created_at: Date.UTC(2026, 4, 14, 16), call_ended_at: 1_778_774_500_000, reserved_until: null,
      payload: { debt_amount: 84_000, additional_info: { cantidad_cupones: 2 } },
    })
    expect(call).toMatchObject({ call_id: 'call-1', duration_ms: 75_686, start_timestamp: 1_778_774_410_000, call_cost: { combined_cost: 13.9333334, product_costs: [{ cost: 13.9333334 }] } })
    expect(call?.recording_url).toBeUndefined()
  })

  it('needs no result yet, and says what it does need', () => {
    const { call_result: _, ...waiting } = document
    expect(readJobDocument({ ...waiting, status: 'pending' }).call).toBeNull()
    expect(() => readJobDocument({ ...document, job_id: undefined })).toThrow(/job_id/)
    expect(() => readJobDocument({ ...document, status: 'sleeping' })).toThrow(/status/)
  })
})
