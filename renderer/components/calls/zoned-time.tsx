import { useFormat } from '../../i18n/format.ts'
import { zonedMoment, zonedText } from './zoned-clock.ts'

interface ZonedTimeProps {
  readonly at: number
  /** The campaign's zone: calls are told by the wall clock its rounds and windows are written in. */
  readonly zone: string
  /** `moment` is day and time to the minute; `time` the hours, minutes and seconds alone. */
  readonly shape?: 'moment' | 'time'
  readonly className?: string
}

/** A moment on a campaign's wall clock; pointed at, it tells the second and which zone is meant. */
export function ZonedTime({ at, zone, shape = 'moment', className }: ZonedTimeProps) {
  const { locale } = useFormat()
  return (
    <time dateTime={new Date(at).toISOString()} title={`${zonedText(locale, at, 'full', zone)} · ${zone}`} className={className}>
      {shape === 'moment' ? zonedMoment(locale, at, zone) : zonedText(locale, at, 'seconds', zone)}
    </time>
  )
}
