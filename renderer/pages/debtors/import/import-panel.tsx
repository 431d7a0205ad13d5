import { useTranslation } from 'react-i18next'
import { openItem } from '../../../app/address.ts'
import { DetailPanel } from '../../../components/panel.tsx'
import { ImportProgress, useDebtorImport } from './import-progress.tsx'

/** One import beside the list. */
export function ImportPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data } = useDebtorImport(id)
  return (
    <DetailPanel label={t('debtors.import.panel')} title={data?.fileName ?? t('debtors.import.panel')} onClose={() => openItem(null)} width="w-[min(480px,46vw)]">
      <div className="p-4"><ImportProgress importId={id} /></div>
    </DetailPanel>
  )
}
