import type { TFunction } from 'i18next'
import { sentiments } from '../../../db/values.ts'
import type { Option } from '../../components/select.tsx'
import type { Format } from '../../i18n/format.ts'
import type { Filter } from './filter-address.ts'
import type { TaxonomyWords } from './use-taxonomy.ts'
import { opinionIcons } from './other-opinions.tsx'
import { sentimentLooks } from './states.tsx'

/** One thing transcripts can be filtered by, as a list of values to tick. */
export interface Facet {
  id: string
  label: string
  group: 'meeting' | 'result' | 'labels'
  options: Option[]
  /** Only one value at a time. */
  single: boolean
  read: (filter: Filter) => string[]
  write: (filter: Filter, values: string[]) => Filter
}

const confidenceSteps = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

/** Every facet of the filter except the text and the dates, which have controls of their own. */
export function buildFacets(words: TaxonomyWords, sellers: readonly string[], t: TFunction, format: Format): Facet[] {
  const yesNo = (id: 'closed' | 'corrected' | 'classified' | 'outdated' | 'disagree' | 'fellBack', group: Facet['group']): Facet => ({
    id, group, single: true,
    label: t(`transcripts.filter.${id}`),
    options: [{ value: 'yes', label: t(`transcripts.filter.${id}Yes`) }, { value: 'no', label: t(`transcripts.filter.${id}No`) }],
    read: filter => filter[id] === undefined ? [] : [filter[id] ? 'yes' : 'no'],
    write: (filter, [value]) => withValue(filter, id, value === undefined ? undefined : value === 'yes'),
  })
  return [
    {
      id: 'sellers', group: 'meeting', single: false, label: t('transcripts.field.seller'),
      options: sellers.map(seller => ({ value: seller, label: seller })),
      read: filter => filter.sellers ?? [],
      write: (filter, values) => withValue(filter, 'sellers', values.length > 0 ? values : undefined),
    },
    yesNo('closed', 'meeting'),
    {
      id: 'sentiments', group: 'result', single: false, label: t('transcripts.field.sentiment'),
      options: sentiments.map(sentiment => ({ value: sentiment, label: t(`transcripts.sentiment.${sentiment}`), icon: sentimentLooks[sentiment].icon })),
      read: filter => filter.sentiments ?? [],
      write: (filter, values) => {
        const chosen = sentiments.filter(sentiment => values.includes(sentiment))
        return withValue(filter, 'sentiments', chosen.length > 0 ? chosen : undefined)
      },
    },
    {
      id: 'confidenceBelow', group: 'result', single: true, label: t('transcripts.field.confidence'),
      options: confidenceSteps.map(step => ({ value: String(step), label: t('transcripts.filter.below', { share: format.percent(step) }) })),
      read: filter => filter.confidenceBelow === undefined ? [] : [String(filter.confidenceBelow)],
      write: (filter, [value]) => withValue(filter, 'confidenceBelow', value === undefined ? undefined : Number(value)),
    },
    {
      id: 'signals', group: 'result', single: false, label: t('transcripts.filter.signals'),
      options: words.signals.map(signal => ({ value: signal.name, label: words.signalLabel(signal.name) })),
      read: filter => filter.signals ?? [],
      write: (filter, values) => withValue(filter, 'signals', values.length > 0 ? values : undefined),
    },
    {
      id: 'sources', group: 'result', single: false, label: t('transcripts.filter.sources'),
      options: (['offline', 'llm'] as const).map(source => ({ value: source, label: t(`transcripts.opinion.${source}`), icon: opinionIcons[source] })),
      read: filter => filter.sources ?? [],
      write: (filter, values) => {
        const chosen = (['offline', 'llm'] as const).filter(source => values.includes(source))
        return withValue(filter, 'sources', chosen.length > 0 ? chosen : undefined)
      },
    },
    yesNo('disagree', 'result'),
    yesNo('fellBack', 'result'),
    yesNo('corrected', 'result'),
    yesNo('classified', 'result'),
    yesNo('outdated', 'result'),
    ...words.enums.map((one): Facet => ({
      id: `is.${one.name}`, group: 'labels', single: false, label: words.enumLabel(one.name),
      options: one.values.map(({ value }) => ({ value, label: words.valueLabel(one.name, value) })),
      read: filter => filter.labels?.[one.name] ?? [],
      write: (filter, values) => {
        const { [one.name]: _replaced, ...others } = filter.labels ?? {}
        const labels = values.length > 0 ? { ...others, [one.name]: values } : others
        return withValue(filter, 'labels', Object.keys(labels).length > 0 ? labels : undefined)
      },
    })),
  ]
}

/** Sets a part of the filter, or takes it away when there is nothing to set. */
export function withValue<Key extends keyof Filter>(filter: Filter, key: Key, value: Filter[Key] | undefined): Filter {
  const { [key]: _replaced, ...others } = filter
  return value === undefined ? others : { ...others, [key]: value }
}
