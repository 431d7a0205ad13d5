import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { InferenceRow } from '../../../engine/contract/llm.ts'
import type { ColumnDefinition } from '../../components/data-table/data-table.tsx'
import { usdText } from '../../components/usd.ts'
import { useFormat } from '../../i18n/format.ts'
import { useProviderName } from '../language-models/use-providers.ts'
import { useFailureText } from '../language-models/use-failure-text.ts'
import { OriginLabel, StatusLabel } from './inference-state.tsx'
import { useEndpointName, useUserName } from './usage-names.ts'

/** Everything a call to a model can show in a table. */
export function useInferenceColumns(): ColumnDefinition<InferenceRow>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const endpointName = useEndpointName()
  const userName = useUserName()
  const providerName = useProviderName()
  const failureText = useFailureText()
  return useMemo<ColumnDefinition<InferenceRow>[]>(() => {
    // Counted here because the provider told nothing: written as what it is.
    const tokens = (row: InferenceRow, count: number) => `${row.tokensEstimated && count > 0 ? '≈ ' : ''}${format.number(count)}`
    return [
      { id: 'at', header: t('usage.at'), width: 150, cell: row => <time className="text-ink-soft" dateTime={new Date(row.at).toISOString()} title={format.dateTime(row.at)}>{format.moment(row.at)}</time> },
      { id: 'status', header: t('usage.status'), width: 128, cell: row => <StatusLabel status={row.status} /> },
      { id: 'endpoint', header: t('usage.endpoint'), width: 180, minWidth: 120, grow: true, cell: row => <span title={row.endpoint}>{endpointName(row.endpoint)}</span> },
      { id: 'model', header: t('usage.model'), width: 170, cell: row => <code className="truncate font-mono text-sm">{row.model || '–'}</code> },
      { id: 'origin', header: t('usage.origin'), width: 140, cell: row => <OriginLabel origin={row.origin} /> },
      { id: 'tokensIn', header: t('usage.tokensIn'), width: 84, align: 'end', cell: row => tokens(row, row.tokensIn) },
      { id: 'tokensOut', header: t('usage.tokensOut'), width: 84, align: 'end', cell: row => tokens(row, row.tokensOut) },
      { id: 'time', header: t('usage.responseTime'), width: 84, align: 'end', cell: row => format.duration(row.responseTimeMs) },
      { id: 'cost', header: t('usage.cost'), width: 104, align: 'end', cell: row => usdText(format, row.costUsd) },
      { id: 'attempts', header: t('usage.attempts'), width: 80, align: 'end', hiddenAtFirst: true, cell: row => format.number(row.attempts) },
      { id: 'failure', header: t('usage.failure'), width: 220, cell: row => row.failure && <span className="truncate text-ink-soft">{failureText(row.failure).title}</span> },
      { id: 'user', header: t('usage.user'), width: 120, hiddenAtFirst: true, cell: row => userName(row.userId) },
      { id: 'provider', header: t('usage.provider'), width: 130, hiddenAtFirst: true, cell: row => row.providerId && providerName(row.providerId) },
      { id: 'prompt', header: t('usage.prompt'), width: 180, hiddenAtFirst: true, cell: row => row.prompt && `${row.prompt.name} ${row.prompt.version}` },
      { id: 'tokensCached', header: t('usage.tokensCached'), width: 110, align: 'end', hiddenAtFirst: true, cell: row => format.number(row.tokensCached) },
      { id: 'firstChunk', header: t('usage.firstChunk'), width: 110, align: 'end', hiddenAtFirst: true, cell: row => row.firstChunkMs !== null && format.duration(row.firstChunkMs) },
    ]
  }, [t, format, endpointName, userName, providerName, failureText])
}
