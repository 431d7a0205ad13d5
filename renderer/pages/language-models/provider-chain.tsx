import { useMutation } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelProviderSetting } from '../../../engine/contract/llm.ts'
import { announce } from '../../app/announce.tsx'
import { classNames } from '../../components/class-names.ts'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { movedTo } from './chain-order.ts'
import { ProviderRow } from './provider-row.tsx'

interface ProviderChainProps { providers: readonly ModelProviderSetting[], onEdit: (provider: ModelProviderSetting) => void, onModels: (id: string, models: readonly string[]) => void }

/** The providers in the order they are asked; moved with the pointer by their handle, with the arrow keys on it, or by their menu. */
export function ProviderChain({ providers, onEdit, onModels }: ProviderChainProps) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const key = api.llm.providers.queryKey()
  const order = useMutation(api.llm.orderProviders.mutationOptions({
    onMutate: ({ ids }) => {
      const before = queryClient.getQueryData(key)
      queryClient.setQueryData(key, current => current && ids.flatMap((id, position) => current.filter(one => one.id === id).map(one => ({ ...one, position }))))
      return before
    },
    onSuccess: ordered => queryClient.setQueryData(key, ordered),
    onError: (_error, _input, before) => queryClient.setQueryData(key, before),
  }))
  const ids = providers.map(one => one.id)
  // A row that is put elsewhere in the page loses the focus: it is given back, so that the arrows can go on.
  const moved = useRef<{ id: string, from: string } | null>(null)
  const shownOrder = ids.join()
  useLayoutEffect(() => {
    if (moved.current === null || moved.current.from === shownOrder) return
    document.getElementById(handleId(moved.current.id))?.focus()
    moved.current = null
  })
  const move = (id: string, place: number) => {
    const next = movedTo(ids, id, place)
    if (next === ids) return
    if (document.activeElement?.id === handleId(id)) moved.current = { id, from: shownOrder }
    order.mutate({ ids: [...next] })
    announce(t('languageModels.moved', { name: providers.find(one => one.id === id)?.name, place: next.indexOf(id) + 1, count: ids.length }))
  }
  const drop = (event: DragEvent, place: number) => {
    event.preventDefault()
    if (dragged !== null) move(dragged, place)
    setDragged(null)
    setOver(null)
  }
  return (
    <ol className="flex flex-col gap-2" aria-label={t('languageModels.chain')}>
      {providers.map((provider, position) => (
        <li
          key={provider.id}
          onDragOver={event => {
            if (dragged === null) return
            event.preventDefault()
            setOver(provider.id)
          }}
          onDrop={event => drop(event, position)}
          className={classNames('rounded-md border bg-surface', over === provider.id && dragged !== provider.id ? 'border-accent' : 'border-line', dragged === provider.id && 'opacity-50')}
        >
          <ProviderRow
            // What a trial answered holds for what was tried: a changed provider begins without it.
            key={[provider.baseUrl, provider.textModel, provider.embeddingModel, provider.key?.last4].join()}
            provider={provider} position={position} count={providers.length} onEdit={() => onEdit(provider)} onMove={place => move(provider.id, place)} onModels={models => onModels(provider.id, models)}
            handle={{
              id: handleId(provider.id),
              onDragStart: event => {
                event.dataTransfer.effectAllowed = 'move'
                const row = event.currentTarget.closest('li')
                if (row) event.dataTransfer.setDragImage(row, 12, 12)
                event.dataTransfer.setData('text/plain', provider.name)
                setDragged(provider.id)
              },
              onDragEnd: () => {
                setDragged(null)
                setOver(null)
              },
            }}
          />
        </li>
      ))}
    </ol>
  )
}

function handleId(providerId: string): string {
  return `provider-handle-${providerId}`
}
