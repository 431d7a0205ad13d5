import { Bot, CirclePause, FlaskConical, Globe, Hand, Headset, Info, MonitorDot, UserRound, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChatAuthor, ChatChannel, ChatControl, HandoffReason } from '../../../db/values.ts'
import { Badge, type Tone } from '../../components/badge.tsx'

export const controlLooks: Record<ChatControl, { icon: LucideIcon, tone: Tone }> = {
  agent: { icon: Bot, tone: 'neutral' }, paused: { icon: CirclePause, tone: 'caution' }, person: { icon: Headset, tone: 'positive' },
}
export const channelIcons: Record<ChatChannel, LucideIcon> = { lab: FlaskConical, channel: Globe, local: MonitorDot }
export const authorIcons: Record<ChatAuthor, LucideIcon> = { customer: UserRound, agent: Bot, person: Headset, system: Info }

/** Who answers a chat. */
export function ControlBadge({ control }: { control: ChatControl }) {
  const { t } = useTranslation()
  return <Badge {...controlLooks[control]}>{t(`chatLab.control.${control}`)}</Badge>
}

export function ChannelBadge({ channel }: { channel: ChatChannel }) {
  const { t } = useTranslation()
  return <Badge icon={channelIcons[channel]}>{t(`chatLab.channel.${channel}`)}</Badge>
}

/** Why a person is wanted. */
export function HandoffBadge({ reason }: { reason: HandoffReason }) {
  const { t } = useTranslation()
  return <Badge icon={Hand} tone={reason === 'anger' || reason === 'failed' ? 'danger' : 'caution'}>{t(`chatLab.handoff.${reason}`)}</Badge>
}
