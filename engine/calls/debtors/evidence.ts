import { createHash, hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import { evidenceCalls } from '../../../db/queries/debtors-one.ts'
import type { DebtorRow } from '../../../db/queries/debtors-write.ts'
import type { Database } from '../../../db/open.ts'
import type { Language } from '../../../db/values.ts'
import { base64Parts } from '../../ingest/index.ts'
import { recordingPath } from '../recordings/recording-files.ts'
import { callName, evidenceTexts } from './evidence-files.ts'

export interface EvidenceNeeds { readonly database: Database; readonly dataFolder: string }

interface Listed { name: string; bytes: number; sha256: string }

/**
 * Everything about a debtor as one ZIP, in parts of base64. Its manifest names every file with its SHA-256, and says which
 * recordings are kept no more, so that what is missing is not taken for removed from the archive.
 * @throws when `signal` aborts.
 */
export async function* evidenceParts({ database, dataFolder }: EvidenceNeeds, debtor: DebtorRow, language: Language, now: number, signal?: AbortSignal): AsyncGenerator<string> {
  const { ZipFile } = await import('yazl')
  const zip = new ZipFile()
  // A recording that goes while it is packed ends the archive; unheard it would end the engine.
  zip.on('error', (error: Error) => void (zip.outputStream as Readable).destroy(error))
  const files: Listed[] = []
  const missing: { name: string; state: string }[] = []
  for (const { name, content } of evidenceTexts(database, debtor, language)) {
    const bytes = Buffer.from(content)
    zip.addBuffer(bytes, name)
    files.push({ name, bytes: bytes.length, sha256: hash('sha256', bytes) })
  }
  for (const call of evidenceCalls(database, debtor.seq)) {
    if (call.recording_state === null) continue
    const name = `${callName(call).replace('calls/', 'recordings/')}${extname(call.recording_file ?? '')}`
    const path = call.recording_file === null ? null : recordingPath(dataFolder, call.recording_file)
    const found = path === null ? null : await stat(path).catch(() => null)
    if (path === null || found === null) {
      missing.push({ name, state: call.recording_state === 'kept' ? 'lost' : call.recording_state })
      continue
    }
    files.push({ name, bytes: found.size, sha256: await hashOf(path, signal) })
    // Sound is compressed already.
    zip.addFile(path, name, { compress: false })
  }
  const manifest = { debtorId: debtor.id, simulated: debtor.simulated === 1, madeAt: new Date(now).toISOString(), files, missingRecordings: missing }
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json')
  zip.end()
  yield* base64Parts(zip.outputStream, signal)
}

async function hashOf(path: string, signal?: AbortSignal): Promise<string> {
  const sum = createHash('sha256')
  for await (const piece of createReadStream(path, { signal })) sum.update(piece as Buffer)
  return sum.digest('hex')
}
