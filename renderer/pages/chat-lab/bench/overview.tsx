import { useQuery } from '@tanstack/react-query'
import { FlaskConical, MessagesSquare, Play, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setQuery } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Card } from '../../../components/panel.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { newSuite, openSuite } from './bench-address.ts'
import { FromChatDialog } from './from-chat-dialog.tsx'
import { RunTable } from './run-table.tsx'
import { SuiteTable } from './suite-table.tsx'
import { UploadSuite } from './upload-suite.tsx'

/** What there is to play, and what was played. `all` in the address' `start` opens the dialog of a run. */
export function Overview() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [isFromChat, setFromChat] = useState(false)
  const suites = useQuery(api.chatBench.suites.queryOptions({ input: { businessId } }))
  const runs = useQuery(api.chatBench.runs.queryOptions({ input: { businessId } }))
  const runAll = <Button variant="primary" icon={Play} onClick={() => setQuery({ start: 'all' }, { replace: false })}>{t('chatBench.runAll')}…</Button>
  return (
    <div className="@container flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
      <div className="flex items-center gap-4">
        <p className="min-w-0 flex-1 text-ink-soft">{t('chatBench.intro')}</p>
        {runs.data && runs.data.length > 0 && runAll}
      </div>
      <Card title={t('chatBench.runs')}>
        {!runs.data && !runs.error && <div className="p-4"><SkeletonLines lines={4} /></div>}
        {!runs.data && runs.error && <Problem error={runs.error} onRetry={() => void runs.refetch()} />}
        {runs.data?.length === 0 && <EmptyState icon={FlaskConical} title={t('chatBench.noRuns')} body={t('chatBench.noRunsBody')}>{runAll}</EmptyState>}
        {runs.data && runs.data.length > 0 && <RunTable runs={runs.data} />}
      </Card>
      <Card title={t('chatBench.suites')} actions={<><Button size="sm" icon={MessagesSquare} onClick={() => setFromChat(true)}>{t('chatBench.fromChat.open')}…</Button><UploadSuite /><Button size="sm" icon={Plus} onClick={() => openSuite(newSuite)}>{t('chatBench.newSuite')}</Button></>}>
        {!suites.data && !suites.error && <div className="p-4"><SkeletonLines lines={6} /></div>}
        {!suites.data && suites.error && <Problem error={suites.error} onRetry={() => void suites.refetch()} />}
        {suites.data && <SuiteTable suites={suites.data} />}
      </Card>
      {isFromChat && <FromChatDialog onClose={() => setFromChat(false)} />}
    </div>
  )
}
