import { Scale, ShieldOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyConflict } from '../../../engine/contract/policies.ts'
import { Badge } from '../../components/badge.tsx'
import { useFormat } from '../../i18n/format.ts'
import { conflictSides } from './policy-words.ts'

/** One rule in which the operator would go further than the preset: both sides, which one holds, and why. */
export function ConflictCard({ conflict, action }: { conflict: PolicyConflict, action?: ReactNode }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { own, allowed } = conflictSides(conflict, t, format)
  const { loosened } = conflict
  return (
    <article className="rounded-md border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h4 className="font-medium">{t(`callingSettings.rule.${conflict.rule}`)}</h4>
        {loosened ? <Badge tone="danger" icon={ShieldOff}>{t('campaigns.loosened')}</Badge> : <Badge tone="positive" icon={Scale}>{t('campaigns.presetHolds')}</Badge>}
        {action && <span className="ml-auto">{action}</span>}
      </div>
      <dl className="mt-2 grid gap-3 md:grid-cols-2">
        <div><dt className="text-sm text-ink-soft">{t('campaigns.yourRule')}</dt><dd className={loosened ? 'font-medium' : 'text-ink-soft line-through decoration-ink-faint'}>{own}</dd></div>
        <div><dt className="text-sm text-ink-soft">{t('campaigns.presetRule')}</dt><dd className={loosened ? 'text-ink-soft line-through decoration-ink-faint' : 'font-medium'}>{allowed}</dd></div>
      </dl>
      {loosened && <p className="mt-2 rounded bg-sunken px-2 py-1.5 text-sm">{t('campaigns.loosenedBy', { name: loosened.by, date: format.dateTime(loosened.at) })}<span className="block text-ink-soft">{loosened.reason}</span></p>}
    </article>
  )
}
