import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { alertKinds, conversationOutcomes, disconnectionReasons, dispositionGroups } from '../../../db/values.ts'
import { callRules } from '../../../engine/contract/policies.ts'
import * as calls from '../../i18n/calls.ts'
import { createFormat } from '../../i18n/format.ts'
import { decisionText } from './decision.tsx'

const i18n = createInstance()
await i18n.init({ lng: 'es', fallbackLng: false, resources: { es: { translation: calls.es }, en: { translation: calls.en } }, interpolation: { escapeValue: false } })
i18n.services.formatter?.add('number', (value: number) => String(value))
const t = i18n.getFixedT('es')
const format = createFormat('es', 'es-CL')

describe('decisions in words', () => {
  it('has a sentence and a name for every rule in both languages', () => {
    for (const language of ['es', 'en']) {
      for (const rule of callRules) {
        const sentence = decisionText({ rule, figure: 1, limit: 3 }, i18n.getFixedT(language), format)
        expect(sentence).not.toContain('calls.rule')
        expect(sentence).not.toContain('{{')
        expect(i18n.exists(`calls.ruleName.${rule}`, { lng: language })).toBe(true)
      }
    }
  })

  it('tells a cap over a week, over days and of one day apart', () => {
    expect(decisionText({ rule: 'legal_cap', figure: 1, limit: '1/calendar_week' }, t, format)).toBe('1 de 1 llamadas que la ley permite en la semana')
    expect(decisionText({ rule: 'legal_cap', figure: 7, limit: '7/7' }, t, format)).toBe('7 de 7 llamadas que la ley permite en 7 días')
    expect(decisionText({ rule: 'calls_per_day', figure: 3, limit: 3 }, t, format)).toBe('3 de 3 llamadas hoy a esta persona')
  })

  it('tells who is off the list since when, or why, and never by the code of the engine', () => {
    const sentence = (figure: string | null) => decisionText({ rule: 'by_person', figure, limit: null }, t, format)
    expect(sentence('2026-11-02')).toBe(`Una persona lo sacó de la lista el ${format.date('2026-11-02')}`)
    expect(sentence('en disputa')).toBe('Fuera de la lista: en disputa')
    expect(sentence(null)).toBe('Una persona lo sacó de la lista')
    for (const code of ['possible_opt_out', 'campaign_stopped', 'debt_gone', 'damaged_data']) expect(sentence(code)).not.toContain(code)
  })

  it('keeps the wall clock of the debtor as it was written', () => {
    expect(decisionText({ rule: 'callback', figure: '2026-03-04 17:30', limit: null }, t, format)).toContain('17:30')
    expect(decisionText({ rule: 'holiday', figure: '2026-09-18', limit: null }, t, format)).toContain('18')
  })
})

it('has words for every reason, group, outcome and alert in both languages', () => {
  const keys = [
    ...disconnectionReasons.map(reason => `calls.reason.${reason}`), ...dispositionGroups.map(group => `calls.group.${group}`),
    ...conversationOutcomes.map(outcome => `calls.outcome.${outcome}`), ...alertKinds.map(kind => `calls.alert.${kind}`),
  ]
  for (const lng of ['es', 'en']) expect(keys.filter(key => !i18n.exists(key, { lng }))).toEqual([])
})
