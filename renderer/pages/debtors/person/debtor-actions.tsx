import { FolderArchive, Eraser } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { client } from '../../../connection/client.ts'
import { tellProblem } from '../../../connection/tell-problem.ts'
import { shownLanguage } from '../../../i18n/index.ts'
import { downloadFile } from '../../batches/download-file.ts'
import { EraseDialog } from './erase-dialog.tsx'

/** What can be handed over of a person, and how they are made unrecognisable. */
export function DebtorActions({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const [packing, setPacking] = useState(false)
  const [erasing, setErasing] = useState(false)
  const pack = async () => {
    setPacking(true)
    try {
      const parts: Uint8Array<ArrayBuffer>[] = []
      for await (const part of await client.debtors.evidence({ debtorId: debtor.id, language: shownLanguage() })) parts.push(Uint8Array.from(atob(part), character => character.charCodeAt(0)))
      downloadFile(new Blob(parts, { type: 'application/zip' }), t('debtors.evidenceFileName', { id: (debtor.nationalId || debtor.id).replaceAll(/[^\w-]/g, '') }))
    } catch (error) {
      tellProblem(error)
    } finally {
      setPacking(false)
    }
  }
  return (
    <div className="flex flex-wrap gap-2 border-b border-line px-4 py-3">
      <Button icon={FolderArchive} busy={packing} title={t('debtors.evidenceHint')} onClick={() => void pack()}>{t('debtors.evidence')}</Button>
      {debtor.erasedAt === null && <Button variant="ghost" icon={Eraser} onClick={() => setErasing(true)}>{t('debtors.erase.action')}</Button>}
      {erasing && <EraseDialog debtor={debtor} onClose={() => setErasing(false)} />}
    </div>
  )
}
