import { AudioLines, CalendarCheck, ChartColumnBig, ChartNoAxesColumn, Coins, FileInput, Gauge, ListTodo, Megaphone, MessagesSquare, Package, PhoneCall, Scale, Settings, Sparkles, UsersRound, Webhook, type LucideIcon } from 'lucide-react'

export type AreaName = 'floor' | 'campaigns' | 'debtors' | 'calls' | 'promises' | 'reports' | 'transcripts' | 'disagreements' | 'batches' | 'dashboards' | 'chat-lab' | 'catalogue' | 'models' | 'usage' | 'actions' | 'jobs' | 'settings'
/** `key` is pressed after `g` to go there. */
export type Area = { name: AreaName, icon: LucideIcon, key: string }

/** The areas of this version, in the order of the rail. */
export const areas: readonly Area[] = [
  { name: 'floor', icon: Gauge, key: 'f' },
  { name: 'campaigns', icon: Megaphone, key: 'c' },
  { name: 'debtors', icon: UsersRound, key: 'e' },
  { name: 'calls', icon: PhoneCall, key: 'l' },
  { name: 'promises', icon: CalendarCheck, key: 'p' },
  { name: 'reports', icon: ChartColumnBig, key: 'r' },
  { name: 'transcripts', icon: AudioLines, key: 't' },
  { name: 'disagreements', icon: Scale, key: 'o' },
  { name: 'batches', icon: FileInput, key: 'b' },
  { name: 'dashboards', icon: ChartNoAxesColumn, key: 'd' },
  { name: 'chat-lab', icon: MessagesSquare, key: 'h' },
  { name: 'catalogue', icon: Package, key: 'k' },
  { name: 'models', icon: Sparkles, key: 'm' },
  { name: 'usage', icon: Coins, key: 'u' },
  { name: 'actions', icon: Webhook, key: 'a' },
  { name: 'jobs', icon: ListTodo, key: 'j' },
  { name: 'settings', icon: Settings, key: 's' },
]
