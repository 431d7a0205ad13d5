import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, FileStack } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileKind } from '../../../db/values.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { SearchInput } from '../../components/input.tsx'
import { Problem } from '../../components/problem.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { FileRow } from './file-row.tsx'
import { keptKinds } from './kept-kinds.ts'

const rowsPerPage = 20
const every = 'every'

/** The business's files, newest first, twenty a page. */
export function FileList() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<FileKind | typeof every>(every)
  const [offset, setOffset] = useState(0)
  const { data, error, refetch } = useQuery(api.files.list.queryOptions({
    input: { businessId, ...(kind === every ? {} : { kind }), ...(text.trim() === '' ? {} : { text: text.trim() }), offset, limit: rowsPerPage },
    placeholderData: keepPreviousData,
  }))
  const filtered = kind !== every || text.trim() !== ''
  // The last of a page may have been deleted.
  if (data && data.rows.length === 0 && data.total > 0 && offset > 0) setOffset(Math.max(0, offset - rowsPerPage))
  const head = 'h-8 pr-4 font-medium'
  return (
    <SettingsSection
      title={t('files.list')}
      actions={(
        <div className="flex gap-2">
          <SearchInput label={t('files.search')} value={text} onChange={next => { setText(next); setOffset(0) }} />
          <Select label={t('files.whichKind')} value={kind} onChange={next => { setKind(next); setOffset(0) }} options={[{ value: every, label: t('files.everyKind') }, ...keptKinds.map(value => ({ value, label: t(`files.kind.${value}`) }))]} />
        </div>
      )}
    >
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={4} />)}
      {data?.total === 0 && (filtered ? <p className="py-2 text-ink-soft">{t('files.noMatch')}</p> : <EmptyState icon={FileStack} title={t('files.none')} body={t('files.noneBody')} />)}
      {data && data.total > 0 && (
        <>
          <table className="w-full" aria-label={t('files.list')}>
            <thead className="text-left text-sm text-ink-soft">
              <tr>
                <th scope="col" className={head}>{t('files.name')}</th><th scope="col" className={`${head} text-right`}>{t('files.size')}</th><th scope="col" className={head}>{t('files.place')}</th>
                <th scope="col" className={head}>{t('files.createdAt')}</th><th scope="col" className={head}>{t('files.expiresAt')}</th><th scope="col"><span className="sr-only">{t('files.actions')}</span></th>
              </tr>
            </thead>
            <tbody>{data.rows.map(file => <FileRow key={file.id} businessId={businessId} file={file} />)}</tbody>
          </table>
          {data.total > rowsPerPage && (
            <div className="flex items-center justify-end gap-2 pt-2">
              <span className="text-sm text-ink-soft" aria-live="polite">{t('files.page', { from: offset + 1, to: Math.min(offset + rowsPerPage, data.total), count: data.total })}</span>
              <Button icon={ChevronLeft} disabled={offset === 0} onClick={() => setOffset(offset - rowsPerPage)}>{t('files.earlier')}</Button>
              <Button icon={ChevronRight} disabled={offset + rowsPerPage >= data.total} onClick={() => setOffset(offset + rowsPerPage)}>{t('files.later')}</Button>
            </div>
          )}
        </>
      )}
    </SettingsSection>
  )
}
