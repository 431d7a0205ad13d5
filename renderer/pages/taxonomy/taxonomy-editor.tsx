import { ArrowLeft, GitCompareArrows, Rocket, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaxonomyDraft } from '../../../engine/contract/taxonomies.ts'
import { navigate, openItem } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Input } from '../../components/input.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { useFormat } from '../../i18n/format.ts'
import { DraftStatus } from './draft-status.tsx'
import { FaultList } from './fault-list.tsx'
import { locateFaults, type FaultPlace } from './faults.ts'
import { RawContent } from './raw-content.tsx'
import { useRemoveDraft, usePublishDraft } from './taxonomy-actions.ts'
import { TaxonomyChanges } from './taxonomy-changes.tsx'
import { readContent, writeContent, type TaxonomyContent } from './taxonomy-content.ts'
import { TaxonomyForm } from './taxonomy-form.tsx'
import { useDraft } from './use-draft.ts'

type View = 'form' | 'changes' | 'raw'
const mostUndone = 50

/** A draft of the taxonomy: its labels as forms, what it changes, and its whole text. */
export function TaxonomyEditor({ draft, activeVersion }: { draft: TaxonomyDraft, activeVersion: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { text, note, problems, state, change, saveNow } = useDraft(draft)
  const [view, setView] = useState<View>('form')
  const [place, setPlace] = useState<FaultPlace>(null)
  const [before, setBefore] = useState<TaxonomyContent[]>([])
  // What the forms wrote need not be read again at every key: it is half a megabyte.
  const [written, setWritten] = useState<{ text: string, content: TaxonomyContent } | null>(null)
  const content = useMemo(() => written?.text === text ? written.content : readContent(text), [written, text])
  const faults = useMemo(() => locateFaults(problems, content), [problems, content])
  const remove = useRemoveDraft()
  const publish = usePublishDraft()

  const setContent = (changed: TaxonomyContent, undoable = false) => {
    if (undoable && content) setBefore([...before.slice(-mostUndone + 1), content])
    const changedText = writeContent(changed)
    setWritten({ text: changedText, content: changed })
    change({ text: changedText })
  }
  const undo = () => {
    const last = before.at(-1)
    if (!last) return
    setBefore(before.slice(0, -1))
    setContent(last)
  }
  const saveFirst = async (then: () => void) => { if (await saveNow()) then() }
  const latestSave = useRef(saveNow)
  useEffect(() => { latestSave.current = saveNow })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      void latestSave.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const sound = faults.length === 0 && content !== null
  const views = [{ value: 'form', label: t('taxonomy.view.form') }, { value: 'changes', label: t('taxonomy.view.changes', { version: activeVersion }) }, { value: 'raw', label: t('taxonomy.view.raw') }] as const
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-2">
        <IconButton icon={ArrowLeft} label={t('taxonomy.backToVersions')} onClick={() => openItem(null)} />
        <div className="w-72"><Input aria-label={t('taxonomy.note')} placeholder={t('taxonomy.notePlaceholder')} maxLength={500} value={note} onChange={event => change({ note: event.target.value })} /></div>
        <span className="text-sm text-ink-faint">{t('taxonomy.draftOf', { version: draft.basedOn, date: format.date(draft.updatedAt) })}</span>
        <DraftStatus state={state} onRetry={() => void saveNow()} />
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {before.length > 0 && <Button variant="ghost" icon={Undo2} onClick={undo}>{t('taxonomy.undo')}</Button>}
          <IconButton icon={Trash2} label={t('taxonomy.remove')} disabled={remove.busy} onClick={() => void remove.askRemove(draft)} />
          <Button icon={GitCompareArrows} disabled={!sound} title={sound ? undefined : t('taxonomy.faultsFirst')} onClick={() => void saveFirst(() => navigate({ page: 'models', query: { view: 'diffs', start: `taxonomy:${draft.id}` } }))}>{t('taxonomy.tryFirst')}</Button>
          <Button variant="primary" icon={Rocket} disabled={!sound} busy={publish.busy} title={sound ? undefined : t('taxonomy.faultsFirst')} onClick={() => void saveFirst(() => void publish.askPublish(draft))}>{t('taxonomy.publish')}…</Button>
        </span>
      </header>
      <FaultList faults={faults} content={content} onOpen={wanted => { setPlace(wanted); setView(wanted === null ? 'raw' : 'form') }} />
      <Tabs value={view} onChange={setView} items={views} label={t('taxonomy.views')} className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:px-4">
        <TabContent value="form" className="flex min-h-0 flex-1 flex-col">
          {content
            ? <TaxonomyForm content={content} faults={faults} place={place} onPlaceChange={setPlace} onChange={setContent} />
            : <p role="alert" className="p-6 text-danger">{t('taxonomy.unreadable')}</p>}
        </TabContent>
        <TabContent value="changes" className="min-h-0 flex-1 overflow-y-auto">
          {content ? <TaxonomyChanges content={content} activeVersion={activeVersion} /> : <p role="alert" className="p-6 text-danger">{t('taxonomy.unreadable')}</p>}
        </TabContent>
        <TabContent value="raw" className="flex min-h-0 flex-1 flex-col"><RawContent text={text} onChange={changed => change({ text: changed })} /></TabContent>
      </Tabs>
    </div>
  )
}
