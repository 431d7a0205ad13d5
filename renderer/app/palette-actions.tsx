import { Command } from 'cmdk'
import { Bot, BrainCircuit, Building2, Coins, DatabaseBackup, FileInput, FilePlus, FileText, FlaskConical, FolderLock, FolderSync, GitCompareArrows, Keyboard, Languages, ListTree, MessageSquarePlus, Monitor, Moon, PackagePlus, PanelLeft, Scale, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notify } from '../components/toast.tsx'
import { api, client } from '../connection/client.ts'
import { queryClient } from '../connection/query-client.ts'
import { tellProblem } from '../connection/tell-problem.ts'
import { navigate } from './address.ts'
import { switchBusiness } from './business-switcher.tsx'
import { useBusinesses } from './business.ts'
import { PaletteItem } from './palette-item.tsx'
import { setPreferences, usePreferences } from './preferences.ts'

const themes = [['system', 'frame.themeSystem', Monitor], ['light', 'frame.themeLight', Sun], ['dark', 'frame.themeDark', Moon]] as const
/** Things done on a page that has no entry of its own. */
const places = [
  ['chatLab.newChat', MessageSquarePlus, { page: 'chat-lab', query: { start: 'new' } }],
  ['chatLab.view.bench', FlaskConical, { page: 'chat-lab', item: 'bench' }],
  ['chatLab.view.settings', Bot, { page: 'chat-lab', item: 'settings' }],
  ['catalogue.import.title', PackagePlus, { page: 'catalogue', query: { import: 'products' } }],
  ['documents.addTitle', FilePlus, { page: 'catalogue', query: { view: 'documents', add: 'file' } }],
  ['palette.files', FolderLock, { page: 'settings', item: 'files' }],
  ['palette.compare', GitCompareArrows, { page: 'models', query: { view: 'diffs', start: 'new' } }],
  ['palette.taxonomy', ListTree, { page: 'models', query: { view: 'taxonomy' } }],
  ['palette.folders', FolderSync, { page: 'batches', query: { view: 'folders' } }],
  ['palette.addProvider', BrainCircuit, { page: 'settings', item: 'models', query: { add: 'provider' } }],
  ['palette.budget', Coins, { page: 'settings', item: 'models' }],
  ['palette.judgeAnswers', Scale, { page: 'usage', query: { view: 'cache', unjudged: 'yes' } }],
  ['palette.prompts', FileText, { page: 'usage', query: { view: 'prompts' } }],
] as const
const languageNames = [['es', 'Español'], ['en', 'English']] as const

export function PaletteActions({ run, onShortcuts }: { run: (action: () => void) => void, onShortcuts: () => void }) {
  const { t } = useTranslation()
  const { businesses, current } = useBusinesses()
  const railCollapsed = usePreferences(preferences => preferences.railCollapsed)
  const others = businesses.filter(business => business.id !== current?.id)
  return (
    <>
      <Command.Group heading={t('palette.actions')}>
        <PaletteItem value="action import" keywords={[t('palette.import')]} icon={<FileInput aria-hidden size={15} />} onSelect={() => run(() => navigate({ page: 'batches', query: { import: 'new' } }))}>{t('palette.import')}</PaletteItem>
        {places.map(([key, Icon, to]) => (
          <PaletteItem key={key} value={`action ${key}`} keywords={[t(key)]} icon={<Icon aria-hidden size={15} />} onSelect={() => run(() => navigate(to))}>{t(key)}</PaletteItem>
        ))}
        {themes.map(([theme, key, Icon]) => (
          <PaletteItem key={theme} value={`action theme ${theme}`} keywords={[t('frame.theme'), t(key)]} icon={<Icon aria-hidden size={15} />} onSelect={() => run(() => { void setPreferences({ theme }) })}>
            {t('palette.themeTo', { name: t(key) })}
          </PaletteItem>
        ))}
        {languageNames.map(([language, name]) => (
          <PaletteItem key={language} value={`action language ${language}`} keywords={[t('frame.language'), name]} icon={<Languages aria-hidden size={15} />} onSelect={() => run(() => { void setPreferences({ language }) })}>
            {t('palette.languageTo', { name })}
          </PaletteItem>
        ))}
        <PaletteItem value="action rail" keywords={[t('palette.toggleRail')]} icon={<PanelLeft aria-hidden size={15} />} onSelect={() => run(() => { void setPreferences({ railCollapsed: !railCollapsed }) })}>{t('palette.toggleRail')}</PaletteItem>
        <PaletteItem value="action backup" keywords={[t('palette.backup')]} icon={<DatabaseBackup aria-hidden size={15} />} onSelect={() => run(() => { void backUp(t('settings.backedUp')) })}>{t('palette.backup')}</PaletteItem>
        <PaletteItem value="action shortcuts" keywords={[t('palette.shortcuts')]} keys="?" icon={<Keyboard aria-hidden size={15} />} onSelect={() => run(onShortcuts)}>{t('palette.shortcuts')}</PaletteItem>
      </Command.Group>
      {others.length > 0 && (
        <Command.Group heading={t('palette.businesses')}>
          {others.map(business => (
            <PaletteItem key={business.id} value={`business ${business.id}`} keywords={[business.name]} icon={<Building2 aria-hidden size={15} />} onSelect={() => run(() => { void switchBusiness(business.id) })}>{business.name}</PaletteItem>
          ))}
        </Command.Group>
      )}
    </>
  )
}

async function backUp(done: string): Promise<void> {
  try {
    const backup = await client.system.backupNow()
    notify.success(done, { description: backup.file })
    await queryClient.invalidateQueries({ queryKey: api.system.backups.key() })
  } catch (error) {
    tellProblem(error)
  }
}
