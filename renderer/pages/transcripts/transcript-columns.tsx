import { History, UserRoundCheck } from 'lucide-react'
import type { TFunction } from 'i18next'
import type { Sentiment } from '../../../db/values.ts'
import type { TranscriptRow } from '../../../engine/contract/transcripts.ts'
import { IconState } from '../../components/icon-state.tsx'
import type { ColumnDefinition } from '../../components/data-table/data-table.tsx'
import type { Format } from '../../i18n/format.ts'
import { Absent, ConfidenceBar, NotYet, outcomeLooks, sentimentLooks } from './states.tsx'
import type { TaxonomyWords } from './use-taxonomy.ts'

/** How many of the taxonomy's enums are columns before anybody chose. */
const enumsAtFirst = 1

/** Everything a transcript can show in the table: its meeting, its result, and each enum of the taxonomy. */
export function buildTranscriptColumns(words: TaxonomyWords, t: TFunction, format: Format): ColumnDefinition<TranscriptRow>[] {
  // Made once and shared by all rows: thousands of cells come and go while scrolling.
  const absent = <Absent />
  const notYet = <NotYet />
  const won = <IconState {...outcomeLooks.won} label={t('transcripts.outcome.won')} />
  const notWon = <IconState {...outcomeLooks.notWon} label={t('transcripts.outcome.notWon')} />
  const sentimentCell = (sentiment: Sentiment) => <IconState {...sentimentLooks[sentiment]} label={t(`transcripts.sentiment.${sentiment}`)} />
  const sentimentCells = { positive: sentimentCell('positive'), neutral: sentimentCell('neutral'), negative: sentimentCell('negative') }
  const text = (id: 'clientEmail' | 'clientPhone' | 'seller', width: number): Omit<ColumnDefinition<TranscriptRow>, 'header'> =>
    ({ id, width, cell: row => row[id] ?? absent })
  return [
    { id: 'clientName', header: t('transcripts.field.clientName'), width: 170, sortable: true, cell: row => row.clientName ? <span className="font-medium">{row.clientName}</span> : absent },
    { id: 'metOn', header: t('transcripts.field.metOn'), width: 110, sortable: true, cell: row => row.metOn ? format.date(row.metOn) : absent },
    { ...text('seller', 118), header: t('transcripts.field.seller'), sortable: true },
    { id: 'closed', header: t('transcripts.field.closed'), width: 120, sortable: true, cell: row => row.closed === null ? absent : row.closed ? won : notWon },
    { id: 'sentiment', header: t('transcripts.field.sentiment'), width: 100, sortable: true, cell: row => row.sentiment === null ? notYet : sentimentCells[row.sentiment] },
    ...words.enums.map((one, position): ColumnDefinition<TranscriptRow> => ({
      id: `is.${one.name}`,
      header: words.enumLabel(one.name),
      width: 136,
      hiddenAtFirst: position >= enumsAtFirst,
      cell: row => {
        const value = row.labels[one.name]
        return value === undefined ? absent : words.valueLabel(one.name, value)
      },
    })),
    { id: 'confidence', header: t('transcripts.field.confidence'), width: 116, sortable: true, cell: row => row.confidence === null ? notYet : <ConfidenceBar value={row.confidence} text={format.percent(row.confidence)} /> },
    { id: 'summary', header: t('transcripts.field.summary'), width: 200, grow: true, cell: row => row.summary ?? <span className="text-ink-soft">{row.excerpt}</span> },
    { id: 'excerpt', header: t('transcripts.field.excerpt'), width: 240, hiddenAtFirst: true, cell: row => row.excerpt },
    { ...text('clientEmail', 190), header: t('transcripts.field.clientEmail'), hiddenAtFirst: true },
    { ...text('clientPhone', 130), header: t('transcripts.field.clientPhone'), hiddenAtFirst: true },
    { id: 'corrected', header: t('transcripts.field.corrected'), width: 120, hiddenAtFirst: true, cell: row => row.corrected ? <IconState icon={UserRoundCheck} tone="accent" label={t('transcripts.corrected')} /> : absent },
    {
      id: 'taxonomyVersion', header: t('transcripts.field.taxonomyVersion'), width: 130, hiddenAtFirst: true,
      cell: row => {
        if (row.taxonomyVersion === null) return notYet
        const outdated = words.version !== null && row.taxonomyVersion < words.version
        return outdated ? <IconState icon={History} tone="caution" label={t('transcripts.outdatedVersion', { version: row.taxonomyVersion })} /> : String(row.taxonomyVersion)
      },
    },
    { id: 'rowNumber', header: t('transcripts.field.rowNumber'), width: 90, align: 'end', sortable: true, hiddenAtFirst: true, cell: row => format.number(row.rowNumber) },
  ]
}
