import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { languages, type Language } from '../../db/values.ts'
import * as actions from './actions.ts'
import * as batches from './batches.ts'
import * as callPage from './call-page.ts'
import * as callingSettings from './calling-settings.ts'
import * as calls from './calls.ts'
import * as campaigns from './campaigns.ts'
import * as catalogue from './catalogue.ts'
import * as chat from './chat.ts'
import * as common from './common.ts'
import * as debtors from './debtors.ts'
import * as engine from './engine.ts'
import * as files from './files.ts'
import * as firstRun from './first-run.ts'
import * as floor from './floor.ts'
import * as jobs from './jobs.ts'
import * as knowledge from './knowledge.ts'
import * as languageModels from './language-models.ts'
import { localeOf } from './locale.ts'
import * as opinions from './opinions.ts'
import * as settings from './settings.ts'
import * as taxonomy from './taxonomy.ts'
import * as transcripts from './transcripts.ts'
import * as usage from './usage.ts'
import * as watched from './watched.ts'

/** Each area's file exports `es` and `en`, both with the area's own top-level keys. */
const areas = [common, engine, firstRun, jobs, settings, transcripts, batches, actions, calls, callPage, floor, debtors, campaigns, callingSettings, knowledge, opinions, taxonomy, watched, languageModels, usage, catalogue, chat, files]

export const i18n = createInstance()

/** The language of the system when it is one of ours, otherwise Spanish. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'es'
}

/** The language shown now. */
export function shownLanguage(): Language {
  return i18n.language === 'en' ? 'en' : 'es'
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
  // `{{count, number}}` in a text is written like every other number on screen.
  i18n.services.formatter?.add('number', (value: number, shown) => {
    const known = languages.find(candidate => candidate === shown)
    return new Intl.NumberFormat(known && localeOf(known)).format(value)
  })
  document.documentElement.lang = language
}

/** Changes every text on screen at once. */
export async function switchLanguage(language: Language): Promise<void> {
  document.documentElement.lang = language
  await i18n.changeLanguage(language)
}
