import { useMutation, useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import type { LoosenableRule, PolicyConflict } from '../../../engine/contract/policies.ts'
import { Button } from '../../components/button.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api, client } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { ConflictCard } from '../calling-settings/conflict-card.tsx'
import { LoosenDialog, type Words } from '../calling-settings/loosen-dialog.tsx'
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
          key={`${conflict.rule} ${JSON.stringify(conflict.preset)}`} conflict={conflict}
          action={canLoosen && (conflict.loosened
            ? <Button size="sm" disabled={change.isPending} onClick={() => change.mutate({ rule: conflict.rule, words: null })}>{t('campaigns.keepPreset')}</Button>
            : <Button size="sm" disabled={change.isPending} onClick={() => setLoosening(conflict)}>{t('campaigns.loosen')}</Button>)}
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
  await client.callCatalogue.savePolicy({ businessId: campaign.businessId, id, name, preset, rules, loosened: [...others, ...(words ? [{ rule, ...words }] : [])], ...(words && { by: words.by }) })
  await client.campaigns.update({ campaignId: campaign.id, settings: { policyId: id } })
}
