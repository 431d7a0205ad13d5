/** The languages the shell itself speaks, in its menu and its own questions; the console has its own choice. */
export type ShellLanguage = 'es' | 'en'

/** Spanish for every Spanish locale, English for all others. @param locale as the system names it, such as `es-CL`. */
export function shellLanguage(locale: string): ShellLanguage {
  return /^es\b/i.test(locale) ? 'es' : 'en'
}
