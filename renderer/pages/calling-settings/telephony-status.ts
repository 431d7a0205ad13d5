import type { TelephonyStatus } from '../../../engine/contract/call-catalogue.ts'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** Shows at once what a change came to, wherever the line's state is shown. */
export function receiveTelephony(status: TelephonyStatus): void {
  queryClient.setQueryData(api.telephony.status.queryKey(), status)
}
