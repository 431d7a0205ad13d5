import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { currentAddress } from './app/address.ts'
import { App } from './app/app.tsx'
import { preloadArea } from './app/area-page.tsx'
import { areas } from './app/areas.ts'
import { applyTheme, shownLanguage } from './app/preferences.ts'
import { keepConnected } from './connection/client.ts'
import { followEvents } from './connection/events.ts'
import { followConnection, queryClient } from './connection/query-client.ts'
import { startTranslations } from './i18n/index.ts'

void keepConnected()
followConnection()
void followEvents()
applyTheme()
void preloadArea(areas.find(area => area.name === currentAddress().page)?.name ?? 'transcripts')
await startTranslations(shownLanguage())

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}><App /></QueryClientProvider>
    </StrictMode>,
  )
}
