import {
  AudioLines, Ban, BadgeCheck, CalendarClock, CircleAlert, CircleCheck, CircleDashed, CircleHelp, CirclePause, CircleSlash, CircleX, Clock, CreditCard, Flag, Handshake, Hourglass, LoaderCircle,
  MessageSquareOff, PhoneCall, PhoneForwarded, PhoneMissed, PhoneOff, PhoneOutgoing, ServerCrash, ShieldAlert, Smile, Frown, Meh, ThumbsDown, UserRoundX, UsersRound, Voicemail, type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AttemptState, CallJobStatus, CallStatus, ConversationOutcome, DisconnectionReason, DispositionGroup, PromiseState, Sentiment, ToldRoundState } from '../../../db/values.ts'
import { Badge, type Tone } from '../badge.tsx'
import { IconState } from '../icon-state.tsx'
import { Tooltip } from '../tooltip.tsx'

type Look = { icon: LucideIcon, tone: Tone, spin?: boolean }

export const outcomeLooks: Record<ConversationOutcome, Look> = {
  promise: { icon: Handshake, tone: 'positive' }, already_paid: { icon: BadgeCheck, tone: 'positive' }, callback: { icon: CalendarClock, tone: 'accent' },
  refusal: { icon: ThumbsDown, tone: 'caution' }, wrong_person: { icon: UserRoundX, tone: 'caution' }, third_party: { icon: UsersRound, tone: 'neutral' },
  opt_out: { icon: Ban, tone: 'danger' }, voicemail: { icon: Voicemail, tone: 'neutral' }, no_outcome: { icon: MessageSquareOff, tone: 'neutral' },
}
export const groupLooks: Record<DispositionGroup, Look> = {
  conversation: { icon: AudioLines, tone: 'positive' }, machine: { icon: Voicemail, tone: 'neutral' }, unanswered: { icon: PhoneMissed, tone: 'caution' }, bad_number: { icon: PhoneOff, tone: 'danger' },
  caller_side: { icon: ShieldAlert, tone: 'caution' }, account: { icon: CreditCard, tone: 'danger' }, system: { icon: ServerCrash, tone: 'danger' },
}
const attemptLooks: Record<AttemptState, Look> = {
  intended: { icon: PhoneOutgoing, tone: 'accent' }, live: { icon: PhoneCall, tone: 'positive' }, ended: { icon: CircleCheck, tone: 'neutral' }, not_placed: { icon: CircleSlash, tone: 'neutral' }, needs_review: { icon: CircleHelp, tone: 'danger' },
}
const callStatusLooks: Record<CallStatus, Look> = {
  registered: { icon: PhoneForwarded, tone: 'accent' }, ongoing: { icon: PhoneCall, tone: 'positive' }, ended: { icon: CircleCheck, tone: 'neutral' }, not_connected: { icon: PhoneMissed, tone: 'caution' }, error: { icon: CircleAlert, tone: 'danger' },
}
export const jobStatusLooks: Record<CallJobStatus, Look> = {
  pending: { icon: CircleDashed, tone: 'neutral' }, scheduled: { icon: Clock, tone: 'accent' }, in_progress: { icon: PhoneCall, tone: 'positive' }, done: { icon: CircleCheck, tone: 'positive' }, failed: { icon: CircleX, tone: 'danger' },
  suspended: { icon: CirclePause, tone: 'caution' }, cancelled: { icon: CircleSlash, tone: 'neutral' }, excluded: { icon: Ban, tone: 'caution' }, needs_review: { icon: CircleHelp, tone: 'danger' },
}
export const promiseLooks: Record<PromiseState, Look> = {
  open: { icon: Clock, tone: 'accent' }, kept: { icon: CircleCheck, tone: 'positive' }, partial: { icon: CircleDashed, tone: 'caution' }, broken: { icon: CircleX, tone: 'danger' }, cancelled: { icon: CircleSlash, tone: 'neutral' }, review: { icon: CircleHelp, tone: 'caution' },
}
const roundLooks: Record<ToldRoundState, Look> = {
  planned: { icon: Clock, tone: 'neutral' }, running: { icon: LoaderCircle, tone: 'accent', spin: true }, done: { icon: CircleCheck, tone: 'positive' }, asking: { icon: CircleAlert, tone: 'caution' }, skipped: { icon: CircleSlash, tone: 'neutral' },
  waiting: { icon: Hourglass, tone: 'neutral' },
}
const sentimentLooks: Record<Sentiment, Look> = { positive: { icon: Smile, tone: 'positive' }, neutral: { icon: Meh, tone: 'neutral' }, negative: { icon: Frown, tone: 'danger' } }

function Dash() {
  return <span className="text-ink-faint">–</span>
}

/** What a conversation came to. */
export function OutcomeState({ outcome }: { outcome: ConversationOutcome | null }) {
  const { t } = useTranslation()
  return outcome === null ? <Dash /> : <IconState {...outcomeLooks[outcome]} label={t(`calls.outcome.${outcome}`)} />
}

/** How a call ended; with the reason, the provider's own is told instead of the group's name. */
export function DispositionState({ group, reason = null }: { group: DispositionGroup | null, reason?: DisconnectionReason | null }) {
  const { t } = useTranslation()
  if (group === null) return reason === null ? <Dash /> : <span>{t(`calls.reason.${reason}`)}</span>
  return <IconState {...groupLooks[group]} label={reason === null ? t(`calls.group.${group}`) : t(`calls.reason.${reason}`)} />
}

/** Where an attempt stands; of a live one what the provider says of it. */
export function AttemptStateLabel({ state, callStatus = null }: { state: AttemptState, callStatus?: CallStatus | null }) {
  const { t } = useTranslation()
  if (state === 'live' && callStatus !== null) return <IconState {...callStatusLooks[callStatus]} label={t(`calls.callStatus.${callStatus}`)} />
  return <IconState {...attemptLooks[state]} label={t(`calls.attemptState.${state}`)} />
}

export function CallJobState({ status }: { status: CallJobStatus | null }) {
  const { t } = useTranslation()
  return status === null ? <Dash /> : <IconState {...jobStatusLooks[status]} label={t(`calls.jobStatus.${status}`)} />
}

export function PromiseStateLabel({ state }: { state: PromiseState }) {
  const { t } = useTranslation()
  return <IconState {...promiseLooks[state]} label={t(`calls.promiseState.${state}`)} />
}

export function RoundStateLabel({ state }: { state: ToldRoundState }) {
  const { t } = useTranslation()
  return <IconState {...roundLooks[state]} label={t(`calls.roundState.${state}`)} />
}

export function SentimentState({ sentiment }: { sentiment: Sentiment | null }) {
  const { t } = useTranslation()
  return sentiment === null ? <Dash /> : <IconState {...sentimentLooks[sentiment]} label={t(`calls.sentiment.${sentiment}`)} />
}

/** What a person should look at, by its name; the tooltip says why. Flags of a newer engine keep their own name. */
export function FlagBadge({ flag }: { flag: string }) {
  const { t } = useTranslation()
  return (
    <Tooltip content={t(`calls.flagHelp.${flag}`, { defaultValue: flag })}>
      <span><Badge tone="caution" icon={Flag}>{t(`calls.flag.${flag}`, { defaultValue: flag })}</Badge></span>
    </Tooltip>
  )
}
