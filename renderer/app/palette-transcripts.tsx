import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { AudioLines, ListFilter } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../connection/client.ts'
import { navigate } from './address.ts'
import { useBusinesses } from './business.ts'
import { PaletteItem } from './palette-item.tsx'

const shortestText = 2
const settleMs = 120
const mostShown = 6

/** Transcripts that contain the words typed. */
export function PaletteTranscripts({ text, run }: { text: string, run: (action: () => void) => void }) {
  const { t } = useTranslation()
  const { current } = useBusinesses()
  const settled = useSettled(text)
  const wanted = settled.length >= shortestText && current
  const { data } = useQuery(api.transcripts.list.queryOptions({
    input: wanted ? { filter: { businessId: current.id, text: settled.slice(0, 200) }, offset: 0, limit: mostShown } : skipToken,
    placeholderData: keepPreviousData,
  }))
  if (text.length < shortestText || !data || data.total === 0) return null
  return (
    <Command.Group heading={t('palette.transcripts')}>
      {data.rows.map(row => (
        <PaletteItem key={row.id} value={`transcript ${row.id}`} icon={<AudioLines aria-hidden size={15} />} onSelect={() => run(() => navigate({ page: 'transcripts', item: row.id }))}>
          {row.clientName && <span className="font-medium">{row.clientName} · </span>}
          <span className="text-ink-soft">{row.summary ?? row.excerpt}</span>
        </PaletteItem>
      ))}
      <PaletteItem value="transcripts with these words" icon={<ListFilter aria-hidden size={15} />} onSelect={() => run(() => navigate({ page: 'transcripts', query: { text } }))}>
        {t('palette.searchAll', { text })}
      </PaletteItem>
    </Command.Group>
  )
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
