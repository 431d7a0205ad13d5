import { useTranslation } from 'react-i18next'
import { flowReactions, type NegotiationFlow } from '../../../engine/contract/policies.ts'
import { Select } from '../../components/select.tsx'
import type { FlowDraft, FlowIssue } from './flow-draft.ts'
import { SpokenField } from './spoken-field.tsx'

type Next = NegotiationFlow['reactions']['refusal']['next']

/** What may follow an answer. Somebody who asks not to be called is never called again, and a stranger is told nothing: that is no choice. */
const nexts: Record<(typeof flowReactions)[number], readonly Next[]> = {
  refusal: ['next_offer', 'callback', 'review', 'end'], already_paid: ['review', 'callback', 'end'], wrong_person: ['end'], asks_time: ['callback', 'next_offer', 'end'], opt_out: ['do_not_call'],
}

/** How the agent meets each answer, and what follows it. */
export function ReactionFields({ draft, patch, issues }: { draft: FlowDraft, patch: (part: Partial<FlowDraft>) => void, issues: readonly FlowIssue[] }) {
  const { t } = useTranslation()
  const { reactions } = draft
  return (
    <div className="flex flex-col gap-4">
      {flowReactions.map(name => {
        const reaction = reactions[name]
        const change = (part: Partial<typeof reaction>) => patch({ reactions: { ...reactions, [name]: { ...reaction, ...part } } })
        const problem = issues.find(issue => (issue.path === name || issue.path.startsWith(`reactions.${name}`)) && issue.key !== null)
        const choices = nexts[name].includes(reaction.next) ? nexts[name] : [reaction.next, ...nexts[name]]
        return (
          <section key={name} className="flex flex-col gap-3 border-b border-line pb-4 last:border-0">
            <div className="flex flex-wrap items-center gap-3">
              <h3 className="min-w-40 flex-1 font-semibold">{t(`callingSettings.flow.reaction.${name}`)}</h3>
              <span className="text-ink-soft">{t('callingSettings.flow.followedBy')}</span>
              <Select className="w-60" label={t('callingSettings.flow.followedByOf', { reaction: t(`callingSettings.flow.reaction.${name}`) })} value={reaction.next} disabled={choices.length === 1} onChange={next => change({ next })} options={choices.map(value => ({ value, label: t(`callingSettings.flow.next.${value}`) }))} />
            </div>
            <SpokenField label={t('callingSettings.flow.says')} value={reaction.say} error={problem?.key ? t(problem.key) : undefined} onChange={say => change({ say })} />
          </section>
        )
      })}
    </div>
  )
}
