import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { applyTheme, shownLanguage } from './app/preferences.ts'
import { keepConnected } from './connection/client.ts'
import { followEvents } from './connection/events.ts'
import { followConnection, queryClient } from './connection/query-client.ts'
import { startTranslations } from './i18n/index.ts'

void keepConnected()
followConnection()
void followEvents()
applyTheme()
await startTranslations(shownLanguage())

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}><App /></QueryClientProvider>
    </StrictMode>,
  )
}
