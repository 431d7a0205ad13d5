import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PolicyCap } from '../../../engine/contract/policies.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'

const whats = ['attempts', 'rang', 'contacts'] as const
const spans = ['1', '2', '3', '7', '14', '30', 'calendar_week'] as const

/** Caps of the operator's own: at most so many of something, in so many days, per person or per debt. */
export function CapsField({ caps, onChange }: { caps: readonly PolicyCap[], onChange: (caps: PolicyCap[]) => void }) {
  const { t } = useTranslation()
  const items = caps.map((cap, position) => ({ key: `cap ${position}`, cap, position }))
  return (
    <div className="flex flex-col gap-2">
      <span className="text-sm font-medium text-ink-soft">{t('callingSettings.caps')}</span>
      {items.map(({ key, cap, position }) => {
        const change = (part: Partial<PolicyCap>) => onChange(caps.with(position, { ...cap, ...part }))
        // A span that is not among the usual ones, as an import may have it, can be kept.
        const known = [...new Set([...spans, String(cap.days)])]
        return (
          <div key={key} role="group" aria-label={t('callingSettings.capNumber', { number: position + 1 })} className="flex flex-wrap items-center gap-2">
            <span className="text-ink-soft">{t('callingSettings.atMost')}</span>
            <Input type="number" aria-label={t('callingSettings.capCount')} className="!w-20" min={1} max={1000} value={cap.count} onChange={event => { const count = Math.round(Number(event.target.value)); if (count >= 1 && count <= 1000) change({ count }) }} />
            <Select label={t('callingSettings.capWhatLabel')} value={cap.what} onChange={what => change({ what })} options={whats.map(value => ({ value, label: t(`callingSettings.capWhatName.${value}`) }))} />
            <Select label={t('callingSettings.capSpan')} value={String(cap.days)} onChange={chosen => change({ days: chosen === 'calendar_week' ? chosen : Number(chosen) })} options={known.map(value => ({ value, label: value === 'calendar_week' ? t('callingSettings.span.week') : value === '1' ? t('callingSettings.span.day') : t('callingSettings.span.days', { days: value }) }))} />
            <Select label={t('callingSettings.capPerLabel')} value={cap.per} onChange={per => change({ per })} options={(['person', 'debt'] as const).map(value => ({ value, label: t(`callingSettings.capPer.${value}`) }))} />
            <IconButton size="sm" icon={X} label={t('callingSettings.removeCap')} onClick={() => onChange(caps.toSpliced(position, 1))} />
          </div>
        )
      })}
      <div><Button size="sm" icon={Plus} disabled={caps.length >= 20} onClick={() => onChange([...caps, { what: 'attempts', count: 5, days: 7, per: 'person' }])}>{t('callingSettings.addCap')}</Button></div>
    </div>
  )
}
