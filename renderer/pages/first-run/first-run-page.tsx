import { AudioLines, FileInput, type LucideIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../app/address.ts'
import { Mark } from '../../app/mark.tsx'
import { showSimulated } from '../../app/practice-mode.tsx'
import { setPreferences, shownLanguage, usePreferences } from '../../app/preferences.ts'
import { Button } from '../../components/button.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { Spinner } from '../../components/spinner.tsx'
import { api, client } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { ownTimeZone } from '../catalogue/own-time-zone.ts'

type Path = 'samples' | 'empty'

/** Language, name of the business, and either sample data or an empty start. Calls onDone when the console can open. */
export function FirstRunPage({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  usePreferences(preferences => preferences.language)
  const [name, setName] = useState('')
  const [nameMissing, setNameMissing] = useState(false)
  const [busy, setBusy] = useState<Path | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [createdId, setCreatedId] = useState<string | null>(null)
  const nameInput = useRef<HTMLInputElement>(null)

  // The frame opens on a business, so the list of them must hold the new one first.
  const finish = async () => {
    await queryClient.invalidateQueries({ queryKey: api.system.businesses.key() })
    onDone()
  }

  const start = async (path: Path) => {
    if (!name.trim()) {
      setNameMissing(true)
      nameInput.current?.focus()
      return
    }
    setBusy(path)
    setFailure(null)
    try {
      // Kept between attempts: samples that fail must not leave one more business behind at every try.
      const businessId = createdId ?? (await client.system.createBusiness({ name: name.trim() })).id
      setCreatedId(businessId)
      await setPreferences({ currentBusinessId: businessId, language: shownLanguage() })
      if (path === 'samples') {
        await Promise.all([client.system.loadSamples({ businessId }), client.system.loadPractice({ businessId })])
        // Last: a catalogue that is there already refuses it, and the others may be tried again.
        await client.catalogue.loadSample({ businessId, timeZone: ownTimeZone() })
        showSimulated(true)
      }
      navigate({ page: path === 'samples' ? 'floor' : 'campaigns' })
      await finish()
    } catch (error) {
      setFailure(error)
      setBusy(null)
    }
  }

  return (
    <main className="flex h-full items-center justify-center overflow-y-auto p-6">
      <div className="flex w-full max-w-xl flex-col gap-6">
        <header className="flex items-start gap-4">
          <Mark size={40} />
          <div>
            <h1 className="text-2xl font-semibold tracking-tight">{t('firstRun.title')}</h1>
            <p className="mt-1 text-ink-soft">{t('firstRun.body')}</p>
          </div>
        </header>
        <div className="grid gap-4 sm:grid-cols-[1fr_160px]">
          <Field label={t('firstRun.name')} hint={t('firstRun.nameHint')} error={nameMissing && !name.trim() ? t('firstRun.nameMissing') : undefined}>
            {control => <Input {...control} ref={nameInput} className="h-8" value={name} maxLength={120} autoFocus required placeholder={t('firstRun.namePlaceholder')} disabled={busy !== null} onChange={event => setName(event.target.value)} onKeyDown={event => { if (event.key === 'Enter') void start('samples') }} />}
          </Field>
          <Field label={t('firstRun.language')}>
            {({ id }) => <Select id={id} label={t('firstRun.language')} className="h-8" value={shownLanguage()} onChange={language => { void setPreferences({ language }) }} options={[{ value: 'es', label: 'Español' }, { value: 'en', label: 'English' }]} />}
          </Field>
        </div>
        <div className="grid gap-3 sm:grid-cols-2">
          <PathCard icon={AudioLines} title={t('firstRun.samples')} body={busy === 'samples' ? t('firstRun.preparing') : t('firstRun.samplesBody')} busy={busy === 'samples'} disabled={busy !== null} primary onClick={() => { void start('samples') }} />
          <PathCard icon={FileInput} title={t('firstRun.empty')} body={t('firstRun.emptyBody')} busy={busy === 'empty'} disabled={busy !== null} onClick={() => { void start('empty') }} />
        </div>
        {failure !== null && (
          <div role="alert" className="flex items-center gap-3 rounded-md bg-danger-soft px-3 py-2">
            <span className="flex-1"><strong className="font-semibold">{problemText(failure).title}.</strong> {problemText(failure).body}</span>
            {createdId !== null && <Button onClick={() => { void finish() }}>{t('firstRun.goOn')}</Button>}
          </div>
        )}
      </div>
    </main>
  )
}

function PathCard({ icon: Icon, title, body, busy, disabled, primary = false, onClick }: { icon: LucideIcon, title: string, body: string, busy: boolean, disabled: boolean, primary?: boolean, onClick: () => void }) {
  return (
    <button
      type="button" onClick={onClick} disabled={disabled} aria-busy={busy || undefined}
      className={`flex flex-col gap-1.5 rounded-lg border p-4 text-left transition-colors duration-100 disabled:opacity-60 ${primary ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface enabled:hover:bg-hover'}`}
    >
      <span className="flex items-center gap-2 font-semibold">{busy ? <Spinner size={16} /> : <Icon aria-hidden size={16} className="text-accent" />}{title}</span>
      <span className="text-ink-soft">{body}</span>
    </button>
  )
}
