import { useTranslation } from 'react-i18next'
import type { DebtorImportKind } from '../../../../db/values.ts'
import { FileDrop } from '../../../components/file-drop.tsx'

const accepted: Record<DebtorImportKind, string> = { debtors: '.csv,.tsv,.txt,.xlsx,.json', payments: '.csv,.tsv,.txt,.xlsx,.json', job_documents: '.json,.ndjson,.jsonl' }

/** A file dropped or picked. */
export function ChooseDebtorsFile({ kind, onFile }: { kind: DebtorImportKind, onFile: (file: File) => void }) {
  const { t } = useTranslation()
  return <FileDrop accept={accepted[kind]} hint={t(`debtors.import.formats.${kind}`)} onFile={onFile} />
}
