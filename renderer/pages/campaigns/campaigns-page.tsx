import { useMutation } from '@tanstack/react-query'
import { FlaskConical, Megaphone, Plus } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, useAddress } from '../../app/address.ts'
import { showSimulated, useSimulated } from '../../app/practice-mode.tsx'
import { setPreferences, usePreferences } from '../../app/preferences.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { CampaignList } from './campaign-list.tsx'
import { CampaignPage } from './campaign-page.tsx'
import { NewCampaignDialog } from './new-campaign-dialog.tsx'
import { CampaignSetup } from './setup/campaign-setup.tsx'
import { refreshCampaigns, useCampaign, useCampaigns } from './use-campaigns.ts'

const startNew = () => navigate({ page: 'campaigns', query: { new: '1' } })

/** The campaigns of the floor; one of them, running or past; or a draft being made ready. */
export function CampaignsPage() {
  const { item, query } = useAddress()
  return (
    <>
      {item === null ? <AllCampaigns /> : <OneCampaign key={item} id={item} />}
      {item === null && query.new !== undefined && <NewCampaignDialog onClose={() => navigate({ page: 'campaigns' }, { replace: true })} />}
    </>
  )
}

function AllCampaigns() {
  const { t } = useTranslation()
  const simulated = useSimulated()
  const { data, error, refetch } = useCampaigns()
  return (
    <>
      <PageHeader title={t('frame.campaigns')}>
        <Button variant="primary" icon={Plus} onClick={startNew}>{t('campaigns.create')}</Button>
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto">
        {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines /></div>)}
        {data?.length === 0 && (
          <EmptyState icon={Megaphone} title={t(simulated ? 'campaigns.emptyPractice' : 'campaigns.empty')} body={t(simulated ? 'campaigns.emptyPracticeBody' : 'campaigns.emptyBody')}>
            <Button variant="primary" icon={Plus} onClick={startNew}>{t('campaigns.create')}</Button>
            {simulated ? <LoadPractice /> : <Button icon={FlaskConical} onClick={() => showSimulated(true)}>{t('campaigns.tryPractice')}</Button>}
          </EmptyState>
        )}
        {data && data.length > 0 && <CampaignList campaigns={data} />}
      </div>
    </>
  )
}

/** Our own fictional debtors, called over the practice line at once. */
function LoadPractice() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const load = useMutation(api.system.loadPractice.mutationOptions({
    onSuccess: async ({ campaignId }) => {
      await refreshCampaigns()
      navigate({ page: 'campaigns', item: campaignId })
    },
  }))
  return <Button icon={FlaskConical} busy={load.isPending} onClick={() => load.mutate({ businessId })}>{t('campaigns.loadPractice')}</Button>
}

function OneCampaign({ id }: { id: string }) {
  const { data, error, refetch } = useCampaign(id)
  const simulated = data?.simulated
  // An address may lead to the other side: then all that is shown beside it is of that side too.
  useEffect(() => { if (simulated !== undefined && simulated !== usePreferences.getState().practice) void setPreferences({ practice: simulated }) }, [simulated])
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines lines={8} /></div>
  return data.state === 'draft' ? <CampaignSetup campaign={data} /> : <CampaignPage campaign={data} />
}
