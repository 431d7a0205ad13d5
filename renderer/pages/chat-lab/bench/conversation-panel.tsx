import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BenchCompared, BenchRun } from '../../../../engine/contract/chat-bench.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { DetailPanel } from '../../../components/panel.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { TabContent, Tabs } from '../../../components/tabs.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { openConversation } from './bench-address.ts'
import { ResultState } from './run-state.tsx'
import { TurnCard } from './turn-card.tsx'
import { useConversationName } from './use-conversation-name.ts'

const sides = ['now', 'before'] as const

/** A conversation turn by turn; beside another run with what was said there. */
export function ConversationPanel({ run, number, row, other }: { run: BenchRun, number: number, row: BenchCompared | null, other: BenchRun | null }) {
  const { t } = useTranslation()
  const nameOf = useConversationName()
  const [side, setSide] = useState<typeof sides[number]>('now')
  const before = other && row?.before ? { runId: other.id, number: row.before.number } : null
  return (
    <DetailPanel label={t('chatBench.panel')} width="w-[min(560px,44vw)]" onClose={() => openConversation(null, false)} title={row ? nameOf(row) : t('chatBench.panel')} subtitle={row?.after && <ResultState result={row.after} run={run} />}>
      {before ? (
        <Tabs value={side} onChange={setSide} label={t('chatBench.panel')} items={[{ value: 'now', label: t('chatBench.thisRun') }, { value: 'before', label: t('chatBench.otherRun') }]} className="[&>[role=tablist]]:px-4">
          <TabContent value="now"><Turns runId={run.id} number={number} /></TabContent>
          <TabContent value="before"><Turns runId={before.runId} number={before.number} /></TabContent>
        </Tabs>
      ) : <Turns runId={run.id} number={number} />}
    </DetailPanel>
  )
}

function Turns({ runId, number }: { runId: string, number: number }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data, error, refetch } = useQuery(api.chatBench.result.queryOptions({ input: { businessId, runId, number } }))
  if (!data && error) return <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>
  if (!data) return <div className="p-4"><SkeletonLines lines={8} /></div>
  return (
    <>
      {data.error !== null && <p role="alert" className="m-4 rounded-md bg-danger-soft px-3 py-2 text-danger">{t('chatBench.interrupted', { error: data.error })}</p>}
      {data.turns.length === 0 && data.error === null && <p className="p-4 text-ink-soft">{t('chatBench.notPlayed')}</p>}
      {/* Turns have no identity of their own and are never moved. */}
      <ol className="flex flex-col gap-4 p-4">{data.turns.map((turn, index) => <TurnCard key={`${index} ${turn.user}`} turn={turn} number={index + 1} />)}</ol>
    </>
  )
}
