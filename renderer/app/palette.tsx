import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rankEntry } from '../components/command-filter.ts'
import { useOpener } from '../components/use-opener.ts'
import { areas } from './areas.ts'
import { PaletteActions } from './palette-actions.tsx'
import { PaletteItem } from './palette-item.tsx'
import { PaletteTranscripts } from './palette-transcripts.tsx'
import { navigate } from './address.ts'

/** Transcripts were found by the engine already: they all stay, below what matches by name. */
function rank(value: string, search: string, keywords?: string[]): number {
  return value.startsWith('transcript') ? 0.001 : rankEntry(value, search, keywords)
}

/** Ctrl/Cmd+K: pages, actions and transcripts by typing. */
export function Palette({ open, onOpenChange, onShortcuts }: { open: boolean, onOpenChange: (open: boolean) => void, onShortcuts: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const opener = useOpener()
  const run = (action: () => void) => {
    onOpenChange(false)
    setText('')
    action()
  }
  return (
    <Dialog.Root open={open} onOpenChange={value => { onOpenChange(value); if (!value) setText('') }}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Content aria-describedby={undefined} onOpenAutoFocus={opener.remember} onCloseAutoFocus={opener.giveBack} className="fixed top-[14vh] left-1/2 z-40 w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 animate-appear overflow-hidden rounded-lg border border-line bg-raised shadow-popover">
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Command label={t('palette.title')} loop filter={rank}>
            <Command.Input value={text} onValueChange={setText} placeholder={t('palette.placeholder')} className="h-11 w-full border-b border-line bg-transparent px-4 text-lg focus-visible:outline-none" />
            <Command.List className="max-h-[56vh] scroll-py-2 overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-faint">
              <Command.Empty className="px-3 py-6 text-center text-ink-soft">{t('palette.empty')}</Command.Empty>
              <Command.Group heading={t('palette.pages')}>
                {areas.map(page => (
                  <PaletteItem key={page.name} value={`page ${page.name}`} keywords={[t(`frame.${page.name}`)]} keys={`g ${page.key}`} icon={<page.icon aria-hidden size={15} />} onSelect={() => run(() => navigate({ page: page.name }))}>
                    {t(`frame.${page.name}`)}
                  </PaletteItem>
                ))}
              </Command.Group>
              <PaletteActions run={run} onShortcuts={onShortcuts} />
              <PaletteTranscripts text={text.trim()} run={run} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
