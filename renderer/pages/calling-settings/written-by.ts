import { useState } from 'react'

const key = 'vocero.written-by'

/** The name somebody signs changes with, remembered on this machine: there are no accounts to take it from. */
export function useWrittenBy(): [name: string, setName: (name: string) => void, remember: () => void] {
  const [name, setName] = useState(() => window.localStorage.getItem(key) ?? '')
  return [name, setName, () => window.localStorage.setItem(key, name.trim())]
}
