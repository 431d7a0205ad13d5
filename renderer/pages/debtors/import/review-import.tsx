import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Info, TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DebtorImportKind } from '../../../../db/values.ts'
import type { DebtorImport, ImportDefaults, ImportPreview } from '../../../../engine/contract/debtors.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { isZone } from '../../../components/calls/zoned-clock.ts'
import { classNames } from '../../../components/class-names.ts'
import { focusWhenLost } from '../../../components/focus-when-lost.ts'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { DefaultsForm } from './defaults-form.tsx'
import { likelyCountry } from '../../campaigns/places.ts'
import { defaultsOfCountry, rememberDefaults, rememberedDefaults } from './import-defaults.ts'
import { MappingForm } from './mapping-form.tsx'
import { draftOf, mappingOf, missingFrom, type Draft } from './mapping.ts'
import { ReadingProblem } from './reading-problem.tsx'
import { UnderstoodRows } from './understood-rows.tsx'

/** The engine is asked for the rows anew once the person's hands rest. */
const settleMs = 250

interface ReviewImportProps {
  uploadId: string
  fileName: string
  kind: DebtorImportKind
  simulated: boolean
  campaignId?: string
  onBack: (error?: unknown) => void
  onStarted: (started: DebtorImport) => void
}

/** What the file holds, what each column is, what holds for every row, and how the first rows will be understood. */
export function ReviewImport({ uploadId, fileName, kind, simulated, campaignId, onBack, onStarted }: ReviewImportProps) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  // Null while nobody has said: then those of the country that the file names, else of the one where the computer is.
  const [chosen, setChosen] = useState(() => rememberedDefaults(businessId))
  const [namedCountry, setNamedCountry] = useState<string | null>(null)
  const proposed = useMemo(() => defaultsOfCountry(namedCountry ?? likelyCountry(), ''), [namedCountry])
  const defaults = chosen ?? proposed
  // Null while the person leaves it as the engine guesses it.
  const [draft, setDraft] = useState<Draft | null>(null)
  const asked = useSettled(defaults, draft)
  const input = { businessId, uploadId, simulated, kind, defaults: asked.defaults }
  const { data: preview, error, isPlaceholderData } = useQuery(api.debtors.previewImport.queryOptions({
    input: { ...input, ...(asked.draft && { mapping: mappingOf(kind, asked.draft) }) },
    placeholderData: keepPreviousData, staleTime: Infinity, gcTime: 0, retry: false,
    enabled: isZone(asked.defaults.timeZone),
  }))

  const start = useMutation(api.debtors.startImport.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: started => {
      rememberDefaults(businessId, defaults)
      void queryClient.invalidateQueries({ queryKey: api.debtors.imports.key() })
      onStarted(started)
    },
  }))

  if (!preview) {
    if (!error) return <div className="py-4"><SkeletonLines lines={8} /></div>
    return <div className="flex flex-col gap-3 pb-2"><ReadingProblem error={error} /><div className="flex justify-end"><Button onClick={() => onBack()}>{t('debtors.import.otherFile')}</Button></div></div>
  }
  if (preview.namedCountry !== namedCountry) setNamedCountry(preview.namedCountry)
  const shown = draft ?? draftOf(preview.mapping)
  const missing = missingFrom(kind, shown, defaults)
  const waiting = asked.defaults !== defaults || asked.draft !== draft || isPlaceholderData
  return (
    <div ref={focusWhenLost} tabIndex={-1} className="flex flex-col gap-4 focus-visible:outline-none">
      <FileFacts preview={preview} fileName={fileName} />
      {preview.mappingRemembered && <p className="flex items-center gap-2 text-ink-soft"><Info aria-hidden size={14} className="text-accent" />{t('batches.mappingRemembered')}</p>}
      <div className="grid gap-5 lg:grid-cols-[minmax(300px,360px)_minmax(0,1fr)]">
        <div className="flex flex-col gap-5">
          <DefaultsForm kind={kind} defaults={defaults} onChange={setChosen} />
          {kind !== 'job_documents' && <MappingForm kind={kind} columns={preview.columns} samples={preview.rows.map(row => row.cells)} draft={shown} onChange={setDraft} />}
        </div>
        <div className="flex min-w-0 flex-col gap-2 self-start lg:sticky lg:top-0">
          {error && <ReadingProblem error={error} />}
          <UnderstoodRows preview={preview} kind={kind} waiting={waiting} />
        </div>
      </div>
      {/* At the foot of its dialog; in the setup of a campaign, which has a foot of its own, after the rest. */}
      <div className={classNames('flex flex-wrap items-center justify-end gap-2 border-t border-line py-3', campaignId === undefined && 'sticky -bottom-2 -mx-4 -mb-2 rounded-b-lg bg-raised px-4')}>
        {missing.length > 0 && (
          <p role="status" className="mr-auto flex items-center gap-2 text-danger"><TriangleAlert aria-hidden size={14} className="shrink-0" />{t('debtors.import.missing', { what: missing.map(one => t(`debtors.import.lacks.${one}`)).join(', ') })}</p>
        )}
        {start.error && <p role="alert" className="mr-auto text-danger">{problemText(start.error).title}</p>}
        <Button onClick={() => onBack()}>{t('debtors.import.otherFile')}</Button>
        <Button
          variant="primary" busy={start.isPending} disabled={missing.length > 0 || !isZone(defaults.timeZone)}
          onClick={() => start.mutate({ businessId, uploadId, simulated, kind, defaults: withCompany(defaults), mapping: mappingOf(kind, shown), ...(campaignId !== undefined && { campaignId }) })}
        >
          {t(`debtors.import.start.${kind}`)}
        </Button>
      </div>
    </div>
  )
}

function withCompany(defaults: ImportDefaults): ImportDefaults {
  return { ...defaults, company: defaults.company.trim() }
}

function FileFacts({ preview, fileName }: { preview: ImportPreview, fileName: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="mr-1 font-medium">{fileName}</span>
      <Badge>{preview.format.toUpperCase()}</Badge>
      {preview.encoding !== null && <Badge>{preview.encoding}</Badge>}
      {preview.delimiter !== null && <Badge>{t('batches.delimiter', { delimiter: preview.delimiter === '\t' ? 'Tab' : preview.delimiter })}</Badge>}
      <Badge>{t(preview.rowCountExact ? 'batches.rowCount' : 'batches.rowCountAbout', { count: preview.rowCount, number: format.number(preview.rowCount) })}</Badge>
    </div>
  )
}

/** Both once neither has changed for a while. */
function useSettled(defaults: ImportDefaults, draft: Draft | null): { defaults: ImportDefaults, draft: Draft | null } {
  const [settled, setSettled] = useState({ defaults, draft })
  useEffect(() => {
    const timer = setTimeout(() => setSettled(current => current.defaults === defaults && current.draft === draft ? current : { defaults, draft }), settleMs)
    return () => clearTimeout(timer)
  }, [defaults, draft])
  return settled
}
