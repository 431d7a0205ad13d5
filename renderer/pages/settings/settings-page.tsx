import { AudioLines, BrainCircuit, Building2, CalendarOff, DatabaseZap, FolderLock, Handshake, Info, Keyboard, Palette, PhoneOff, RadioTower, Scale, Stethoscope, type LucideIcon } from 'lucide-react'
import { lazy, Suspense, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAddress, navigate, useAddress } from '../../app/address.ts'
import { DoctorChecks } from '../../app/doctor-checks.tsx'
import { ShortcutsList } from '../../app/shortcuts-sheet.tsx'
import { classNames } from '../../components/class-names.ts'
import { PageHeader } from '../../components/panel.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { About } from './about.tsx'
import { Appearance } from './appearance.tsx'
import { BusinessSettings } from './business-settings.tsx'
import { DataSettings } from './data-settings.tsx'
import { SettingsSection } from './settings-section.tsx'

// The settings of calling and of language models are many and seldom opened: their code is fetched when they are.
const PoliciesSettings = lazy(async () => ({ default: (await import('../calling-settings/policies.tsx')).PoliciesSettings }))
const DelinquencySettings = lazy(async () => ({ default: (await import('../calling-settings/delinquency.tsx')).DelinquencySettings }))
const AgentsSettings = lazy(async () => ({ default: (await import('../calling-settings/agents.tsx')).AgentsSettings }))
const DispositionsSettings = lazy(async () => ({ default: (await import('../calling-settings/dispositions.tsx')).DispositionsSettings }))
const HolidaysSettings = lazy(async () => ({ default: (await import('../calling-settings/holidays.tsx')).HolidaysSettings }))
const TelephonySettings = lazy(async () => ({ default: (await import('../calling-settings/telephony.tsx')).TelephonySettings }))
const LanguageModelsSettings = lazy(async () => ({ default: (await import('../language-models/language-models.tsx')).LanguageModelsSettings }))
const FilesSettings = lazy(async () => ({ default: (await import('../files/files-settings.tsx')).FilesSettings }))

const sections: { name: string, icon: LucideIcon, component: ComponentType }[] = [
  { name: 'business', icon: Building2, component: BusinessSettings },
  { name: 'models', icon: BrainCircuit, component: LanguageModelsSettings },
  { name: 'telephony', icon: RadioTower, component: TelephonySettings },
  { name: 'policies', icon: Scale, component: PoliciesSettings },
  { name: 'agents', icon: AudioLines, component: AgentsSettings },
  { name: 'delinquency', icon: Handshake, component: DelinquencySettings },
  { name: 'dispositions', icon: PhoneOff, component: DispositionsSettings },
  { name: 'holidays', icon: CalendarOff, component: HolidaysSettings },
  { name: 'files', icon: FolderLock, component: FilesSettings },
  { name: 'appearance', icon: Palette, component: Appearance },
  { name: 'data', icon: DatabaseZap, component: DataSettings },
  { name: 'checks', icon: Stethoscope, component: Checks },
  { name: 'shortcuts', icon: Keyboard, component: Shortcuts },
  { name: 'about', icon: Info, component: About },
]

export function SettingsPage() {
  const { t } = useTranslation()
  const { item } = useAddress()
  const current = sections.find(section => section.name === item) ?? sections[0]
  return (
    <>
      <PageHeader title={t('frame.settings')} />
      <div className="flex min-h-0 flex-1">
        <nav aria-label={t('settings.sections')} className="w-56 shrink-0 overflow-y-auto border-r border-line p-2">
          {sections.map(section => (
            <a
              key={section.name}
              href={formatAddress({ page: 'settings', item: section.name })}
              aria-current={section === current ? 'page' : undefined}
              onClick={event => { event.preventDefault(); navigate({ page: 'settings', item: section.name }) }}
              className={classNames('flex min-h-8 items-center gap-2.5 rounded-md px-2 py-1', section === current ? 'bg-pressed font-medium text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink')}
            >
              <section.icon aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />{t(`settings.${section.name}`)}
            </a>
          ))}
        </nav>
        <div className="min-w-0 flex-1 overflow-y-auto px-8 py-6">
          <div className="flex max-w-3xl flex-col gap-8"><Suspense fallback={<SkeletonLines lines={6} />}>{current && <current.component />}</Suspense></div>
        </div>
      </div>
    </>
  )
}

function Checks() {
  const { t } = useTranslation()
  return <SettingsSection title={t('settings.checks')} body={t('settings.checksBody')}><DoctorChecks /></SettingsSection>
}

function Shortcuts() {
  const { t } = useTranslation()
  return <SettingsSection title={t('settings.shortcuts')} body={t('settings.shortcutsBody')}><ShortcutsList /></SettingsSection>
}
