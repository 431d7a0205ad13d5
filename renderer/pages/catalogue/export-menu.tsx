import { Download, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueExports, type CatalogueExport } from '../../../engine/contract/catalogue.ts'
import { useBusinessId } from '../../app/business.ts'
import { IconButton } from '../../components/button.tsx'
import { useDownload } from '../../components/calls/use-download.ts'
import { Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx'
import { useFormat } from '../../i18n/format.ts'

/** Saves the inventory, the customers or the sales as a file, or each of them one after the other. */
export function ExportMenu() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { received, start, stop } = useDownload()
  const stopped = useRef(false)
  const save = async (kinds: readonly CatalogueExport[]) => {
    stopped.current = false
    for (const kind of kinds) {
      if (stopped.current) return
      await start(t(`catalogue.export.file.${kind}`), 'csv', (given, signal) => given.catalogue.export({ businessId, kind, language: format.language }, { signal }))
    }
  }
  const giveUp = () => {
    stopped.current = true
    stop()
  }
  return (
    <>
      {received !== null && <span role="status" className="flex items-center gap-1 text-ink-soft">{t('transcripts.export.running', { size: format.bytes(received) })}<IconButton size="sm" icon={X} label={t('common.cancel')} onClick={giveUp} /></span>}
      <Menu align="end" label={t('catalogue.export.title')} trigger={<IconButton icon={Download} label={t('catalogue.export.title')} disabled={received !== null} />}>
        {catalogueExports.map(kind => <MenuItem key={kind} icon={Download} onSelect={() => void save([kind])}>{t(`catalogue.export.${kind}`)}</MenuItem>)}
        <MenuSeparator />
        <MenuItem icon={Download} onSelect={() => void save(catalogueExports)}>{t('catalogue.export.full')}</MenuItem>
      </Menu>
    </>
  )
}
