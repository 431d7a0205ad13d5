import { Info, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { meetingFields } from '../../../db/values.ts'
import type { Mapping, Preview } from '../../../engine/contract/ingest.ts'
import { Badge } from '../../components/badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ImportClassifier } from './import-classifier.tsx'
import { fieldOfColumn, mapColumn, notImported, unmappedColumns } from './column-mapping.ts'

/** Warnings about the mapping are worked out here anew, as it changes under the person's hands. */
const aboutTheMapping = new Set(['ingest.warning_unmapped_column', 'ingest.warning_no_transcript'])

const rowsShown = 8

interface MappingStepProps {
  preview: Preview
  mapping: Mapping
  onMappingChange: (mapping: Mapping) => void
  name: string
  onNameChange: (name: string) => void
}

/** The second step: what was found in the file, and which column is what. */
export function MappingStep({ preview, mapping, onMappingChange, name, onNameChange }: MappingStepProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const unmapped = unmappedColumns(preview.columns, mapping)
  const choices = [...meetingFields.map(field => ({ value: field, label: t(`batches.field.${field}`) })), { value: notImported, label: t('batches.notImported') }] as const
  // Columns and rows of a file are told apart by their place alone.
  const columns = preview.columns.map((column, position) => ({ key: `column ${position}`, column, position }))
  const rows = preview.rows.slice(0, rowsShown).map((row, position) => ({ key: `row ${position}`, row }))
  const warnings = preview.warnings.filter(warning => !aboutTheMapping.has(warning.key))
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-4">
        <div className="w-80"><Field label={t('batches.name')}>{control => <Input {...control} value={name} maxLength={200} onChange={event => onNameChange(event.target.value)} />}</Field></div>
        <div className="flex flex-wrap gap-1 pb-1">
          <Badge>{preview.format.toUpperCase()}</Badge>
          {preview.encoding !== null && <Badge>{preview.encoding}</Badge>}
          {preview.delimiter !== null && <Badge>{t('batches.delimiter', { delimiter: preview.delimiter === '\t' ? 'Tab' : preview.delimiter })}</Badge>}
          <Badge>{t(preview.rowCountExact ? 'batches.rowCount' : 'batches.rowCountAbout', { count: preview.rowCount, number: format.number(preview.rowCount) })}</Badge>
        </div>
      </div>
      {preview.mappingRemembered && <p className="flex items-center gap-2 text-ink-soft"><Info aria-hidden size={14} className="text-accent" />{t('batches.mappingRemembered')}</p>}
      {mapping.transcript === undefined && <p role="alert" className="flex items-center gap-2 text-danger"><TriangleAlert aria-hidden size={14} />{t('ingest.warning_no_transcript')}</p>}
      {warnings.map(warning => (
        <p key={`${warning.key} ${Object.values(warning.values).join(' ')}`} className="flex items-center gap-2 text-caution"><TriangleAlert aria-hidden size={14} className="shrink-0" />{t(warning.key, warning.values)}</p>
      ))}
      <div tabIndex={0} role="region" aria-label={t('batches.preview')} className="max-h-[38vh] overflow-auto rounded-md border border-line">
        <table className="min-w-full border-collapse text-left">
          <thead className="sticky top-0 bg-surface">
            <tr>
              {columns.map(({ key, column, position }) => (
                <th key={key} scope="col" className="min-w-40 border-b border-line p-2 align-bottom font-normal">
                  <span className="block truncate pb-1 text-sm text-ink-faint">{column}</span>
                  <Select
                    size="sm" className="w-full"
                    label={t('batches.mapColumn', { column })}
                    value={fieldOfColumn(mapping, position)}
                    onChange={field => onMappingChange(mapColumn(mapping, position, field))}
                    options={choices}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key: rowKey, row }) => (
              <tr key={rowKey} className="border-b border-line last:border-b-0">
                {columns.map(({ key, position }) => (
                  <td key={key} className={classNames('max-w-72 truncate px-2 py-1.5', fieldOfColumn(mapping, position) === notImported && 'text-ink-faint')}>{row[position]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ImportClassifier preview={preview} mapping={mapping} />
      {unmapped.length > 0 && <p className="text-sm text-ink-faint">{t('batches.unmapped', { columns: unmapped.join(', ') })}</p>}
    </div>
  )
}
