import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../../app/address.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { FileDrop } from '../../../components/file-drop.tsx'
import { TabContent, Tabs } from '../../../components/tabs.tsx'
import { accepted } from './accepted.ts'
import { PasteText } from './paste-text.tsx'
import { SentFiles, useSentFiles } from './sent-files.tsx'

const ways = ['file', 'text'] as const
type Way = typeof ways[number]

/** Adds documents: files chosen or dropped, one after another, or a text that is pasted. */
export function AddDocumentsDialog({ firstFiles, onClose }: { firstFiles: readonly File[], onClose: () => void }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>('file')
  const { sent, send } = useSentFiles(firstFiles)
  const show = (documentId: string) => {
    onClose()
    navigate({ page: 'catalogue', item: documentId, query: { view: 'documents' } })
  }
  return (
    <Dialog open size="lg" title={t('documents.addTitle')} description={t('documents.addBody')} onOpenChange={open => { if (!open) onClose() }}>
      <Tabs value={way} onChange={setWay} label={t('documents.ways')} items={[{ value: 'file', label: t('documents.fromFile') }, { value: 'text', label: t('documents.fromText') }]}>
        <TabContent value="file" className="flex flex-col gap-3 py-4">
          <FileDrop accept={accepted} hint={t('documents.formats')} onFile={file => send([file])} />
          <SentFiles sent={sent} onOpen={show} />
        </TabContent>
        <TabContent value="text" className="py-4">
          <PasteText onAdded={document => show(document.id)} />
        </TabContent>
      </Tabs>
    </Dialog>
  )
}
