import { Languages, Monitor, Moon, Search, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../components/button.tsx'
import { Keys } from '../components/kbd.tsx'
import { Menu, MenuChoices, MenuLabel } from '../components/menu.tsx'
import { BusinessSwitcher } from './business-switcher.tsx'
import { EngineState } from './engine-state.tsx'
import { NoticesMenu } from './notices-menu.tsx'
import { PracticeSwitch } from './practice-mode.tsx'
import { setPreferences, shownLanguage, usePreferences } from './preferences.ts'

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation()
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-surface px-4">
      <BusinessSwitcher />
      <button type="button" onClick={onSearch} className="mx-auto flex h-7 w-full max-w-96 min-w-0 items-center gap-2 rounded-md border border-line bg-canvas px-2 text-ink-faint hover:border-line-strong hover:text-ink-soft">
        <Search aria-hidden size={14} />
        <span className="min-w-0 flex-1 truncate text-left">{t('frame.search')}</span>
        <Keys keys="mod+k" />
      </button>
      <PracticeSwitch />
      <EngineState />
      <NoticesMenu />
      <LanguageMenu />
      <ThemeMenu />
    </header>
  )
}

function LanguageMenu() {
  const { t } = useTranslation()
  usePreferences(preferences => preferences.language)
  return (
    <Menu align="end" trigger={<IconButton icon={Languages} label={t('frame.language')} />}>
      <MenuLabel>{t('frame.language')}</MenuLabel>
      <MenuChoices value={shownLanguage()} onChange={language => { void setPreferences({ language }) }} options={[{ value: 'es', label: 'Español' }, { value: 'en', label: 'English' }]} />
    </Menu>
  )
}

function ThemeMenu() {
  const { t } = useTranslation()
  const theme = usePreferences(preferences => preferences.theme)
  const options = [
    { value: 'system', label: t('frame.themeSystem'), icon: Monitor },
    { value: 'light', label: t('frame.themeLight'), icon: Sun },
    { value: 'dark', label: t('frame.themeDark'), icon: Moon },
  ] as const
  return (
    <Menu align="end" trigger={<IconButton icon={options.find(option => option.value === theme)?.icon ?? Monitor} label={t('frame.theme')} />}>
      <MenuLabel>{t('frame.theme')}</MenuLabel>
      <MenuChoices value={theme} onChange={chosen => { void setPreferences({ theme: chosen }) }} options={[...options]} />
    </Menu>
  )
}
