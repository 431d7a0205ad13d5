import { BookOpenText, ExternalLink, Scale } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { loosenableRules, type CompliancePreset } from '../../../engine/contract/policies.ts'
import { Badge } from '../../components/badge.tsx'
import { useFormat } from '../../i18n/format.ts'
import { presetFact } from './policy-words.ts'

/** What a law, or the house, allows: each rule in words, since when it holds, when it was last read, and where it is written. */
export function PresetFacts({ preset }: { preset: CompliancePreset }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = loosenableRules.flatMap(rule => {
    const fact = presetFact(rule, preset, t, format.locale)
    return fact === null ? [] : [{ rule, fact }]
  })
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-semibold">{preset.label[format.language]}</h3>
        <Badge icon={preset.kind === 'law' ? Scale : BookOpenText}>{t(`callingSettings.presetKind.${preset.kind}`)}</Badge>
      </div>
      {facts.length === 0 && <p className="text-ink-soft">{t('callingSettings.presetSilent')}</p>}
      <dl className="flex flex-col gap-2">
        {facts.map(({ rule, fact }) => <div key={rule}><dt className="text-sm text-ink-soft">{t(`callingSettings.rule.${rule}`)}</dt><dd>{fact}</dd></div>)}
        {preset.rules.keepLogYears !== null && <div><dt className="text-sm text-ink-soft">{t('callingSettings.log')}</dt><dd>{t('callingSettings.fact.keepLog', { count: preset.rules.keepLogYears })}</dd></div>}
        {preset.rules.callbackConsentDays !== null && <div><dt className="text-sm text-ink-soft">{t('callingSettings.callbacks')}</dt><dd>{t('callingSettings.fact.callbackConsent', { count: preset.rules.callbackConsentDays })}</dd></div>}
      </dl>
      <p className="text-sm text-ink-soft">{preset.notes[format.language]}</p>
      <p className="text-sm text-ink-faint">{t('callingSettings.presetDates', { from: format.date(preset.effectiveFrom), reviewed: format.date(preset.reviewedOn), version: preset.version })}</p>
      {preset.sources.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm">
          {preset.sources.map(source => (
            <li key={source.url}><a href={source.url} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 rounded text-accent underline underline-offset-2">{source.title}<ExternalLink aria-hidden size={12} /></a></li>
          ))}
        </ul>
      )}
    </div>
  )
}
