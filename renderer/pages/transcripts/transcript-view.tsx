import { Undo2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transcript } from '../../../engine/contract/transcripts.ts'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'
import { errorText } from '../../connection/problem.ts'
import { useCorrections } from './corrections.ts'
import { LabelRow } from './label-row.tsx'
import { markLook } from './mark-look.ts'
import { ResultOrigin } from './result-origin.tsx'
import { isFound, ResultOverview, SignalList } from './result-parts.tsx'
import { marksOf } from './segments.ts'
import { TranscriptText } from './transcript-text.tsx'
import { useTaxonomy } from './use-taxonomy.ts'

/** Keys that open an enum's values, in the order of the taxonomy: digits, then letters no other shortcut uses. */
const correctionKeys = [...'1234567890qweryuiopafhlcv']

interface Emphasis { ids: string[]; from: 'list' | 'text' }

/** A transcript beside what was read in it: quotes and labels point at each other, and a key corrects a label. */
export function TranscriptView({ transcript, layout }: { transcript: Transcript, layout: 'panel' | 'page' }) {
  const { t } = useTranslation()
  const words = useTaxonomy()
  const { correct, undo, canUndo } = useCorrections()
  const [pointed, setPointed] = useState<Emphasis | null>(null)
  const [chosen, setChosen] = useState<Emphasis | null>(null)
  const [picking, setPicking] = useState<string | null>(null)
  const { result } = transcript
  const emphasis = pointed ?? chosen
  const emphasised = emphasis?.ids ?? []

  const enumNames = useMemo(() => words.enums.map(one => one.name).filter(name => result?.labels[name]), [words.enums, result])
  const order = useMemo(() => [...enumNames, ...words.signals.map(signal => signal.name).filter(name => result && isFound(result, name))], [enumNames, words.signals, result])
  const looks = useMemo(() => new Map(order.map((id, position) => [id, markLook(position)])), [order])
  const marks = useMemo(() => result ? marksOf(result, order) : [], [result, order])
  const nameOf = (id: string) => enumNames.includes(id) ? words.enumLabel(id) : words.signalLabel(id)

  const onKey = (event: KeyboardEvent) => {
    if (keyBelongsElsewhere(event) || event.shiftKey) return
    const enumName = enumNames[correctionKeys.indexOf(event.key)]
    if (event.key === 'z') undo()
    else if (enumName !== undefined && correctionKeys.includes(event.key)) setPicking(enumName)
    else return
    event.preventDefault()
  }
  const latestOnKey = useRef(onKey)
  useEffect(() => { latestOnKey.current = onKey })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latestOnKey.current(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])

  const text = (
    <TranscriptText
      text={transcript.transcript} marks={marks} looks={looks} nameOf={nameOf}
      emphasised={emphasised} scroll={emphasis?.from === 'list'}
      onChoose={ids => setChosen({ ids, from: 'text' })}
    />
  )
  return (
    <div className={classNames('flex h-full min-h-0', layout === 'panel' ? 'flex-col' : 'flex-row')}>
      <div tabIndex={0} role="region" data-focus="inset" aria-label={t('transcripts.field.transcript')} className={classNames('overflow-y-auto', layout === 'panel' ? 'max-h-[38%] shrink-0 border-b border-line px-4 py-3' : 'min-w-0 flex-1 border-r border-line px-8 py-6')}>
        {layout === 'page' ? <div className="mx-auto max-w-2xl text-lg">{text}</div> : text}
      </div>
      <div className={classNames('min-h-0 overflow-y-auto', layout === 'panel' ? 'flex-1' : 'w-[min(560px,45%)] shrink-0')}>
        {layout === 'page' && <h2 className="sr-only">{t('transcripts.analysis')}</h2>}
        {transcript.error !== null && <p className="border-b border-line bg-danger-soft px-4 py-2 text-danger">{t('transcripts.failedToClassify', { error: errorText(transcript.error) })}</p>}
        {!result && transcript.error === null && <p className="px-4 py-6 text-ink-soft">{t('transcripts.waiting')}</p>}
        {result && (
          <>
            <ResultOverview result={result} />
            <section>
              <div className="flex min-h-8 items-center justify-between gap-2 px-4 pt-2">
                <h3 className="text-sm font-medium text-ink-faint">{t('transcripts.labels')}</h3>
                {canUndo && <Button size="sm" variant="ghost" icon={Undo2} onClick={undo}>{t('transcripts.correction.undo')}</Button>}
              </div>
              <ul>
                {enumNames.map((name, position) => {
                  const label = result.labels[name]
                  if (!label) return null
                  return (
                    <LabelRow
                      key={name} enumName={name} label={label} opinions={transcript.opinions} words={words} look={label.quote ? looks.get(name) : undefined}
                      correctionKey={correctionKeys[position]}
                      emphasised={emphasised.includes(name)} reveal={emphasis?.from === 'text' && emphasis.ids[0] === name}
                      picking={picking === name} onPickingChange={open => setPicking(open ? name : null)}
                      onEmphasise={on => setPointed(on ? { ids: [name], from: 'list' } : null)}
                      onCorrect={value => correct(transcript.id, name, label, value)}
                    />
                  )
                })}
              </ul>
            </section>
            <SignalList result={result} words={words} looks={looks} emphasised={emphasised} onEmphasise={id => setPointed(id === null ? null : { ids: [id], from: 'list' })} />
            <ResultOrigin result={result} opinions={transcript.opinions} words={words} />
          </>
        )}
      </div>
    </div>
  )
}
