import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'

/** Reads the canned replies anew after one of them changed. */
export function refreshCanned(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.chat.canned.key() })
}
