import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'

/** Shows a person as the engine answered, and fetches anew what lists and other parts say of them. */
export function showChanged(debtor: Debtor): void {
  queryClient.setQueryData(api.debtors.get.queryKey({ input: { debtorId: debtor.id } }), debtor)
  void queryClient.invalidateQueries({ queryKey: api.debtors.list.key() })
}

/** After a change that does not answer with the person. */
export function refreshDebtors(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.debtors.key() })
}
