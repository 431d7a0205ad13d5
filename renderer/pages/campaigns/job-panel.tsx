import { useMutation, useQuery } from '@tanstack/react-query'
import { Ban, CalendarClock, Pause, RotateCcw, UserRound } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallJobRow, Campaign } from '../../../engine/contract/campaigns.ts'
import { navigate, setQuery } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { useCampaignClock } from '../../components/calls/campaign-clock.tsx'
import { DecisionSentence, decisionText, Verdict } from '../../components/calls/decision.tsx'
import { Money } from '../../components/calls/money.tsx'
import { CallJobState, OutcomeState } from '../../components/calls/states.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'
import { Field, Input } from '../../components/input.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { errorText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { actOnJobs } from './job-actions.ts'
import { SuspendDialog } from './suspend-dialog.tsx'
import { refreshCampaigns } from './use-campaigns.ts'
import { wallMoment, wallText } from './zone-moment.ts'

const close = () => setQuery({ job: null }, { replace: false })

/** One debtor in this campaign: what would be decided now, every decision there was, and what can be done. */
export function JobPanel({ campaign, jobId }: { campaign: Campaign, jobId: string }) {
  const { t } = useTranslation()
  useEscape(close)
  const { data: job, error, refetch } = useQuery(api.campaigns.job.queryOptions({ input: { jobId }, placeholderData: () => rowInTable(jobId) }))
  return (
    <DetailPanel label={t('campaigns.jobPanel')} title={job?.debtorName ?? t('campaigns.jobPanel')} subtitle={job && `${job.nationalId} · ${job.company}`} onClose={close} width="w-[min(460px,46vw)]">
      {job ? <JobDetail key={job.id} campaign={campaign} job={job} /> : error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
    </DetailPanel>
  )
}

/** What a table already shows of the debtor; not one that looks at a moment of the past. */
function rowInTable(jobId: string): CallJobRow | undefined {
  for (const [[, shown], page] of queryClient.getQueriesData<{ rows: CallJobRow[] }>({ queryKey: [['campaigns', 'jobs']] })) {
    const past = typeof shown === 'object' && shown !== null && 'at' in shown && shown.at !== null
    const found = past ? undefined : page?.rows.find(row => row.id === jobId)
    if (found) return found
  }
  return undefined
}

function JobDetail({ campaign, job }: { campaign: Campaign, job: CallJobRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [suspending, setSuspending] = useState(false)
  const selection = { jobIds: [job.id] }
  // Whoever is settled, or in a call, can only be put back.
  const waiting = ['pending', 'scheduled', 'suspended'].includes(job.status)
  const moment = (at: number) => <ZonedTime at={at} zone={campaign.timeZone} />
  return (
    <>
      <Section title={t('campaigns.decisionNow')}>
        {job.decision
          ? <div className="flex flex-col gap-1"><Verdict verdict={job.decision.verdict} /><DecisionSentence decision={job.decision} zone={campaign.timeZone} /></div>
          : <CallJobState status={job.status} />}
      </Section>
      <Section title={t('campaigns.facts')}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5">
          <Fact name={t('campaigns.column.status')}><CallJobState status={job.status} /></Fact>
          <Fact name={t('campaigns.column.attempts')}>{format.number(job.attempts)} / {format.number(job.maxAttempts)}</Fact>
          <Fact name={t('campaigns.column.outcome')}><OutcomeState outcome={job.outcome} /></Fact>
          <Fact name={t('campaigns.column.amount')}><Money value={job.amount} /></Fact>
          {job.nextTryAt !== null && <Fact name={t('campaigns.column.nextTry')}>{moment(job.nextTryAt)}</Fact>}
          {job.callbackAt !== null && <Fact name={t('campaigns.column.callback')}>{moment(job.callbackAt)}</Fact>}
          {job.lastError !== null && <Fact name={t('campaigns.column.error')}>{errorText(job.lastError)}</Fact>}
        </dl>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button icon={UserRound} onClick={() => navigate({ page: 'debtors', item: job.debtorId })}>{t('campaigns.openPerson')}</Button>
          <Button icon={RotateCcw} onClick={() => { void actOnJobs('reset', selection, t) }}>{t('campaigns.reset')}</Button>
          <Button icon={Pause} disabled={!waiting || job.status === 'suspended'} onClick={() => setSuspending(true)}>{t('campaigns.suspend')}</Button>
          <Button icon={Ban} disabled={!waiting} onClick={() => { void actOnJobs('cancel', selection, t) }}>{t('campaigns.cancelJobs')}</Button>
        </div>
      </Section>
      <Section title={t('campaigns.callback')}><CallbackForm campaign={campaign} job={job} /></Section>
      <Section title={t('campaigns.ledger')}><Ledger campaign={campaign} jobId={job.id} /></Section>
      {suspending && <SuspendDialog selection={selection} onClose={() => setSuspending(false)} onDone={() => undefined} />}
    </>
  )
}

/** A call at a moment a person chose; the rules still have the last word when it comes. */
function CallbackForm({ campaign, job }: { campaign: Campaign, job: CallJobRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const clock = useCampaignClock(campaign.simulated)
  const [text, setText] = useState('')
  const at = wallMoment(text, campaign.timeZone)
  const inPast = at !== null && at <= clock()
  const schedule = useMutation(api.campaigns.scheduleCallback.mutationOptions({
    onSuccess: scheduled => {
      // The moment is kept, but whoever is left out now, for want of a phone say, would still be left out then.
      if (scheduled.decision?.verdict === 'exclude') notify.warning(t('campaigns.callbackSetInVain'), { description: decisionText(scheduled.decision, t, format) })
      else notify.success(t('campaigns.callbackSet'))
      setText('')
      return refreshCampaigns()
    },
  }))
  return (
    <form className="flex items-end gap-2" onSubmit={event => { event.preventDefault(); if (at !== null && !inPast) schedule.mutate({ jobId: job.id, at }) }}>
      <div className="min-w-0 flex-1">
        <Field label={t('campaigns.callbackAt', { zone: campaign.timeZone })} error={inPast ? t('campaigns.inPast') : undefined}>
          {control => <Input {...control} type="datetime-local" value={text} min={wallText(clock(), campaign.timeZone)} onChange={event => setText(event.target.value)} />}
        </Field>
      </div>
      <Button type="submit" icon={CalendarClock} busy={schedule.isPending} disabled={at === null || inPast}>{t('campaigns.setCallback')}</Button>
    </form>
  )
}

/** Every decision about the debtor in this campaign, newest first. */
function Ledger({ campaign, jobId }: { campaign: Campaign, jobId: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.campaigns.decisions.queryOptions({ input: { jobId } }))
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={3} />
  if (data.length === 0) return <p className="text-ink-soft">{t('campaigns.noDecisions')}</p>
  return (
    <ol className="flex flex-col gap-2.5">
      {data.toSorted((a, b) => b.at - a.at).map(decision => (
        <li key={`${decision.at} ${decision.rule} ${decision.attemptId ?? ''}`} className="grid grid-cols-[7.5rem_1fr] gap-3">
          <ZonedTime at={decision.at} zone={campaign.timeZone} className="text-sm text-ink-soft" />
          <div className="min-w-0">
            <Verdict verdict={decision.verdict} />
            <div className="text-sm text-ink-soft"><DecisionSentence decision={{ ...decision, until: null }} zone={campaign.timeZone} /> · {t('campaigns.policyVersion', { version: decision.policyVersion })}</div>
          </div>
        </li>
      ))}
    </ol>
  )
}

function Section({ title, children }: { title: string, children: ReactNode }) {
  return <section className="border-b border-line px-4 py-3 last:border-0"><h3 className="mb-1.5 text-sm font-medium text-ink-soft">{title}</h3>{children}</section>
}

function Fact({ name, children }: { name: string, children: ReactNode }) {
  return <><dt className="text-ink-soft">{name}</dt><dd className="min-w-0">{children}</dd></>
}

/** The frame's Escape leaves the whole campaign, of which this panel is only a part: it is taken first. */
function useEscape(act: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || keyBelongsElsewhere(event)) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [act])
}
