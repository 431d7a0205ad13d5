import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBusinessId } from '../../../app/business.ts'
import { useSimulated } from '../../../app/practice-mode.tsx'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, Input, TextArea } from '../../../components/input.tsx'
import { ProgressBar } from '../../../components/progress.tsx'
import { client } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { CountryField } from '../../campaigns/place-fields.tsx'
import { likelyCountry } from '../../campaigns/places.ts'
import { rememberedDefaults } from '../import/import-defaults.ts'
import { refreshDebtors } from '../person/use-debtor-changes.ts'
import { numberLines } from './number-lines.ts'

/** Lines sent at a time: the bar moves and nothing else waits. */
const linesPerCall = 500

interface Outcome { added: number, already: number, refused: string[] }

/** Many numbers or national ids at once, from a file or pasted; what is neither is told. */
export function ImportNumbersDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const picker = useRef<HTMLInputElement>(null)
  const [country, setCountry] = useState(() => rememberedDefaults(businessId)?.country ?? likelyCountry())
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [sent, setSent] = useState<number | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [error, setError] = useState<unknown>(null)
  const lines = numberLines(text)

  const save = async () => {
    setError(null)
    const sum: Outcome = { added: 0, already: 0, refused: [] }
    try {
      for (let from = 0; from < lines.length; from += linesPerCall) {
        setSent(from)
        const part = await client.debtors.importDoNotCall({ businessId, simulated, country, reason: reason.trim(), lines: lines.slice(from, from + linesPerCall) })
        sum.added += part.added
        sum.already += part.already
        sum.refused.push(...part.refused)
      }
      setOutcome(sum)
    } catch (problem) {
      setError(problem)
    } finally {
      setSent(null)
      void refreshDebtors()
    }
  }

  return (
    <Dialog
      open title={t('debtors.doNotCall.importTitle')} description={t('debtors.doNotCall.importBody')} onOpenChange={open => { if (!open) onClose() }}
      footer={outcome
        ? <Button variant="primary" onClick={onClose}>{t('common.close')}</Button>
        : (
            <>
              {error !== null && <p role="alert" className="mr-auto self-center text-danger">{problemText(error).title}</p>}
              <Button onClick={onClose}>{t('common.cancel')}</Button>
              <Button variant="primary" type="submit" form="numbers" busy={sent !== null} disabled={lines.length === 0 || reason.trim() === ''}>{t('debtors.doNotCall.importConfirm', { count: lines.length })}</Button>
            </>
          )}
    >
      {outcome
        ? (
            <div role="status" className="flex flex-col gap-2 py-2">
              <p>{t('debtors.doNotCall.imported', { count: outcome.added })}</p>
              {outcome.already > 0 && <p className="text-ink-soft">{t('debtors.doNotCall.already', { count: outcome.already })}</p>}
              {outcome.refused.length > 0 && (
                <>
                  <p className="text-danger">{t('debtors.doNotCall.refused', { count: outcome.refused.length })}</p>
                  <TextArea readOnly rows={6} aria-label={t('debtors.doNotCall.refused', { count: outcome.refused.length })} value={outcome.refused.join('\n')} className="font-mono text-sm" />
                </>
              )}
            </div>
          )
        : (
            <form id="numbers" className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); void save() }}>
              <Field label={t('debtors.doNotCall.lines')} hint={lines.length > 0 ? t('debtors.doNotCall.linesFound', { count: lines.length }) : t('debtors.doNotCall.linesHint')}>
                {control => <TextArea {...control} autoFocus rows={8} value={text} className="font-mono text-sm" onChange={event => setText(event.target.value)} />}
              </Field>
              <div><Button onClick={() => picker.current?.click()}>{t('batches.pickFile')}</Button></div>
              <input
                ref={picker} type="file" accept=".csv,.txt,.tsv" aria-label={t('batches.pickFile')} tabIndex={-1} className="sr-only"
                onChange={event => {
                  const file = event.target.files?.[0]
                  if (file) void file.text().then(setText)
                }}
              />
              <div className="grid grid-cols-2 gap-3">
                <CountryField label={t('debtors.field.country')} value={country} onChange={setCountry} />
                <Field label={t('debtors.doNotCall.reason')}>{control => <Input {...control} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />}</Field>
              </div>
              {sent !== null && <ProgressBar value={sent / lines.length} label={t('debtors.doNotCall.importTitle')} />}
            </form>
          )}
    </Dialog>
  )
}
