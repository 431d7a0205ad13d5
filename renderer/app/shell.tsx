import { Compass } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { SkeletonLines } from '../components/skeleton.tsx'
import { navigate, useAddress } from './address.ts'
import { announce } from './announce.tsx'
import { AreaPage } from './area-page.tsx'
import { areas } from './areas.ts'
import { useBusinessId } from './business.ts'
import { useHandoffs } from './handoffs.ts'
import { LostBanner } from './lost-banner.tsx'
import { useNotices } from './notices.ts'
import { PageBoundary } from './page-boundary.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { useShortcuts } from './shortcuts.ts'
import { ShortcutsSheet } from './shortcuts-sheet.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame around every page. */
export function Shell() {
  const { t } = useTranslation()
  const { page: name } = useAddress()
  const businessId = useBusinessId()
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  useShortcuts({ onPalette: () => setOpen('palette'), onSheet: () => setOpen('shortcuts') })
  useNotices()
  useHandoffs()

  useEffect(() => { if (!name) navigate({ page: 'floor' }, { replace: true }) }, [name])
  const area = areas.find(candidate => candidate.name === name)
  const title = area ? t(`frame.${area.name}`) : 'Vocero'
  useEffect(() => {
    document.title = area ? `${title} · Vocero` : 'Vocero'
    announce(title)
  }, [area, title])

  return (
    <div className="flex h-full">
      <a href="#content" onClick={event => { event.preventDefault(); document.getElementById('content')?.focus() }} className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent-fill px-3 py-1.5 text-accent-ink focus:translate-y-0">{t('frame.skip')}</a>
      <Rail current={name} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onSearch={() => setOpen('palette')} />
        <LostBanner />
        <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col focus-visible:outline-none">
          <PageBoundary key={`${name} ${businessId}`}>
            <Suspense fallback={<div className="p-6"><SkeletonLines lines={6} /></div>}>
              {area ? <AreaPage name={area.name} /> : name && <UnknownPage />}
            </Suspense>
          </PageBoundary>
        </main>
      </div>
      <Palette open={open === 'palette'} onOpenChange={value => setOpen(value ? 'palette' : null)} onShortcuts={() => setOpen('shortcuts')} />
      <ShortcutsSheet open={open === 'shortcuts'} onOpenChange={value => setOpen(value ? 'shortcuts' : null)} />
    </div>
  )
}

function UnknownPage() {
  const { t } = useTranslation()
  return (
    <EmptyState icon={Compass} title={t('frame.notFound')} body={t('frame.notFoundBody')}>
      <Button variant="primary" onClick={() => navigate({ page: 'floor' })}>{t('frame.goHome')}</Button>
    </EmptyState>
  )
}
