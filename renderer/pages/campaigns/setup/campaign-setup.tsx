import { CircleCheck, FlaskConical } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../../engine/contract/campaigns.ts'
import { setQuery, useAddress } from '../../../app/address.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { CampaignMenu } from '../campaign-list.tsx'
import { BackToCampaigns } from '../campaign-page.tsx'
import { CampaignStateLabel } from '../campaign-state.tsx'
import { DebtorsStep } from './debtors-step.tsx'
import { LimitsStep } from './limits-step.tsx'
import { PolicyStep } from './policy-step.tsx'
import { ReviewStep } from './review-step.tsx'
import { ScriptStep } from './script-step.tsx'
import { setupSteps, type SetupStep } from './steps.ts'

/** A draft being made ready. Each choice is kept at once, so that it can be left and taken up again at any step. */
export function CampaignSetup({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { query } = useAddress()
  const step = setupSteps.find(candidate => candidate === query.step) ?? 'debtors'
  const position = setupSteps.indexOf(step)
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  // Each step begins at its heading, for whoever hears or tabs through it.
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus()
    shown.current = step
  }, [step])
  const go = (target: SetupStep | undefined) => { if (target) setQuery({ step: target }, { replace: false }) }
  const done: Record<SetupStep, boolean> = { debtors: campaign.debtors > 0, policy: position > 1, script: position > 2, limits: position > 3, review: false }
  return (
    <>
      <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1.5">
        <BackToCampaigns />
        <h1 className="max-w-[40ch] truncate text-lg font-semibold">{campaign.name}</h1>
        {campaign.simulated && <Badge tone="caution" icon={FlaskConical}>{t('calls.practice')}</Badge>}
        <CampaignStateLabel state={campaign.state} />
        <div className="ml-auto flex items-center gap-2"><CampaignMenu campaign={campaign} /></div>
      </header>
      <div className="flex min-h-0 flex-1">
        <nav aria-label={t('campaigns.steps')} className="w-52 shrink-0 border-r border-line p-3">
          <ol className="flex flex-col gap-0.5">
            {setupSteps.map((name, index) => (
              <li key={name}>
                <button
                  type="button" aria-current={name === step ? 'step' : undefined} onClick={() => go(name)}
                  className={classNames('flex h-9 w-full items-center gap-2.5 rounded-md px-2 text-left', name === step ? 'bg-pressed font-medium text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink')}
                >
                  {done[name]
                    ? <CircleCheck aria-hidden size={18} className="shrink-0 text-positive" />
                    : <span className={classNames('flex size-[18px] shrink-0 items-center justify-center rounded-full border text-xs', name === step ? 'border-accent text-accent' : 'border-line-strong')}>{index + 1}</span>}
                  {t(`campaigns.step.${name}`)}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="min-h-0 flex-1 overflow-y-auto px-8 py-6">
            <div className="max-w-4xl">
              <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold focus-visible:outline-none">{t(`campaigns.step.${step}`)}</h2>
              <p className="mb-5 text-ink-soft">{t(`campaigns.stepBody.${step}`)}</p>
              {step === 'debtors' && <DebtorsStep campaign={campaign} />}
              {step === 'policy' && <PolicyStep campaign={campaign} />}
              {step === 'script' && <ScriptStep campaign={campaign} />}
              {step === 'limits' && <LimitsStep key={campaign.id} campaign={campaign} />}
              {step === 'review' && <ReviewStep campaign={campaign} onStep={go} />}
            </div>
          </div>
          <footer className="flex shrink-0 items-center gap-2 border-t border-line bg-surface px-8 py-3">
            <span className="text-sm text-ink-faint">{t('campaigns.keptAtOnce')}</span>
            <Button className="ml-auto" disabled={position === 0} onClick={() => go(setupSteps[position - 1])}>{t('common.back')}</Button>
            {step !== 'review' && <Button variant="primary" onClick={() => go(setupSteps[position + 1])}>{t('common.next')}</Button>}
          </footer>
        </div>
      </div>
    </>
  )
}
