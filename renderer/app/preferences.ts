import { create } from 'zustand'
import type { Language } from '../../db/values.ts'
import type { Preferences } from '../../engine/contract/system.ts'
import { client } from '../connection/client.ts'
import { tellProblem } from '../connection/tell-problem.ts'
import { switchLanguage, systemLanguage } from '../i18n/index.ts'

const copyKey = 'vocero.preferences'
const initial: Preferences = { language: null, theme: 'system', railCollapsed: false, currentBusinessId: null, tables: {}, practice: true }

/**
 * What the person prefers. The engine keeps it; the copy in the browser only spares the first frame a flash of the
 * wrong theme, language or rail.
 */
export const usePreferences = create<Preferences>(() => readCopy())

/** The language shown: the one chosen, or the system's while none was. */
export function shownLanguage(): Language {
  return usePreferences.getState().language ?? systemLanguage()
}

/** Applies what changed at once and keeps it in the engine; the person is told when that fails. */
export async function setPreferences(changes: Partial<Preferences>): Promise<void> {
  apply({ ...usePreferences.getState(), ...changes })
  try {
    await client.system.setPreferences(changes)
  } catch (error) {
    tellProblem(error)
  }
}

/** Takes over what the engine keeps (at the start, and when another window changed it). */
export function receivePreferences(preferences: Preferences): void {
  apply(preferences)
}

export function applyTheme(): void {
  const { theme } = usePreferences.getState()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

function apply(preferences: Preferences): void {
  const before = shownLanguage()
  usePreferences.setState(preferences)
  window.localStorage.setItem(copyKey, JSON.stringify(preferences))
  applyTheme()
  if (shownLanguage() !== before) void switchLanguage(shownLanguage())
}

function readCopy(): Preferences {
  try {
    const copy: unknown = JSON.parse(window.localStorage.getItem(copyKey) ?? 'null')
    return typeof copy === 'object' && copy !== null ? { ...initial, ...copy } : initial
  } catch {
    return initial
  }
}
