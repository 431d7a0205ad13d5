import { TriangleAlert } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatTrace } from '../../../../engine/contract/chat.ts'
import { navigate } from '../../../app/address.ts'
import { usdText } from '../../../components/usd.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useProviderName } from '../../language-models/use-providers.ts'
import { openSource } from '../open-source.ts'
import { intentText } from './intent-text.ts'
import { TimingsBar } from './timings-bar.tsx'

/** How an answer came about, step by step. */
export function TraceView({ trace, at }: { trace: ChatTrace, at: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  // What stood only for a number or a reference has no words of its own.
  const items = trace.items.filter(item => item.text !== '')
  return (
    <div className="flex flex-col gap-3">
      <Facts>
        {[
          [t('chatLab.trace.intent'), intentText(t, format, trace)],
          ...trace.cause === 'unreadable' ? [] : [
            [t('chatLab.trace.cause'), t(`chatLab.trace.causes.${trace.cause}`, { defaultValue: trace.cause })] as const,
            [t('chatLab.trace.road'), t(`chatLab.trace.roads.${trace.road}`, { defaultValue: trace.road })] as const,
          ],
          [t('chatLab.trace.at'), format.dateTime(at)],
        ]}
      </Facts>
      {trace.fellBack && <FellBack {...trace.fellBack} />}
      {items.length > 0 && (
        <Part title={t('chatLab.trace.items')}>
          {/* Items have no identity of their own and never change. */}
          <ul>{items.map((item, index) => <li key={index}>{[item.act && t(`chatLab.trace.acts.${item.act}`, { defaultValue: item.act }), item.quantity !== null && format.number(item.quantity), `“${item.text}”`].filter(Boolean).join(' ')}</li>)}</ul>
        </Part>
      )}
      {trace.retrieved.length > 0 && <Part title={t('chatLab.trace.retrieved')}><Retrieved retrieved={trace.retrieved} /></Part>}
      <Part title={t('chatLab.trace.timings')}><TimingsBar timings={trace.timings} /></Part>
      <Part title={t('chatLab.trace.wording')}>{trace.model ? <ModelFacts model={trace.model} /> : <p>{t('chatLab.trace.templates')}</p>}</Part>
    </div>
  )
}

function Part({ title, children }: { title: string, children: ReactNode }) {
  return <div><h4 className="mb-0.5 text-sm text-ink-faint">{title}</h4>{children}</div>
}

function Facts({ children }: { children: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
      {children.map(([name, value]) => <Fragment key={name}><dt className="text-ink-soft">{name}</dt><dd className="min-w-0 break-words">{value}</dd></Fragment>)}
    </dl>
  )
}

/** Why a template stands where a model was wanted. */
function FellBack({ code, detail }: { code: string, detail: string }) {
  const { t } = useTranslation()
  const failure = t(`modelFailure.${code}.title`, { defaultValue: code })
  return (
    <div className="flex gap-2 rounded-md bg-caution-soft px-2.5 py-2">
      <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-caution" />
      <span className="min-w-0"><span className="font-medium">{t('chatLab.trace.fellBack')}</span> {t(`chatLab.trace.fellBackFor.${code}`, { defaultValue: failure })}{detail && <span className="block text-sm break-words text-ink-soft">{detail}</span>}</span>
    </div>
  )
}

function Retrieved({ retrieved }: { retrieved: ChatTrace['retrieved'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const score = (value: number | null) => value === null ? '–' : format.number(value, 2)
  const number = 'py-0.5 pl-2 text-right align-top whitespace-nowrap'
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line text-left text-sm text-ink-soft">
          <th scope="col" className="font-medium">{t('chatLab.trace.found')}</th>
          <th scope="col" className={`${number} font-medium`} title={t('chatLab.trace.byWordsHint')}>{t('chatLab.trace.byWords')}</th>
          <th scope="col" className={`${number} font-medium`} title={t('chatLab.trace.byMeaningHint')}>{t('chatLab.trace.byMeaning')}</th>
        </tr>
      </thead>
      <tbody>
        {retrieved.map((one, index) => (
          // A document may stand here with several passages, and a list of what was found never changes.
          <tr key={index} className="border-b border-line last:border-0">
            <td className="py-0.5"><button type="button" className="rounded text-left text-accent hover:underline" onClick={() => openSource(one)}>{one.label}</button></td>
            <td className={number}>{score(one.wordScore)}</td>
            <td className={number}>{score(one.meaningScore)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ModelFacts({ model }: { model: NonNullable<ChatTrace['model']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const providerName = useProviderName()
  return (
    <>
      <Facts>
        {[
          [t('chatLab.trace.model'), `${providerName(model.providerId)} · ${model.model}`],
          [t('chatLab.trace.prompt'), `${model.prompt} · ${t('chatLab.trace.version', { version: model.promptVersion })}`],
          [t('chatLab.trace.tokens'), t('chatLab.trace.tokensInOut', { in: format.number(model.tokensIn), out: format.number(model.tokensOut) })],
          [t('chatLab.trace.cost'), usdText(format, model.costUsd)],
        ]}
      </Facts>
      <button type="button" className="mt-1 rounded text-accent hover:underline" onClick={() => navigate({ page: 'usage', item: model.auditId, query: { view: 'calls' } })}>{t('chatLab.trace.seeRequest')}</button>
    </>
  )
}
