import { useQuery } from '@tanstack/react-query'
import { ArrowUpCircle } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign, CampaignTerms as Told } from '../../../engine/contract/campaigns.ts'
import { Button } from '../../components/button.tsx'
import { Problem } from '../../components/problem.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { TakeTermsDialog } from './take-terms-dialog.tsx'

/** By which version of policy and preset a campaign lives and has lived, and what it may be moved over to. */
export function CampaignTerms({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [taking, setTaking] = useState(false)
  const { data, error, refetch } = useQuery(api.campaigns.terms.queryOptions({ input: { campaignId: campaign.id } }))
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : null
  const { current, newest, history } = data
  return (
    <div className="flex flex-col gap-3">
      {newest && (
        <div className="flex flex-wrap items-center gap-3 rounded-md bg-caution-soft px-3 py-2">
          <p className="min-w-0 flex-1">{newestText(data)}</p>
          <Button icon={ArrowUpCircle} onClick={() => setTaking(true)}>{t('campaigns.seeTerms')}</Button>
        </div>
      )}
      {history.length > 0 && (
        <section aria-label={t('campaigns.termsHistory')}>
          <h3 className="mb-1 font-semibold">{t('campaigns.termsHistory')}</h3>
          <ol className="flex flex-col text-sm">
            {history.map(row => (
              <li key={row.at} className="flex flex-wrap gap-x-3 border-t border-line py-1.5">
                <span className="w-44 text-ink-soft"><ZonedTime at={row.at} zone={campaign.timeZone} /></span>
                <span>{t('campaigns.policyVersion', { version: row.policyVersion })} · {t('campaigns.presetVersion', { preset: row.preset.toUpperCase(), version: row.presetVersion })}</span>
                <span className="font-mono text-ink-faint" title={row.presetHash}>{row.presetHash.slice(0, 12)}</span>
                <span className="text-ink-soft">{row.takenBy === null ? t('campaigns.atStart') : t('campaigns.takenBy', { name: row.takenBy })}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {taking && newest && <TakeTermsDialog campaign={campaign} current={current} newest={newest} onClose={() => setTaking(false)} />}
    </div>
  )

  function newestText({ current, newest }: Told): string {
    if (newest === null) return ''
    const texts = [
      ...(newest.policyVersion === current.policyVersion ? [] : [t('campaigns.newerPolicy', { version: newest.policyVersion })]),
      ...(newest.presetHash === current.presetHash ? [] : [t('campaigns.newerPreset', { preset: newest.preset.label[format.language], version: newest.preset.version, from: format.date(newest.preset.effectiveFrom) })]),
    ]
    return texts.join(' ')
  }
}
