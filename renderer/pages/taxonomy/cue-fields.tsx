import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type Language } from '../../../db/values.ts'
import { Field, TextArea } from '../../components/input.tsx'
import { useFormat } from '../../i18n/format.ts'
import { readCueLines, writeCueLines } from './cue-lines.ts'
import { useFaultWords } from './fault-words.ts'
import { faultsWithin, type Fault } from './faults.ts'
import type { Cue, CueLists } from './taxonomy-content.ts'

/** What speaks for a value or signal in each language, a cue a line. */
export function CueFields({ cues, faults, path, onChange }: { cues: CueLists, faults: readonly Fault[], path: readonly (string | number)[], onChange: (cues: CueLists) => void }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-1">
      <div className="grid gap-4 @3xl:grid-cols-2">
        {languages.map(language => (
          <CueLinesField key={language} language={language} cues={cues[language]} faults={faultsWithin(faults, ...path, 'cues', language)} depth={path.length + 2} onChange={changed => onChange({ ...cues, [language]: changed })} />
        ))}
      </div>
      <p className="text-sm text-ink-faint">{t('taxonomy.cuesHint')}</p>
    </div>
  )
}

function CueLinesField({ language, cues, faults, depth, onChange }: { language: Language, cues: readonly Cue[], faults: readonly Fault[], depth: number, onChange: (cues: Cue[]) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useFaultWords()
  const [text, setText] = useState(() => writeCueLines(cues))
  const read = readCueLines(text)
  // Changed from elsewhere (undo, the whole text): the lines are written anew. What is being typed stays as it is typed.
  if (JSON.stringify(read.cues) !== JSON.stringify(cues)) {
    const written = writeCueLines(cues)
    if (written !== text) setText(written)
  }
  const sentences = [
    ...read.faults.map(line => t('taxonomy.cueUnread', { line: format.number(line) })),
    ...faults.map(fault => {
      const line = lineOf(text, Number(fault.path[depth]))
      return line === null ? words(fault.message) : t('taxonomy.cueFault', { line: format.number(line), fault: words(fault.message) })
    }),
  ]
  return (
    <Field label={t('taxonomy.cuesIn', { language: t(`taxonomy.language.${language}`), count: cues.length })} error={sentences.length > 0 ? sentences.join(' · ') : undefined}>
      {control => (
        <TextArea
          {...control} rows={12} spellCheck={false} className="font-mono text-sm" value={text}
          onChange={event => { setText(event.target.value); onChange(readCueLines(event.target.value).cues) }}
        />
      )}
    </Field>
  )
}

/** The line on which a cue stands; empty lines hold none. */
function lineOf(text: string, cue: number): number | null {
  const lines = text.split('\n').flatMap((line, position) => line.trim() === '' ? [] : [position + 1])
  return lines[cue] ?? null
}
