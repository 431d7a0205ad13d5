import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowLeft, CircleAlert, CircleCheck, Copy, Download, Play, Save } from 'lucide-react'
import { useDeferredValue, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { longestSuite, type BenchSuite } from '../../../../engine/contract/chat-bench.ts'
import { setQuery } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { focusWhenLost } from '../../../components/focus-when-lost.ts'
import { IconState } from '../../../components/icon-state.tsx'
import { Field, Input } from '../../../components/input.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { newSuite, openOverview, openSuite } from './bench-address.ts'
import { keepDraft, settleDraft, useDraft } from './drafts.ts'
import { beginSuite } from './open-draft.ts'
import { downloadSuite } from './suite-file.ts'
import { SuiteHelp, useExample } from './suite-help.tsx'
import { SuiteProblems } from './suite-problems.tsx'
import { YamlArea } from './yaml-area.tsx'

/** A suite as YAML. What is wrong with it stands beside it, line by line, as it is written; only what is right can be saved. */
export function SuiteEditor({ suite }: { suite: (BenchSuite & { text: string }) | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const example = useExample()
  const id = suite?.id ?? newSuite
  const stored = suite ? { name: suite.name[format.language], text: suite.text } : { name: '', text: example }
  const draft = useDraft(businessId, id)
  const { name, text } = draft ?? stored
  // What was begun from an older version must not be saved over a newer one that the person has never seen.
  const version = draft ? draft.version : suite?.version ?? null
  const isOvertaken = draft !== null && suite !== null && draft.version !== suite.version
  const isShipped = suite?.origin === 'shipped'
  const change = (changed: Partial<typeof stored>) => keepDraft(businessId, id, { name, text, version, ...changed })
  const area = useRef<HTMLTextAreaElement>(null)
  const problemsId = useId()

  const checked = useDeferredValue(text)
  const { data: check, isFetching } = useQuery(api.chatBench.check.queryOptions({ input: { businessId, text: checked.slice(0, longestSuite) }, placeholderData: before => before, gcTime: 0 }))
  const problems = check?.problems ?? []
  const isChecked = check !== undefined && !isFetching && checked === text
  const tooLong = text.length > longestSuite ? t('chatBench.tooLarge', { most: format.number(longestSuite) }) : undefined

  const save = useMutation(api.chatBench.saveSuite.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async (saved, sent) => {
      // Known at once: what is typed before it is read again goes on from it.
      queryClient.setQueryData(api.chatBench.suite.queryKey({ input: { businessId, suiteId: saved.id } }), { ...saved, text: sent.text })
      settleDraft(businessId, id, sent, saved)
      if (suite === null) openSuite(saved.id)
      notify.success(t('chatBench.editor.saved'))
      await queryClient.invalidateQueries({ queryKey: api.chatBench.key() })
    },
  }))
  const nameNeeded = draft !== null && name.trim() === '' ? t('chatBench.editor.nameNeeded') : undefined
  const isReady = !isShipped && name.trim() !== '' && isChecked && problems.length === 0 && tooLong === undefined && (draft !== null || suite === null) && !isOvertaken
  const submit = () => {
    // The button that was pressed can be pressed no longer.
    if (isReady) save.mutate({ businessId, suiteId: suite?.id ?? null, version, name, text }, { onSuccess: () => focusWhenLost(area.current) })
  }
  const giveUp = () => {
    keepDraft(businessId, id, null)
    openOverview()
  }

  return (
    <form ref={focusWhenLost} tabIndex={-1} className="flex min-h-0 flex-1 flex-col gap-3 p-4 focus-visible:outline-none" onSubmit={event => { event.preventDefault(); submit() }}>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="ghost" icon={ArrowLeft} onClick={openOverview}>{t('chatBench.back')}</Button>
        <span className="flex-1" />
        {save.error && <p role="alert" className="text-danger">{problemText(save.error).title}</p>}
        <Button icon={Download} onClick={() => downloadSuite(name, text)}>{t('chatBench.download')}</Button>
        {suite && draft === null && <Button icon={Play} onClick={() => setQuery({ start: suite.id }, { replace: false })}>{t('chatBench.run')}…</Button>}
        {(isShipped || isOvertaken) && <Button variant={isShipped ? 'primary' : undefined} icon={Copy} onClick={() => void beginSuite(businessId, '', text)}>{t('chatBench.copy')}</Button>}
        {!isShipped && draft !== null && <Button onClick={giveUp}>{t('chatBench.editor.discard')}</Button>}
        {!isShipped && <Button variant="primary" type="submit" icon={Save} busy={save.isPending} disabled={!isReady}>{t('chatBench.editor.save')}</Button>}
      </div>
      {isShipped && <p className="text-ink-soft">{t('chatBench.editor.shipped')}</p>}
      {isOvertaken && <p role="status" className="rounded-md bg-caution-soft px-3 py-2 text-caution">{t('chatBench.editor.overtaken')}</p>}
      <div className="max-w-md">
        <Field label={t('chatBench.editor.name')} error={nameNeeded}>
          {control => <Input {...control} value={name} maxLength={100} readOnly={isShipped} onChange={event => change({ name: event.target.value })} />}
        </Field>
      </div>
      <div className="flex min-h-0 flex-1 gap-4">
        <YamlArea ref={area} id={`${problemsId}-text`} label={t('chatBench.editor.text')} describedBy={problemsId} value={text} problems={isChecked ? problems : []} readOnly={isShipped} onChange={value => change({ text: value })} />
        <aside aria-label={t('chatBench.editor.aside')} className="w-80 shrink-0 overflow-y-auto">
          <div id={problemsId} role="status">
            {tooLong && <IconState icon={CircleAlert} tone="danger" label={tooLong} />}
            {check && problems.length === 0 && <IconState icon={CircleCheck} tone="positive" className="whitespace-normal [&>span]:overflow-visible [&>span]:whitespace-normal" label={t('chatBench.editor.fine', { conversations: t('chatBench.dialog.scope', { count: check.conversations }), replies: t('chatBench.dialog.answers', { count: check.replies }) })} />}
            {problems.length > 0 && <IconState icon={CircleAlert} tone="danger" label={t('chatBench.editor.problems', { count: problems.length })} />}
          </div>
          <SuiteProblems problems={problems} area={area} />
          <SuiteHelp />
        </aside>
      </div>
    </form>
  )
}
