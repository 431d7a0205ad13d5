import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../../app/address.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DebtorImport } from './debtor-import.tsx'

/** The import over the page; once it runs, its own panel shows how far it is. */
export function DebtorImportDialog({ simulated, initialFile, onClose }: { simulated: boolean, initialFile: File | null, onClose: () => void }) {
  const { t } = useTranslation()
  const [wide, setWide] = useState(false)
  return (
    <Dialog open size={wide ? 'xl' : 'lg'} title={t('debtors.import.title')} description={t(simulated ? 'debtors.import.intoPractice' : 'debtors.import.intoReal')} onOpenChange={open => { if (!open) onClose() }}>
      <DebtorImport
        simulated={simulated} initialFile={initialFile} onWide={setWide} onCancel={onClose}
        onStarted={started => navigate({ page: 'debtors', item: started.id, query: { view: 'imports' } }, { replace: true })}
      />
    </Dialog>
  )
}
