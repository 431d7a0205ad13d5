import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFaultWords } from './fault-words.ts'
import { placeOf, type Fault, type FaultPlace } from './faults.ts'
import { useFormat } from '../../i18n/format.ts'
import type { TaxonomyContent } from './taxonomy-content.ts'

/** Everything that keeps the draft from going live, each leading to its place. */
export function FaultList({ faults, content, onOpen }: { faults: readonly Fault[], content: TaxonomyContent | null, onOpen: (place: FaultPlace) => void }) {
  const { t } = useTranslation()
  const { language } = useFormat()
  const words = useFaultWords()
  const [open, setOpen] = useState(false)
  if (faults.length === 0) return null
  const listed = faults.map((fault, position) => ({ key: `fault ${position}`, fault }))
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <section className="border-b border-line bg-danger-soft">
      <button type="button" aria-expanded={open} data-focus="inset" onClick={() => setOpen(!open)} className="flex h-8 w-full items-center gap-2 px-4 text-left font-medium text-danger">
        <TriangleAlert aria-hidden size={14} />{t('taxonomy.faults', { count: faults.length })}<Chevron aria-hidden size={14} />
      </button>
      {open && (
        <ul className="max-h-48 overflow-y-auto pb-1">
          {listed.map(({ key, fault }) => (
            <li key={key}>
              <button type="button" data-focus="inset" onClick={() => onOpen(placeOf(fault))} className="flex w-full gap-2 px-4 py-1 text-left text-ink hover:bg-hover">
                <span className="shrink-0 font-medium">{placeText(fault, content, language)}</span><span className="min-w-0">{words(fault.message)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Where a fault is, by the names people know; its path where there are none. */
function placeText(fault: Fault, content: TaxonomyContent | null, language: 'es' | 'en'): string {
  const place = placeOf(fault)
  const owner = place && content?.[place.part][place.position]
  if (!owner) return fault.place || 'JSON'
  const value = place.part === 'enums' && place.value !== null ? content.enums[place.position]?.values[place.value] : undefined
  return [owner.label[language] || owner.name, value && (value.label[language] || value.value)].filter(Boolean).join(' › ')
}
