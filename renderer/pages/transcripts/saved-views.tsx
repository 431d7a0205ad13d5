import { useMutation, useQuery } from '@tanstack/react-query'
import { Bookmark, Pencil, Plus, RotateCcw, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '../../../engine/contract/transcripts.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../components/menu.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { sameFilter, writeFilter, writeList, writeSort, type Filter, type Sort } from './filter-address.ts'

/** What a view keeps: filter, columns and order, as they are on screen now. */
export interface ShownState { filter: Filter, columns: readonly string[], sort: Sort | null }

type Naming = { view: SavedView | null } | null

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.transcripts.views.key() })
}

/** Saved filters with their columns and order: apply, save, update, rename, remove. */
export function SavedViews({ shown, viewId }: { shown: ShownState, viewId: string | null }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data: views = [] } = useQuery(api.transcripts.views.queryOptions({ input: { businessId } }))
  const [naming, setNaming] = useState<Naming>(null)
  const save = useMutation(api.transcripts.saveView.mutationOptions({ onSuccess: refresh }))
  const name = useMutation(api.transcripts.saveView.mutationOptions({ onSuccess: refresh, meta: { shownInPlace: true } }))
  const remove = useMutation(api.transcripts.removeView.mutationOptions({ onSuccess: refresh }))

  const closeNaming = () => {
    setNaming(null)
    name.reset()
  }

  const current = views.find(view => view.id === viewId) ?? null
  const changed = current !== null && !matches(current, shown)
  const content = { filter: shown.filter, columns: [...shown.columns], sort: shown.sort }
  const removeCurrent = async (view: SavedView) => {
    if (!await confirm({ title: t('transcripts.views.removeTitle', { name: view.name }), body: t('transcripts.views.removeBody'), confirmLabel: t('common.remove'), danger: true })) return
    remove.mutate({ id: view.id }, { onSuccess: () => applyView(null) })
  }

  return (
    <>
      <Menu
        align="end"
        label={t('transcripts.views.title')}
        trigger={(
          <Button icon={Bookmark} variant="ghost">
            <span className="max-w-40 truncate">{current?.name ?? t('transcripts.views.title')}</span>
            {changed && <span className="text-ink-faint">· {t('transcripts.views.changed')}</span>}
          </Button>
        )}
      >
        {views.length === 0 && <MenuLabel>{t('transcripts.views.none')}</MenuLabel>}
        {views.map(view => <MenuItem key={view.id} icon={Bookmark} onSelect={() => applyView(view)}>{view.name}</MenuItem>)}
        <MenuSeparator />
        <MenuItem icon={Plus} onSelect={() => setNaming({ view: null })}>{t('transcripts.views.saveAs')}</MenuItem>
        {current && changed && <MenuItem icon={Save} onSelect={() => save.mutate({ businessId, view: { id: current.id, name: current.name, ...content } })}>{t('transcripts.views.update', { name: current.name })}</MenuItem>}
        {current && changed && <MenuItem icon={RotateCcw} onSelect={() => applyView(current)}>{t('transcripts.views.reset')}</MenuItem>}
        {current && <MenuItem icon={Pencil} onSelect={() => setNaming({ view: current })}>{t('common.rename')}</MenuItem>}
        {current && <MenuItem icon={Trash2} danger onSelect={() => void removeCurrent(current)}>{t('common.remove')}</MenuItem>}
      </Menu>
      {naming && (
        <NameDialog
          initialName={naming.view?.name ?? ''}
          title={naming.view ? t('transcripts.views.renameTitle') : t('transcripts.views.saveAs')}
          busy={name.isPending}
          error={name.error}
          onClose={closeNaming}
          // A new name keeps what the view holds; what was changed on screen is saved only when asked for.
          onName={text => name.mutate({ businessId, view: naming.view ? { ...naming.view, name: text } : { name: text, ...content } }, {
            onSuccess: saved => {
              closeNaming()
              if (!naming.view) applyView(saved)
            },
          })}
        />
      )}
    </>
  )
}

function applyView(view: SavedView | null): void {
  if (!view) return navigate({ page: 'transcripts' })
  const extra = { columns: writeList(view.columns), sort: writeSort(view.sort), view: view.id }
  const query = Object.entries({ ...writeFilter(view.filter), ...extra }).filter((entry): entry is [string, string] => Boolean(entry[1]))
  navigate({ page: 'transcripts', query: Object.fromEntries(query) })
}

function matches(view: SavedView, shown: ShownState): boolean {
  return sameFilter(view.filter, shown.filter) && writeList(view.columns) === writeList(shown.columns) && writeSort(view.sort) === writeSort(shown.sort)
}

interface NameDialogProps { title: string, initialName: string, busy: boolean, error: Error | null, onName: (name: string) => void, onClose: () => void }

function NameDialog({ title, initialName, busy, error, onName, onClose }: NameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(initialName)
  return (
    <Dialog
      open
      size="sm"
      title={title}
      onOpenChange={open => { if (!open) onClose() }}
      footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button variant="primary" type="submit" form="view-name" busy={busy} disabled={name.trim() === ''}>{t('common.save')}</Button></>}
    >
      <form id="view-name" onSubmit={event => { event.preventDefault(); onName(name.trim()) }}>
        <Field label={t('common.name')} error={error && problemText(error).title}>{control => <Input {...control} value={name} maxLength={120} onChange={event => setName(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
