import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useBusinessId } from '../../../app/business.ts'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { AgentSettings } from './agent-settings.tsx'
import { CannedReplies } from './canned-replies.tsx'
import { ChannelSettings } from './channel-settings.tsx'

/** How the agent of the business answers, what people answer with, and how other programs reach it. */
export function SettingsView() {
  const businessId = useBusinessId()
  const { data: settings, error, refetch } = useQuery(api.chat.settings.get.queryOptions({ input: { businessId } }))
  const { t } = useTranslation()
  if (!settings) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={8} />
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8 py-2" aria-label={t('chatLab.view.settings')}>
      <AgentSettings settings={settings} />
      <CannedReplies />
      <ChannelSettings settings={settings} />
    </div>
  )
}
