import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TaxonomySummary } from '../../../engine/contract/classification.ts'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'

export interface TaxonomyWords {
  enums: TaxonomySummary['enums']
  signals: TaxonomySummary['signals']
  /** Version in force; null until it is known. */
  version: number | null
  enumLabel: (enumName: string) => string
  valueLabel: (enumName: string, value: string) => string
  signalLabel: (signal: string) => string
}

/**
 * The active taxonomy in the person's language. A name it does not have (a result of an older version) stands for
 * itself, so that nothing disappears.
 */
export function useTaxonomy(): TaxonomyWords {
  const { language } = useFormat()
  const { data } = useQuery(api.classification.taxonomy.queryOptions({ staleTime: Infinity }))
  return useMemo(() => {
    const enumLabels = new Map(data?.enums.map(one => [one.name, one.label[language]]))
    const valueLabels = new Map(data?.enums.flatMap(one => one.values.map(value => [`${one.name}/${value.value}`, value.label[language]] as const)))
    const signalLabels = new Map(data?.signals.map(signal => [signal.name, signal.label[language]]))
    return {
      enums: data?.enums ?? [],
      signals: data?.signals ?? [],
      version: data?.version ?? null,
      enumLabel: name => enumLabels.get(name) ?? name,
      valueLabel: (name, value) => valueLabels.get(`${name}/${value}`) ?? value,
      signalLabel: name => signalLabels.get(name) ?? name,
    }
  }, [data, language])
}
