import { useMutation } from '@tanstack/react-query'
import { Copy, Download, Ellipsis, Eye, Pencil, Play, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BenchSuite } from '../../../../engine/contract/chat-bench.ts'
import { setQuery } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button, IconButton } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { confirm } from '../../../components/confirm.tsx'
import { Menu, MenuItem } from '../../../components/menu.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { tellProblem } from '../../../connection/tell-problem.ts'
import { useFormat } from '../../../i18n/format.ts'
import { openSuite } from './bench-address.ts'
import { beginSuite } from './open-draft.ts'
import { downloadSuite } from './suite-file.ts'

const head = 'h-8 border-b border-line px-3 text-left text-sm font-medium whitespace-nowrap text-ink-soft'
const roomy = 'hidden @2xl:table-cell'
const wide = 'hidden @4xl:table-cell'

/** All suites with what can be done to each. */
export function SuiteTable({ suites }: { suites: readonly BenchSuite[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={classNames(head, 'pl-4')}>{t('chatBench.suite')}</th>
          <th scope="col" className={classNames(head, roomy)}>{t('chatBench.catalogueTitle')}</th>
          <th scope="col" className={classNames(head, 'text-right')}>{t('chatBench.conversations')}</th>
          <th scope="col" className={classNames(head, roomy, 'text-right')}>{t('chatBench.replies')}</th>
          <th scope="col" className={classNames(head, wide)}>{t('chatBench.updated')}</th>
          <td className={head} />
        </tr>
      </thead>
      <tbody>
        {suites.map(suite => (
          <tr key={suite.id} className="h-10 border-b border-line last:border-b-0 hover:bg-hover">
            <td className="max-w-80 pr-3 pl-4">
              <span className="flex items-center gap-2">
                <button type="button" onClick={() => openSuite(suite.id)} className="min-w-0 truncate rounded text-left font-medium text-accent hover:underline">{suite.name[format.language]}</button>
                <Badge tone={suite.origin === 'own' ? 'accent' : 'neutral'}>{t(`chatBench.origin.${suite.origin}`)}</Badge>
              </span>
            </td>
            <td className={classNames(roomy, 'px-3 whitespace-nowrap text-ink-soft')}>{t(`chatBench.catalogue.${suite.catalogue}`)}</td>
            <td className="px-3 text-right">{format.number(suite.conversations)}</td>
            <td className={classNames(roomy, 'px-3 text-right')}>{format.number(suite.replies)}</td>
            <td className={classNames(wide, 'px-3 whitespace-nowrap text-ink-soft')}>{suite.updatedAt === null ? <span className="text-ink-faint">–</span> : format.moment(suite.updatedAt)}</td>
            <td className="pr-2 pl-3"><SuiteActions suite={suite} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SuiteActions({ suite }: { suite: BenchSuite }) {
  const { t } = useTranslation()
  const { language } = useFormat()
  const businessId = useBusinessId()
  const name = suite.name[language]
  const remove = useMutation(api.chatBench.removeSuite.mutationOptions({
    onSuccess: () => {
      notify.success(t('chatBench.removed'))
      return queryClient.invalidateQueries({ queryKey: api.chatBench.suites.key() })
    },
  }))
  const askRemove = async () => {
    if (await confirm({ title: t('chatBench.removeSuiteTitle', { name }), body: t('chatBench.removeSuiteBody'), confirmLabel: t('chatBench.remove'), danger: true })) remove.mutate({ businessId, suiteId: suite.id })
  }
  const withText = async (act: (text: string) => void) => {
    try {
      act((await queryClient.fetchQuery(api.chatBench.suite.queryOptions({ input: { businessId, suiteId: suite.id } }))).text)
    } catch (error) {
      tellProblem(error)
    }
  }
  const copy = () => withText(text => void beginSuite(businessId, '', text))
  return (
    <span className="flex items-center justify-end gap-1">
      <Button size="sm" icon={Play} aria-label={t('chatBench.runSuite', { name })} onClick={() => setQuery({ start: suite.id }, { replace: false })}>{t('chatBench.run')}</Button>
      <Menu align="end" label={t('chatBench.moreOfSuite', { name })} trigger={<IconButton size="sm" icon={Ellipsis} label={t('chatBench.moreOfSuite', { name })} />}>
        {suite.origin === 'own' ? <MenuItem icon={Pencil} onSelect={() => openSuite(suite.id)}>{t('chatBench.edit')}</MenuItem> : <MenuItem icon={Eye} onSelect={() => openSuite(suite.id)}>{t('chatBench.view')}</MenuItem>}
        <MenuItem icon={Copy} onSelect={() => void copy()}>{t('chatBench.copy')}</MenuItem>
        <MenuItem icon={Download} onSelect={() => void withText(text => downloadSuite(name, text))}>{t('chatBench.download')}</MenuItem>
        {suite.origin === 'own' && <MenuItem icon={Trash2} danger onSelect={() => void askRemove()}>{t('chatBench.remove')}…</MenuItem>}
      </Menu>
    </span>
  )
}
