import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inference } from '../../../engine/contract/llm.ts'
import { openItem } from '../../app/address.ts'
import { IconButton } from '../../components/button.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { usdText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { Excerpt } from '../actions/delivery-attempts.tsx'
import { Facts, Section } from '../calls/section.tsx'
import { useFailureText } from '../language-models/use-failure-text.ts'
import { useProviderName } from '../language-models/use-providers.ts'
import { OriginLabel, StatusLabel } from './inference-state.tsx'
import { useEndpointName, useUserName } from './usage-names.ts'
import { useVerdictKeys } from './use-verdict-keys.ts'

/** One call to a model, beside the list: what was asked and answered, who was asked before, and what a person thought of it. */
export function InferencePanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const endpointName = useEndpointName()
  const { data, error, refetch } = useQuery(api.llm.inference.queryOptions({ input: { id }, placeholderData: keepPreviousData }))
  return (
    <DetailPanel
      label={t('usage.detail')} title={data ? endpointName(data.endpoint) : t('usage.detail')} subtitle={data && <code className="font-mono">{data.model}</code>} onClose={() => openItem(null)}
      actions={data?.status === 'ok' && <Thumbs inference={data} />}
    >
      {data ? <InferenceView inference={data} /> : error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
    </DetailPanel>
  )
}

function Thumbs({ inference: { id, thumbs } }: { inference: Inference }) {
  const { t } = useTranslation()
  const key = api.llm.inference.queryKey({ input: { id } })
  const rate = useMutation(api.llm.rate.mutationOptions({
    onMutate: input => queryClient.setQueryData(key, current => current && { ...current, thumbs: input.thumbs }),
    onSettled: () => Promise.all([queryClient.invalidateQueries({ queryKey: key }), queryClient.invalidateQueries({ queryKey: api.llm.prompts.key() })]),
  }))
  const choose = (chosen: 'up' | 'down') => rate.mutate({ id, thumbs: thumbs === chosen ? null : chosen })
  useVerdictKeys(good => choose(good ? 'up' : 'down'))
  return (
    <>
      <IconButton icon={ThumbsUp} label={t('usage.good')} keys="1" aria-pressed={thumbs === 'up'} className="aria-pressed:bg-positive-soft aria-pressed:text-positive" onClick={() => choose('up')} />
      <IconButton icon={ThumbsDown} label={t('usage.bad')} keys="2" aria-pressed={thumbs === 'down'} className="aria-pressed:bg-danger-soft aria-pressed:text-danger" onClick={() => choose('down')} />
    </>
  )
}

function InferenceView({ inference }: { inference: Inference }) {
  const { t } = useTranslation()
  const format = useFormat()
  const userName = useUserName()
  const providerName = useProviderName()
  const failureText = useFailureText()
  const failure = inference.failure && failureText(inference.failure)
  const estimated = inference.tokensEstimated ? ` · ${t('usage.estimated')}` : ''
  const facts: [string, ReactNode][] = [
    [t('usage.at'), format.dateTime(inference.at)],
    [t('usage.user'), userName(inference.userId)],
    [t('usage.provider'), inference.providerId === null ? '–' : providerName(inference.providerId)],
    ...(inference.prompt ? [[t('usage.prompt'), `${inference.prompt.name} · ${inference.prompt.version}`] as [string, ReactNode]] : []),
    [t('usage.tokens'), `${t('usage.tokensLong', { in: format.number(inference.tokensIn), out: format.number(inference.tokensOut), cached: format.number(inference.tokensCached) })}${estimated}`],
    [t('usage.cost'), usdText(format, inference.costUsd)],
    [t('usage.responseTime'), `${format.duration(inference.responseTimeMs)}${inference.firstChunkMs === null ? '' : ` · ${t('usage.firstChunkAt', { time: format.duration(inference.firstChunkMs) })}`}`],
    [t('usage.attempts'), format.number(inference.attempts)],
    [t('usage.id'), <code key="id" className="font-mono text-sm break-all">{inference.id}</code>],
  ]
  return (
    <>
      <section className="flex flex-col gap-2 border-b border-line px-4 py-3">
        <div className="flex flex-wrap items-center gap-4"><StatusLabel status={inference.status} /><OriginLabel origin={inference.origin} /></div>
        {failure && (
          <div className="rounded-md bg-danger-soft px-2.5 py-1.5">
            <p><span className="font-medium">{failure.title}.</span> {failure.todo}</p>
            {inference.errorMessage && <p className="text-sm break-words text-ink-soft">{inference.errorMessage}</p>}
          </div>
        )}
      </section>
      <Section title={t('common.details')}><Facts entries={facts} /></Section>
      {inference.fellBackFrom.length > 0 && (
        <Section title={t('usage.fellBack')}>
          <ol className="flex flex-col gap-1.5">
            {inference.fellBackFrom.map(before => (
              <li key={`${before.providerId} ${before.model}`}>
                <span className="font-medium">{providerName(before.providerId)}</span> <code className="font-mono text-sm">{before.model}</code>: {failureText(before.code).title}
                <p className="text-sm break-words text-ink-soft">{before.message}</p>
              </li>
            ))}
          </ol>
        </Section>
      )}
      <section className="px-4 pb-4">
        <Excerpt label={t('usage.promptText')} text={inference.promptText || t('usage.noText')} />
        <Excerpt label={t('usage.responseText')} text={inference.responseText || t('usage.noText')} />
        <p className="mt-2 text-sm text-ink-faint">{t('usage.redacted')}</p>
      </section>
    </>
  )
}
