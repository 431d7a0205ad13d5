import { expect, it } from 'vitest'
import { areas } from './areas.ts'
import { noticePlace } from './notice-place.ts'

it('leads from a notice to an area that exists, and nowhere from one it does not know', () => {
  for (const key of ['notice.batch_done', 'notice.batch_done_with_failures', 'notice.batch_failed', 'notice.batch_removed', 'notice.backup_failed', 'notice.database_damaged', 'notice.queue_not_written', 'notice.llm_budget_stop']) {
    expect(areas.map(area => area.name)).toContain(noticePlace(key)?.page)
  }
  expect(noticePlace('notice.of_a_newer_version')).toBeNull()
})
