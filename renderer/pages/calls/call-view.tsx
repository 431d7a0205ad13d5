import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallDetail } from '../../../engine/contract/calls.ts'
import { Button } from '../../components/button.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { errorText } from '../../connection/problem.ts'
import { CallAnalysis } from './call-analysis.tsx'
import { CallHistory } from './call-history.tsx'
import { CallRaw } from './call-raw.tsx'
import { CallTranscript } from './call-transcript.tsx'
import { CallVariables } from './call-variables.tsx'
import { CallPlayer } from './player.tsx'
import { ReviewDialog } from './review-dialog.tsx'

type Tab = 'transcript' | 'analysis' | 'variables' | 'history' | 'raw'

/** Everything known of a call. The panel has the transcript as one of its tabs, the page has it beside them. */
export function CallView({ call, layout }: { call: CallDetail, layout: 'panel' | 'page' }) {
  const { t } = useTranslation()
  const audioRef = useRef<HTMLAudioElement>(null)
  const [tab, setTab] = useState<Tab>(layout === 'page' || (call.turns.length === 0 && call.attempt.state !== 'live') ? 'analysis' : 'transcript')
  const spoken = (
    <div className="flex h-full min-h-0 flex-col">
      <div className="shrink-0 border-b border-line"><CallPlayer call={call} audioRef={audioRef} /></div>
      <div tabIndex={0} role="region" data-focus="inset" aria-label={t('callPage.transcript')} className="min-h-0 flex-1 overflow-y-auto"><CallTranscript call={call} audioRef={audioRef} /></div>
    </div>
  )
  const items = (['transcript', 'analysis', 'variables', 'history', 'raw'] as const).filter(value => layout === 'panel' || value !== 'transcript').map(value => ({ value, label: t(`callPage.tab.${value}`) }))
  const tabs = (
    <Tabs value={tab} onChange={setTab} items={items} label={t('callPage.tabs')} className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:px-4">
      {layout === 'panel' && <TabContent value="transcript" className="min-h-0 flex-1">{spoken}</TabContent>}
      <TabContent value="analysis" className="min-h-0 flex-1 overflow-y-auto"><CallAnalysis call={call} /></TabContent>
      <TabContent value="variables" className="min-h-0 flex-1 overflow-y-auto"><CallVariables call={call} /></TabContent>
      <TabContent value="history" className="min-h-0 flex-1 overflow-y-auto"><CallHistory call={call} /></TabContent>
      <TabContent value="raw" className="min-h-0 flex-1 overflow-y-auto"><CallRaw call={call} /></TabContent>
    </Tabs>
  )
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Attention call={call} />
      {layout === 'panel' ? tabs : (
        <div className="flex min-h-0 flex-1">
          <div className="min-w-0 flex-1 border-r border-line">{spoken}</div>
          <div className="flex w-[min(560px,45%)] shrink-0 flex-col">{tabs}</div>
        </div>
      )}
    </div>
  )
}

/** What stands above everything else: nobody knows whether it was placed, or it went wrong. */
function Attention({ call }: { call: CallDetail }) {
  const { t } = useTranslation()
  const [resolving, setResolving] = useState(false)
  const { attempt, error } = call
  if (attempt.state === 'needs_review') {
    return (
      <div className="flex shrink-0 items-center gap-3 border-b border-line bg-caution-soft px-4 py-2">
        <p className="min-w-0 flex-1">{t('callPage.unknown')}{attempt.review && <span className="text-ink-soft"> · {errorText(attempt.review)}</span>}</p>
        <Button variant="primary" onClick={() => setResolving(true)}>{t('callPage.review.open')}</Button>
        {resolving && <ReviewDialog attempt={attempt} onClose={() => setResolving(false)} />}
      </div>
    )
  }
  if (error === null) return null
  return <p className="shrink-0 border-b border-line bg-danger-soft px-4 py-2">{t(`callPage.error.${error}`, { defaultValue: errorText(error) })}</p>
}
