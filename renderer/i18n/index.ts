import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../db/values.ts'
import * as batches from './batches.ts'
import * as common from './common.ts'
import * as engine from './engine.ts'
import * as firstRun from './first-run.ts'
import * as jobs from './jobs.ts'
import * as settings from './settings.ts'
import * as transcripts from './transcripts.ts'

/** Each area's file exports `es` and `en`, both with the area's own top-level keys. */
const areas = [common, engine, firstRun, jobs, settings, transcripts, batches]

export const i18n = i18next.createInstance()

/** The language of the system when it is one of ours, otherwise Spanish. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'es'
}

export async function startTranslations(language: Language): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: {
      es: { translation: Object.assign({}, ...areas.map(area => area.es)) },
      en: { translation: Object.assign({}, ...areas.map(area => area.en)) },
    },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = language
}

/** Changes every text on screen at once. */
export async function switchLanguage(language: Language): Promise<void> {
  document.documentElement.lang = language
  await i18n.changeLanguage(language)
}
