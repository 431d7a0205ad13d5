import { setQuery, useAddress } from '../../../app/address.ts'

export type PersonTab = 'about' | 'calls' | 'decisions' | 'money'

/** The part of a person that is shown, kept in the address so that j and k keep it from one person to the next. */
export function usePersonTab(offered: readonly PersonTab[]): PersonTab {
  const { query } = useAddress()
  return offered.find(tab => tab === query.tab) ?? offered[0] ?? 'calls'
}

export function setTab(tab: PersonTab): void {
  setQuery({ tab })
}
