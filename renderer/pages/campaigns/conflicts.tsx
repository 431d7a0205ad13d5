import { useMutation, useQuery } from '@tanstack/react-query'
import { Scale, ShieldCheck, ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import type { LoosenableRule, PolicyConflict } from '../../../engine/contract/policies.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api, client } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { LoosenDialog, type Words } from '../calling-settings/loosen-dialog.tsx'
import { conflictSides } from '../calling-settings/policy-words.ts'
import { refreshCampaigns } from './use-campaigns.ts'

/**
 * Where the operator's rules would go further than the preset lets, both sides beside each other. The stricter one is
 * kept, unless a person sets the preset's rule aside in writing.
 */
export function Conflicts({ campaign, canLoosen }: { campaign: Campaign, canLoosen: boolean }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.campaigns.conflicts.queryOptions({ input: { campaignId: campaign.id } }))
  const [loosening, setLoosening] = useState<PolicyConflict | null>(null)
  const change = useMutation({
    mutationFn: ({ rule, words }: { rule: LoosenableRule, words: Words | null }) => setAside(campaign, rule, words),
    onSuccess: async () => {
      setLoosening(null)
      await Promise.all([refreshCampaigns(), queryClient.invalidateQueries({ queryKey: api.callCatalogue.key() })])
    },
  })
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={3} />
  if (data.length === 0) return <p className="flex items-center gap-2 text-ink-soft"><ShieldCheck aria-hidden size={15} className="text-positive" />{t('campaigns.noConflicts')}</p>
  return (
    <section aria-label={t('campaigns.conflicts')} className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('campaigns.conflictCount', { count: data.length })}</h3>
      <p className="text-ink-soft">{t('campaigns.conflictsBody')}</p>
      {data.map(conflict => (
        <ConflictCard
          key={`${conflict.rule} ${JSON.stringify(conflict.preset)}`} conflict={conflict} canLoosen={canLoosen} busy={change.isPending}
          onLoosen={() => setLoosening(conflict)} onKeep={() => change.mutate({ rule: conflict.rule, words: null })}
        />
      ))}
      {loosening && (
        <LoosenDialog
          rule={loosening.rule} busy={change.isPending} onClose={() => setLoosening(null)}
          onLoosen={words => change.mutate({ rule: loosening.rule, words })}
        />
      )}
    </section>
  )
}

/** Writes it into the policy, as a new version, which the draft then takes. Null keeps the preset's rule again. */
async function setAside(campaign: Campaign, rule: LoosenableRule, words: Words | null): Promise<void> {
  const policies = await client.callCatalogue.policies({ businessId: campaign.businessId })
  const policy = policies.find(one => one.id === campaign.policyId)
  if (!policy) return
  const { id, name, preset, rules } = policy
  const others = policy.loosened.filter(one => one.rule !== rule).map(one => ({ rule: one.rule, reason: one.reason, by: one.by }))
  await client.callCatalogue.savePolicy({ businessId: campaign.businessId, id, name, preset, rules, loosened: [...others, ...(words ? [{ rule, ...words }] : [])] })
  await client.campaigns.update({ campaignId: campaign.id, settings: { policyId: id } })
}

interface ConflictCardProps { conflict: PolicyConflict, canLoosen: boolean, busy: boolean, onLoosen: () => void, onKeep: () => void }

function ConflictCard({ conflict, canLoosen, busy, onLoosen, onKeep }: ConflictCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { own, allowed } = conflictSides(conflict, t, format)
  const { loosened } = conflict
  return (
    <article className="rounded-md border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h4 className="font-medium">{t(`callingSettings.rule.${conflict.rule}`)}</h4>
        {loosened ? <Badge tone="danger" icon={ShieldOff}>{t('campaigns.loosened')}</Badge> : <Badge tone="positive" icon={Scale}>{t('campaigns.presetHolds')}</Badge>}
        {canLoosen && (loosened
          ? <Button size="sm" className="ml-auto" disabled={busy} onClick={onKeep}>{t('campaigns.keepPreset')}</Button>
          : <Button size="sm" className="ml-auto" disabled={busy} onClick={onLoosen}>{t('campaigns.loosen')}</Button>)}
      </div>
      <dl className="mt-2 grid gap-3 md:grid-cols-2">
        <div><dt className="text-sm text-ink-soft">{t('campaigns.yourRule')}</dt><dd className={loosened ? 'font-medium' : 'text-ink-soft line-through decoration-ink-faint'}>{own}</dd></div>
        <div><dt className="text-sm text-ink-soft">{t('campaigns.presetRule')}</dt><dd className={loosened ? 'text-ink-soft line-through decoration-ink-faint' : 'font-medium'}>{allowed}</dd></div>
      </dl>
      {loosened && <p className="mt-2 rounded bg-sunken px-2 py-1.5 text-sm">{t('campaigns.loosenedBy', { name: loosened.by, date: format.dateTime(loosened.at) })}<span className="block text-ink-soft">{loosened.reason}</span></p>}
    </article>
  )
}
