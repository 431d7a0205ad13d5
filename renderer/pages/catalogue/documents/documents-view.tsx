import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { documentKinds, languages } from '../../../../db/values.ts'
import { setQuery, useAddress } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { MultiSelect } from '../../../components/multi-select.tsx'
import { api } from '../../../connection/client.ts'
import { SettledSearch } from '../../debtors/debtor-filter-bar.tsx'
import { DocumentList } from './document-list.tsx'
import { SearchResults } from './search-results.tsx'

const listed = (text: string | undefined): string[] => (text === undefined ? [] : text.split(',').filter(Boolean))
const filled = <Value,>(values: Value[]) => (values.length === 0 ? undefined : values)

/** The documents of the business, or, once something is asked, the passages that answer it. */
export function DocumentsView({ openId, onTotalChange }: { openId: string | null, onTotalChange: (total: number) => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { query: { ask, kinds: kindText, languages: languageText, tags: tagText } } = useAddress()
  const kinds = useMemo(() => documentKinds.filter(kind => listed(kindText).includes(kind)), [kindText])
  const chosenLanguages = useMemo(() => languages.filter(language => listed(languageText).includes(language)), [languageText])
  const tags = useMemo(() => listed(tagText), [tagText])
  const { data: known } = useQuery(api.knowledge.documents.tags.queryOptions({ input: { businessId } }))
  const search = useCallback((typed: string) => setQuery({ ask: typed || null, at: null }), [])
  const filter = useMemo(() => ({ kinds: filled(kinds), languages: filled(chosenLanguages), tags: filled(tags) }), [kinds, chosenLanguages, tags])
  return (
    <>
      <div role="search" aria-label={t('documents.filters')} className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-4 py-2">
        <SettledSearch label={t('documents.search')} value={ask ?? ''} onChange={search} />
        {ask && (
          <>
            <MultiSelect label={t('documents.field.kind')} values={kinds} onChange={chosen => setQuery({ kinds: chosen.join(',') || null })} options={documentKinds.map(value => ({ value, label: t(`documents.kind.${value}`) }))} />
            <MultiSelect label={t('documents.field.language')} values={chosenLanguages} onChange={chosen => setQuery({ languages: chosen.join(',') || null })} options={languages.map(value => ({ value, label: t(`documents.language.${value}`) }))} />
            {known && known.length > 0 && <MultiSelect label={t('documents.field.tags')} values={tags} onChange={chosen => setQuery({ tags: chosen.join(',') || null })} options={known.map(value => ({ value, label: value }))} />}
            {(kinds.length > 0 || chosenLanguages.length > 0 || tags.length > 0) && <Button variant="ghost" onClick={() => setQuery({ kinds: null, languages: null, tags: null })}>{t('common.clearFilters')}</Button>}
          </>
        )}
      </div>
      <div className="min-h-0 flex-1">{ask ? <SearchResults question={ask} filter={filter} /> : <DocumentList openId={openId} onTotalChange={onTotalChange} />}</div>
    </>
  )
}
