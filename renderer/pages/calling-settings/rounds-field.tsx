import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../components/button.tsx'
import { Input } from '../../components/input.tsx'

/** The times of day at which a round starts. Two at the same time would be one. */
export function RoundsField({ rounds, onChange }: { rounds: readonly string[], onChange: (rounds: string[]) => void }) {
  const { t } = useTranslation()
  const twice = new Set(rounds).size < rounds.length
  // Rounds have no name but their place: a time may change under the person's hands.
  const items = rounds.map((time, position) => ({ key: `round ${position}`, time, position }))
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium text-ink-soft">{t('callingSettings.rounds')}</span>
      <div className="flex flex-wrap items-center gap-2">
        {items.map(({ key, time, position }) => (
          <span key={key} className="inline-flex items-center">
            <Input type="time" required aria-label={t('callingSettings.roundNumber', { number: position + 1 })} className="!w-28" value={time} onChange={event => { if (event.target.value) onChange(rounds.with(position, event.target.value)) }} />
            <IconButton size="sm" icon={X} label={t('callingSettings.removeRound', { time })} disabled={rounds.length === 1} onClick={() => onChange(rounds.toSpliced(position, 1))} />
          </span>
        ))}
        <Button size="sm" icon={Plus} disabled={rounds.length >= 24} onClick={() => onChange([...rounds, laterThan(rounds)])}>{t('callingSettings.addRound')}</Button>
      </div>
      <p className={twice ? 'text-sm text-danger' : 'text-sm text-ink-faint'}>{t(twice ? 'callingSettings.roundTwice' : 'callingSettings.roundsHint')}</p>
    </div>
  )
}

/** The first full hour that is not taken, after the last round where there is one. */
function laterThan(rounds: readonly string[]): string {
  const last = Number((rounds.toSorted().at(-1) ?? '08:00').slice(0, 2))
  const hours = Array.from({ length: 24 }, (_, step) => `${String((last + 1 + step) % 24).padStart(2, '0')}:00`)
  return hours.find(hour => !rounds.includes(hour)) ?? '00:00'
}
