/** Where a person goes from a notice to do something about it; null where there is nothing more to see. */
export function noticePlace(key: string): { page: string, item?: string } | null {
  if (key.startsWith('notice.batch_')) return { page: 'batches' }
  if (key.startsWith('notice.llm_')) return { page: 'settings', item: 'models' }
  if (key.startsWith('files.notice.')) return { page: 'settings', item: 'files' }
  switch (key) {
    case 'notice.backup_failed': return { page: 'settings', item: 'data' }
    case 'notice.database_damaged': return { page: 'settings', item: 'checks' }
    case 'actions.notice.switched_off': return { page: 'actions' }
    case 'notice.queue_not_written': return { page: 'jobs' }
    default: return null
  }
}
