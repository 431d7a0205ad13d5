import { useMemo, useSyncExternalStore } from 'react'

/**
 * Where the person is, kept in the hash (`#/jobs/<id>?state=failed`) so that it works the same from a file, from the
 * local host and after a crash, and so that back and forward move through pages, open panels and filters.
 */
export type Address = {
  /** First part of the path: the page. */
  page: string
  /** What is open on it, such as the id in the detail panel; null when nothing is. */
  item: string | null
  query: Readonly<Record<string, string>>
}

const listeners = new Set<() => void>()

/** Reads `#/page/item?query`; anything malformed gives the empty page, which the shell turns into the first one. */
export function parseAddress(hash: string): Address {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [page = '', ...rest] = path.split('/').filter(Boolean).map(decodePart)
  return { page, item: rest.length ? rest.join('/') : null, query: Object.fromEntries(new URLSearchParams(search)) }
}

export function formatAddress({ page, item, query }: { page: string, item?: string | null, query?: Readonly<Record<string, string>> }): string {
  const path = [page, ...(item ? [item] : [])].map(encodeURIComponent).join('/')
  const search = new URLSearchParams(query).toString()
  return `#/${path}${search ? `?${search}` : ''}`
}

/** Goes somewhere. `replace` leaves no step in the history (typing in a filter, j/k through a list). */
export function navigate(to: { page: string, item?: string | null, query?: Readonly<Record<string, string>> }, { replace = false } = {}): void {
  const hash = formatAddress(to)
  if (hash === window.location.hash) return
  if (replace) window.history.replaceState(null, '', hash)
  else window.history.pushState(null, '', hash)
  announce()
}

/** Opens (or with null closes) an item of the current page, keeping its filters. */
export function openItem(item: string | null, options?: { replace?: boolean }): void {
  const { page, query } = currentAddress()
  navigate({ page, item, query }, options)
}

/** Sets (or with null removes) filters of the current page. Leaves no step in the history unless told to. */
export function setQuery(changes: Readonly<Record<string, string | null>>, { replace = true } = {}): void {
  const { page, item, query } = currentAddress()
  const next = Object.entries({ ...query, ...changes }).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== '')
  navigate({ page, item, query: Object.fromEntries(next) }, { replace })
}

export function currentAddress(): Address {
  return parseAddress(window.location.hash)
}

export function useAddress(): Address {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return useMemo(() => parseAddress(hash), [hash])
}

function subscribe(listener: () => void): () => void {
  // pushState tells nobody, so navigate() calls the listeners itself; popstate covers back, forward and typed hashes.
  if (listeners.size === 0) window.addEventListener('popstate', announce)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('popstate', announce)
  }
}

function announce(): void {
  for (const listener of listeners) listener()
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
