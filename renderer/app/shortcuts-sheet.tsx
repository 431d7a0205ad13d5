import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/dialog.tsx'
import { Keys } from '../components/kbd.tsx'
import { areas } from './areas.ts'

export function ShortcutsSheet({ open, onOpenChange }: { open: boolean, onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('shortcuts.title')}>
      <div className="pb-3"><ShortcutsList /></div>
    </Dialog>
  )
}

/** Every key that works everywhere, by group. */
export function ShortcutsList() {
  const { t } = useTranslation()
  const groups: { title: string, entries: [name: string, keys: string][] }[] = [
    { title: t('shortcuts.go'), entries: areas.map(area => [t(`frame.${area.name}`), `g ${area.key}`]) },
    { title: t('shortcuts.general'), entries: [[t('shortcuts.palette'), 'mod+k'], [t('shortcuts.filter'), '/'], [t('shortcuts.sheet'), '?'], [t('shortcuts.close'), 'escape']] },
    { title: t('shortcuts.lists'), entries: [[t('shortcuts.move'), 'j k'], [t('shortcuts.open'), 'enter'], [t('shortcuts.ends'), 'Home End'], [t('shortcuts.select'), 'space'], [t('shortcuts.judge'), '1 2']] },
    { title: t('frame.chat-lab'), entries: [[t('chatLab.keys.write'), 'r'], [t('chatLab.newChat'), 'n'], [t('chatLab.canned.title'), '/'], [t('chatLab.keys.leave'), 'escape']] },
    { title: t('disagreements.keys.title'), entries: [[t('disagreements.keys.offline'), '1'], [t('disagreements.keys.llm'), '2'], [t('disagreements.keys.other'), '3'], [t('disagreements.keys.undo'), 'z']] },
  ]
  return (
    // Nothing in it takes the focus: the list itself does, so that it can be scrolled by keys where it is longer than the window.
    <div tabIndex={0} role="region" aria-label={t('shortcuts.title')} className="gap-x-8 sm:columns-2">
      {groups.map(group => (
        <section key={group.title} className="mb-4 break-inside-avoid">
          <h3 className="mb-1 text-sm font-medium text-ink-faint">{group.title}</h3>
          <dl>
            {group.entries.map(([name, keys]) => (
              <div key={name} className="flex h-7 items-center justify-between gap-4"><dt>{name}</dt><dd><Keys keys={keys} /></dd></div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
