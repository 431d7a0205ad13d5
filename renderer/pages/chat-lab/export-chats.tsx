import { Download, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBusinessId } from '../../app/business.ts'
import { IconButton } from '../../components/button.tsx'
import { useDownload } from '../../components/calls/use-download.ts'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { useFormat } from '../../i18n/format.ts'

/** Saves all conversations as a file. */
export function ExportChats() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { received, start, stop } = useDownload()
  const save = () => start(t('chatLab.export.file'), 'csv', (given, signal) => given.chat.export({ businessId, language: format.language }, { signal }))
  return (
    <>
      {received !== null && <span role="status" className="flex items-center gap-1 text-ink-soft">{t('transcripts.export.running', { size: format.bytes(received) })}<IconButton size="sm" icon={X} label={t('common.cancel')} onClick={stop} /></span>}
      <Menu align="end" label={t('chatLab.export.title')} trigger={<IconButton icon={Download} label={t('chatLab.export.title')} disabled={received !== null} />}>
        <MenuItem icon={Download} onSelect={() => void save()}>{t('chatLab.export.conversations')}</MenuItem>
      </Menu>
    </>
  )
}
