import { useMutation, useQuery } from '@tanstack/react-query'
import { Pencil, Plus, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelPrice } from '../../../engine/contract/llm.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { SearchInput } from '../../components/input.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { usdRateText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { PriceEditor } from './price-editor.tsx'
import { useProviders } from './use-providers.ts'

/** What models cost. The program's figures are dated; the operator's own outrank them. */
export function Prices() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.llm.prices.queryOptions())
  const [editing, setEditing] = useState<ModelPrice | 'new' | null>(null)
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const shown = data?.filter(price => price.model.toLowerCase().includes(wanted))
  return (
    <SettingsSection title={t('languageModels.prices')} body={t('languageModels.pricesBody')} actions={<Button icon={Plus} onClick={() => setEditing('new')}>{t('languageModels.newPrice')}</Button>}>
      {!shown && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={4} />)}
      {shown && <SearchInput className="mb-2 w-56" label={t('languageModels.findModel')} value={text} onChange={setText} />}
      {shown && (shown.length > 0 ? <PriceTable prices={shown} onEdit={setEditing} /> : <p className="py-2 text-ink-soft">{t('common.nothingFound')}</p>)}
      {editing !== null && <PriceEditor price={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </SettingsSection>
  )
}

const amounts = ['inPerMillion', 'cachedInPerMillion', 'outPerMillion'] as const

function PriceTable({ prices, onEdit }: { prices: readonly ModelPrice[], onEdit: (price: ModelPrice) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: providers } = useProviders()
  const inUse = (price: ModelPrice) => providers?.some(one => one.kind === price.kind && [one.textModel, one.embeddingModel, one.transcriptionModel].includes(price.model)) ?? false
  const remove = useMutation(api.llm.removePrice.mutationOptions({ onSuccess: prices => queryClient.setQueryData(api.llm.prices.queryKey(), prices) }))
  const head = 'sticky top-0 h-8 bg-surface px-3 text-sm font-medium whitespace-nowrap text-ink-soft'
  return (
    <div className="max-h-96 overflow-auto rounded-lg border border-line bg-surface" tabIndex={0} role="region" aria-label={t('languageModels.prices')}>
      <table aria-label={t('languageModels.prices')} className="w-full border-collapse">
        <thead>
          <tr>
            <th scope="col" className={classNames(head, 'text-left')}>{t('languageModels.model')}</th>
            {amounts.map(name => <th key={name} scope="col" className={classNames(head, 'text-right')}>{t(`languageModels.${name}`)}</th>)}
            <th scope="col" className={classNames(head, 'text-left')}>{t('languageModels.source')}</th>
            <th className={head} />
          </tr>
        </thead>
        <tbody>
          {prices.map(price => (
            <tr key={`${price.kind} ${price.model}`} className="border-t border-line hover:bg-hover">
              <th scope="row" className="h-8 px-3 text-left font-normal">
                <code className="font-mono text-sm">{price.model}</code>
                <span className="ml-2 text-sm text-ink-faint">{t(`languageModels.kinds.${price.kind}`)}</span>
                {inUse(price) && <Badge tone="accent" className="ml-2">{t('languageModels.inUse')}</Badge>}
              </th>
              {amounts.map(name => <td key={name} className="px-3 text-right">{usdRateText(format, price[name])}</td>)}
              <td className="px-3 text-sm whitespace-nowrap text-ink-soft">{t(`languageModels.priceSource.${price.source}`)} · {/^\d{4}-\d{2}-\d{2}$/.test(price.asOf) ? format.date(price.asOf) : price.asOf}</td>
              <td className="px-2 text-right whitespace-nowrap">
                {price.source === 'operator' && <IconButton size="sm" icon={RotateCcw} label={t('languageModels.removePrice', { model: price.model })} disabled={remove.isPending} onClick={() => remove.mutate({ kind: price.kind, model: price.model })} />}
                <IconButton size="sm" icon={Pencil} label={t('languageModels.changePrice', { model: price.model })} onClick={() => onEdit(price)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
