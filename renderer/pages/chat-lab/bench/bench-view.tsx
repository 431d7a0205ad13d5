import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { setQuery, useAddress } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { newSuite, openOverview, useBenchPlace } from './bench-address.ts'
import { Overview } from './overview.tsx'
import { RunDialog } from './run-dialog.tsx'
import { RunView } from './run-view.tsx'
import { SuiteEditor } from './suite-editor.tsx'

/** The test bench: its overview, a suite in its editor, or a run with what became of its conversations. */
export function BenchView() {
  const { query } = useAddress()
  const { suiteId, runId } = useBenchPlace()
  return (
    <>
      {suiteId !== null ? <OpenSuite key={suiteId} suiteId={suiteId} /> : runId !== null ? <RunView key={runId} runId={runId} /> : <Overview />}
      {query.start !== undefined && <RunDialog start={query.start} onClose={() => setQuery({ start: null })} />}
    </>
  )
}

function OpenSuite({ suiteId }: { suiteId: string }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const isNew = suiteId === newSuite
  // What is being written must not change under the person's hands: saving finds out when somebody else was faster.
  const { data, error, refetch } = useQuery(api.chatBench.suite.queryOptions({ input: { businessId, suiteId }, enabled: !isNew, staleTime: Infinity, refetchOnMount: 'always' }))
  if (isNew) return <SuiteEditor suite={null} />
  if (data) return <SuiteEditor suite={data} />
  if (error) return <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={openOverview}>{t('chatBench.back')}</Button><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>
  return <div className="p-4"><SkeletonLines lines={8} /></div>
}
