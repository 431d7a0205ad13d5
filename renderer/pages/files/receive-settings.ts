import type { ShownFileSettings } from '../../../engine/contract/files.ts'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** Shows at once what a change of the settings came to. */
export function receiveSettings(settings: ShownFileSettings): void {
  queryClient.setQueryData(api.files.settings.queryKey(), settings)
}
