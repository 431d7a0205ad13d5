import { useQuery } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { DecisionSentence, Verdict } from '../../../components/calls/decision.tsx'
import { ZonedTime } from '../../../components/calls/zoned-time.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Problem } from '../../../components/problem.tsx'
import { Select } from '../../../components/select.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'

/** Why the person was called, kept waiting or left out, campaign by campaign, newest first. */
export function DecisionLedger({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const job = debtor.campaigns.find(campaign => campaign.jobId === chosen) ?? debtor.campaigns[0]
  if (!job) return <EmptyState icon={Scale} title={t('debtors.decisions.none')} body={t('debtors.decisions.noneBody')} />
  return (
    <>
      {debtor.campaigns.length > 1 && (
        <div className="px-4 py-2">
          <Select label={t('debtors.filter.campaign')} value={job.jobId} onChange={setChosen} options={debtor.campaigns.map(campaign => ({ value: campaign.jobId, label: campaign.campaignName }))} className="max-w-full" />
        </div>
      )}
      <Ledger jobId={job.jobId} zone={job.timeZone} />
    </>
  )
}

function Ledger({ jobId, zone }: { jobId: string, zone: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.campaigns.decisions.queryOptions({ input: { jobId } }))
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={8} /></div>
  if (data.length === 0) return <EmptyState icon={Scale} title={t('debtors.decisions.none')} body={t('debtors.decisions.noneBody')} />
  return (
    <ol className="border-t border-line">
      {data.toSorted((one, other) => other.at - one.at).map(decision => (
        <li key={`${decision.at} ${decision.rule} ${decision.attemptId ?? ''}`} className="grid grid-cols-[9.5rem_7rem_minmax(0,1fr)] gap-x-2 border-b border-line px-4 py-1.5">
          <ZonedTime at={decision.at} zone={zone} className="text-ink-soft" />
          <Verdict verdict={decision.verdict} />
          <span className="min-w-0">
            <DecisionSentence decision={decision} zone={zone} />
            <span className="block text-sm text-ink-faint">{t('debtors.decisions.policy', { version: decision.policyVersion })}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
