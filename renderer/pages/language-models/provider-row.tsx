import { useMutation } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Ellipsis, GripVertical, Pencil, Plug, Trash2 } from 'lucide-react'
import type { DragEventHandler } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelProviderSetting } from '../../../engine/contract/llm.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { Switch } from '../../components/checkbox.tsx'
import { confirm } from '../../components/confirm.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { draftOf, isLocal } from './provider-draft.ts'
import { KeyBadge, ProviderState } from './provider-state.tsx'
import { ProviderTestResult } from './provider-test-result.tsx'
import { receiveProvider } from './use-providers.ts'

interface ProviderRowProps {
  provider: ModelProviderSetting
  position: number
  count: number
  handle: { id: string, onDragStart: DragEventHandler, onDragEnd: DragEventHandler }
  onEdit: () => void
  onMove: (place: number) => void
  /** What the provider listed when it was tried. */
  onModels: (models: readonly string[]) => void
}

export function ProviderRow({ provider, position, count, handle, onEdit, onMove, onModels }: ProviderRowProps) {
  const { t } = useTranslation()
  const { id, name, kind, enabled, fromEnvironment } = provider
  const save = useMutation(api.llm.saveProvider.mutationOptions({ onSuccess: receiveProvider }))
  const test = useMutation(api.llm.testProvider.mutationOptions({ meta: { shownInPlace: true }, onSuccess: result => onModels(result.models) }))
  const remove = useMutation(api.llm.removeProvider.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: api.llm.providers.key() }) }))
  const askRemove = async () => {
    if (await confirm({ title: t('languageModels.removeTitle', { name }), body: t('languageModels.removeBody'), confirmLabel: t('common.remove'), danger: true })) remove.mutate({ id })
  }
  return (
    <div className="flex items-start gap-2 px-2 py-2.5">
      {/* No button element: Firefox drags none. */}
      <div
        role="button" tabIndex={0} draggable {...handle} aria-label={t('languageModels.handle', { name, place: position + 1, count })} title={t('languageModels.handleHint')}
        onKeyDown={event => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          onMove(position + (event.key === 'ArrowUp' ? -1 : 1))
        }}
        className="flex h-7 w-6 shrink-0 cursor-grab items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink active:cursor-grabbing"
      >
        <GripVertical aria-hidden size={15} />
      </div>
      <div className="min-w-0 flex-1">
        <h3 className="flex min-h-7 flex-wrap items-center gap-2 font-medium">
          <span className="text-ink-faint">{position + 1}</span>{name}
          {t(`languageModels.kinds.${kind}`) !== name && <Badge>{t(`languageModels.kinds.${kind}`)}</Badge>}
          {isLocal(provider.baseUrl) && <Badge tone="positive">{t('languageModels.local')}</Badge>}
          {fromEnvironment && <Badge>{t('languageModels.fromEnvironment')}</Badge>}
          <KeyBadge provider={provider} />
        </h3>
        <p className="break-words text-ink-soft">
          <code className="font-mono text-sm">{[provider.textModel, provider.embeddingModel, provider.transcriptionModel].filter(Boolean).join(' · ')}</code>
          {provider.baseUrl !== null && <span className="text-sm text-ink-faint"> {provider.baseUrl}</span>}
        </p>
        {/* A trial's own answer is newer than the last failure. */}
        <ProviderState provider={provider} failure={test.data === undefined} />
        <div aria-live="polite">
          {test.error && <p className="mt-1 text-danger">{problemText(test.error).title}</p>}
          {test.data && !test.isPending && <ProviderTestResult result={test.data} />}
        </div>
      </div>
      <div className="flex h-7 shrink-0 items-center gap-2">
        <Switch checked={enabled} disabled={save.isPending} label={t('languageModels.enable', { name })} onChange={next => save.mutate({ ...draftOf(provider), enabled: next })} />
        <Button icon={Plug} busy={test.isPending} aria-label={t('languageModels.testNamed', { name })} onClick={() => test.mutate({ providerId: id })}>{t('languageModels.test')}</Button>
        <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('languageModels.moreOf', { name })} />}>
          <MenuItem icon={Pencil} onSelect={onEdit}>{t('languageModels.edit')}</MenuItem>
          <MenuItem icon={ArrowUp} disabled={position === 0} onSelect={() => onMove(position - 1)}>{t('languageModels.askEarlier')}</MenuItem>
          <MenuItem icon={ArrowDown} disabled={position === count - 1} onSelect={() => onMove(position + 1)}>{t('languageModels.askLater')}</MenuItem>
          {!fromEnvironment && (
            <>
              <MenuSeparator />
              <MenuItem icon={Trash2} danger disabled={remove.isPending} onSelect={() => { void askRemove() }}>{t('common.remove')}</MenuItem>
            </>
          )}
        </Menu>
      </div>
    </div>
  )
}
