import { downloadFile } from '../../batches/download-file.ts'

/** Saves a suite's text as a file that the bench, the command line and other shops can read. */
export function downloadSuite(name: string, text: string): void {
  const fileName = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  downloadFile(new Blob([text], { type: 'application/yaml;charset=utf-8' }), `${fileName || 'bench'}.yaml`)
}
