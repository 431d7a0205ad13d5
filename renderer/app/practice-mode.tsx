import { FlaskConical, PhoneCall } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Menu, MenuChoices, MenuLabel } from '../components/menu.tsx'
import { openItem } from './address.ts'
import { setPreferences, usePreferences } from './preferences.ts'

/**
 * Whether the pages of calling show the practice line's campaigns, debtors and calls, or the real ones. Nothing is ever
 * shown of both together. Kept with the person's preferences.
 */
export function useSimulated(): boolean {
  return usePreferences(preferences => preferences.practice)
}

/** Goes over to the practice line or back to real calls. What was open belongs to the other side and is closed. */
export function showSimulated(simulated: boolean): void {
  if (usePreferences.getState().practice === simulated) return
  openItem(null, { replace: true })
  void setPreferences({ practice: simulated })
}

/** In the top bar: which calls are shown, and the way over to the others. */
export function PracticeSwitch() {
  const { t } = useTranslation()
  const simulated = useSimulated()
  const Icon = simulated ? FlaskConical : PhoneCall
  return (
    <Menu
      align="end"
      label={t('calls.mode')}
      trigger={(
        <button
          type="button"
          title={t(simulated ? 'calls.practiceHint' : 'calls.realHint')}
          className={simulated
            ? 'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-caution bg-caution-soft px-2 font-medium text-caution'
            : 'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-transparent px-2 font-medium text-ink-soft hover:bg-hover hover:text-ink'}
        >
          <Icon aria-hidden size={14} strokeWidth={1.75} />
          {t(simulated ? 'calls.practice' : 'calls.real')}
        </button>
      )}
    >
      <MenuLabel>{t('calls.mode')}</MenuLabel>
      <MenuChoices
        value={simulated ? 'practice' : 'real'}
        onChange={chosen => showSimulated(chosen === 'practice')}
        options={[{ value: 'practice', label: t('calls.modePractice'), icon: FlaskConical }, { value: 'real', label: t('calls.modeReal'), icon: PhoneCall }]}
      />
    </Menu>
  )
}
