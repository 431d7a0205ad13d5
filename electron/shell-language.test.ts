import { expect, it } from 'vitest'
import { shellLanguage } from './shell-language.ts'

it.each([['es', 'es'], ['es-CL', 'es'], ['ES-419', 'es'], ['en-GB', 'en'], ['pt-BR', 'en'], ['est', 'en'], ['', 'en']])('speaks to a person with locale %s in %s', (locale, language) => {
  expect(shellLanguage(locale)).toBe(language)
})
