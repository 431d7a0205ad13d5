import type { MessageBoxOptions } from 'electron'
import type { ShellLanguage } from './shell-language.ts'

/** What to do about a page whose process is gone. */
export type PageRecovery = 'leave' | 'reload' | 'ask'

/** A page that fails this often within the time below would go on failing: then a person decides. */
const failuresAllowed = 3
const withinMs = 60_000

/**
 * Decides for one window. A page is loaded again by itself, because all its work is in the engine and nothing is lost.
 * @param now milliseconds of a clock that only goes forward. @returns takes the reason Electron gives for the end.
 */
export function makePageRecovery(now: () => number): (reason: string) => PageRecovery {
  let failures: number[] = []
  return (reason) => {
    if (reason === 'clean-exit') return 'leave'
    const time = now()
    failures = [...failures.filter((earlier) => time - earlier < withinMs), time]
    if (failures.length <= failuresAllowed) return 'reload'
    failures = []
    return 'ask'
  }
}

const words = {
  es: { message: 'La ventana ha fallado varias veces seguidas.', detail: 'El trabajo en curso sigue y no se pierde nada.', reload: 'Cargar de nuevo', quit: 'Salir de Vocero' },
  en: { message: 'The window has failed several times in a row.', detail: 'Running work goes on and nothing is lost.', reload: 'Load again', quit: 'Quit Vocero' },
} as const

/** The question put to the person; answer 0 loads the page again, 1 quits. */
export function recoveryQuestion(language: ShellLanguage): MessageBoxOptions {
  const text = words[language]
  return { type: 'error', title: 'Vocero', message: text.message, detail: text.detail, buttons: [text.reload, text.quit], defaultId: 0, cancelId: 0, noLink: true }
}
