import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FlowLimits } from '../../../engine/contract/policies.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { newKey, type FlowDraft, type FlowIssue } from './flow-draft.ts'
import { NumberField } from './number-field.tsx'
import { SpokenField } from './spoken-field.tsx'

const bounds = { discountPercent: [0, 100, 2], instalments: [1, 120, 0], payWithinDays: [0, 365, 0] } as const
const figures = ['discountPercent', 'instalments', 'payWithinDays'] as const satisfies readonly (keyof FlowLimits)[]

interface FlowPartProps { draft: FlowDraft, patch: (part: Partial<FlowDraft>) => void, issues: readonly FlowIssue[] }

/** How far the agent may go, and the ladder of offers within: first the one that suits the creditor best. */
export function OffersFields({ draft, patch, issues }: FlowPartProps) {
  const { t } = useTranslation()
  const { limits, offers } = draft
  const move = (from: number, to: number) => {
    const moved = [...offers]
    moved.splice(to, 0, ...moved.splice(from, 1))
    patch({ offers: moved })
  }
  const add = () => {
    const last = offers.at(-1)
    patch({ offers: [...offers, { key: newKey(), say: { es: '', en: '' }, discountPercent: last?.discountPercent ?? 0, instalments: last?.instalments ?? 1, payWithinDays: last?.payWithinDays ?? Math.min(5, limits.payWithinDays) }] })
  }
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="rounded-md bg-sunken/60 p-3">
        <legend className="sr-only">{t('callingSettings.flow.limits')}</legend>
        <h3 aria-hidden className="mb-2 font-semibold">{t('callingSettings.flow.limits')}</h3>
        <Figures values={limits} onChange={part => patch({ limits: { ...limits, ...part } })} />
      </fieldset>
      <p className="text-sm text-ink-soft">{t('callingSettings.flow.offersHint')}</p>
      <ol className="flex flex-col gap-3">
        {offers.map((offer, position) => {
          const mine = issues.filter(issue => issue.path.startsWith(`offers.${position}.`) && issue.key !== null)
          const change = (part: Partial<typeof offer>) => patch({ offers: offers.with(position, { ...offer, ...part }) })
          return (
            <li key={offer.key} className="flex flex-col gap-3 rounded-md border border-line p-3">
              <div className="flex items-center gap-1">
                <h3 className="flex-1 font-semibold">{t('callingSettings.flow.offer', { number: position + 1 })}</h3>
                <IconButton size="sm" icon={ArrowUp} label={t('callingSettings.flow.moveUp', { number: position + 1 })} disabled={position === 0} onClick={() => move(position, position - 1)} />
                <IconButton size="sm" icon={ArrowDown} label={t('callingSettings.flow.moveDown', { number: position + 1 })} disabled={position === offers.length - 1} onClick={() => move(position, position + 1)} />
                <IconButton size="sm" icon={X} label={t('callingSettings.flow.removeOffer', { number: position + 1 })} onClick={() => patch({ offers: offers.toSpliced(position, 1) })} />
              </div>
              <Figures values={offer} onChange={change} />
              {[...new Set(mine.map(issue => issue.key ?? ''))].map(key => <p key={key} role="alert" className="text-sm text-danger">{t(key)}</p>)}
              <SpokenField label={t('callingSettings.flow.says')} value={offer.say} onChange={say => change({ say })} />
            </li>
          )
        })}
      </ol>
      <div><Button icon={Plus} disabled={offers.length >= 10} onClick={add}>{t('callingSettings.flow.addOffer')}</Button></div>
    </div>
  )
}

function Figures({ values, onChange }: { values: FlowLimits, onChange: (part: Partial<FlowLimits>) => void }) {
  const { t } = useTranslation()
  return (
    <div className="grid grid-cols-3 gap-4">
      {figures.map(name => {
        const [min, max, digits] = bounds[name]
        return <NumberField key={name} label={t(`callingSettings.flow.${name}`)} value={values[name]} min={min} max={max} digits={digits} onChange={value => { if (value !== null) onChange({ [name]: value }) }} />
      })}
    </div>
  )
}
