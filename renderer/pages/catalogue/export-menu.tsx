import { Download, FileArchive, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { catalogueExports } from '../../../engine/contract/catalogue.ts'
import { useBusinessId } from '../../app/business.ts'
import { IconButton } from '../../components/button.tsx'
import { useDownload } from '../../components/calls/use-download.ts'
import { Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx'
import { useFormat } from '../../i18n/format.ts'

/** Saves one list of the catalogue as a file, or everything of the business in one archive. */
export function ExportMenu() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { received, start, stop } = useDownload()
  const { language } = format
  return (
    <>
      {received !== null && <span role="status" className="flex items-center gap-1 text-ink-soft">{t('transcripts.export.running', { size: format.bytes(received) })}<IconButton size="sm" icon={X} label={t('common.cancel')} onClick={stop} /></span>}
      <Menu align="end" label={t('catalogue.export.title')} trigger={<IconButton icon={Download} label={t('catalogue.export.title')} disabled={received !== null} />}>
        {catalogueExports.map(kind => (
          <MenuItem key={kind} icon={Download} onSelect={() => void start(t(`catalogue.export.file.${kind}`), 'csv', (given, signal) => given.catalogue.export({ businessId, kind, language }, { signal }))}>{t(`catalogue.export.${kind}`)}</MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem icon={FileArchive} onSelect={() => void start(t('catalogue.export.file.full'), 'zip', (given, signal) => given.catalogue.report({ businessId, language }, { signal }))}>{t('catalogue.export.full')}</MenuItem>
      </Menu>
    </>
  )
}
