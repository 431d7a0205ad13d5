import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallJobRow, Campaign } from '../../../../engine/contract/campaigns.ts'
import { DataTable } from '../../../components/data-table/data-table.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { client } from '../../../connection/client.ts'
import type { ForecastChoice } from '../forecast.tsx'
import { useJobColumns } from '../job-columns.tsx'

const rowKey = (row: CallJobRow) => row.id

/** The people one rule of the forecast speaks of. */
export function WhyDialog({ campaign, choice, onClose }: { campaign: Campaign, choice: ForecastChoice, onClose: () => void }) {
  const { t } = useTranslation()
  const columns = useJobColumns('why', campaign.timeZone)
  const filter = useMemo(() => ({ campaignId: campaign.id, verdicts: [choice.verdict], ...(choice.rule !== null && { rules: [choice.rule] }) }), [campaign.id, choice])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.campaigns.jobs({ filter, offset, limit }, { signal }), [filter])
  return (
    <Dialog open size="xl" title={choice.rule === null ? t(`calls.verdict.${choice.verdict}`) : t(`calls.ruleName.${choice.rule}`, { defaultValue: choice.rule })} description={t('campaigns.whyNow')} onOpenChange={open => { if (!open) onClose() }}>
      <div className="mb-2 rounded-md border border-line"><DataTable label={t('campaigns.view.why')} queryKey={[['campaigns', 'jobs', 'why'], { filter, at: null }]} columns={columns} fetchPage={fetchPage} rowKey={rowKey} height="52vh" /></div>
    </Dialog>
  )
}
