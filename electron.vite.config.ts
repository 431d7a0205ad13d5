import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const from = (path: string) => resolve(import.meta.dirname, path)

/**
 * What stays a package of its own beside the built engine: better-sqlite3 and usearch bring native binaries, piscina starts its own
 * worker file by path. All else is built in, so that starting reads few files and a package ships no sources.
 * electron-builder.yml names the same ones.
 */
const packages = ['better-sqlite3', 'piscina', 'usearch']

// Named here because electron-vite would otherwise look for Electron's runtime, which need not be there to build.
const node = 'node24'
// Older than what Electron brings: the local host shows the same files in whatever browser a person has.
const browser = 'chrome125'

export default defineConfig({
  main: {
    build: {
      target: node,
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          main: from('electron/main.ts'),
          engine: from('electron/engine-entry.ts'),
          host: from('engine/hosts/built-host.ts'),
          thread: from('engine/thread.ts'),
          'verify-thread': from('db/verify-thread.ts'),
          'reader-thread': from('db/reader-thread.ts'),
          'checkpoint-thread': from('db/checkpoint-thread.ts'),
          'inspect-thread': from('engine/ingest/inspect-thread.ts'),
          'practice-line-thread': from('engine/calls/practice-line/line-thread.ts'),
          'vectors-thread': from('engine/knowledge/vectors/vectors-thread.ts'),
        },
        // The last two would make ws a little faster where someone had installed them.
        external: [/^node:/, 'electron', ...packages, 'bufferutil', 'utf-8-validate'],
      },
    },
  },
  preload: {
    build: {
      target: node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: from('electron/preload.ts') },
        // A sandboxed preload script cannot be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from('renderer'),
    plugins: [react(), tailwindcss()],
    build: {
      target: browser,
      minify: true,
      rolldownOptions: {
        input: from('renderer/index.html'),
        // What every page needs comes in one file instead of forty small ones; charts and tables come with the pages that show them.
        output: { codeSplitting: { groups: [{ name: 'libraries', test: /node_modules[\\/](?:react|react-dom|scheduler|@orpc|@tanstack[\\/](?:query-core|react-query)|i18next|react-i18next|zustand|radix-ui|@radix-ui|@floating-ui|lucide-react|sonner)[\\/]/ }] } },
      },
    },
  },
})
