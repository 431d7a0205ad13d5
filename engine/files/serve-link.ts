import type { Readable } from 'node:stream'
import { fileById, type FileRow } from '../../db/queries/files.ts'
import type { Database } from '../../db/open.ts'
import type { Clock } from '../observe/clock.ts'
import { dispositionOf } from './disposition.ts'
import { FileProblem } from './files.ts'
import { openRow } from './kept-files.ts'
import type { LocalLinks } from './signing.ts'
import type { Stores } from './stores.ts'

/** How a request for a signed address is answered. */
export type LinkAnswer =
  | { readonly status: 200; readonly headers: Readonly<Record<string, string | number>>; readonly body: Readable }
  | { readonly status: 404 | 410 | 503; readonly text: string }

export interface LinkNeeds { readonly database: Database; readonly clock: Clock; readonly links: LocalLinks; readonly stores: Stores }

// Whoever follows such an address may be a customer: both languages are told.
const unknown: LinkAnswer = { status: 404, text: 'Este enlace no lleva a ningún archivo: está incompleto o el archivo se eliminó. Pide uno nuevo a quien te lo envió.\nThis link leads to no file: it is not whole, or the file was removed. Ask whoever sent it for a new one.' }
const over: LinkAnswer = { status: 410, text: 'Este enlace ya venció. Pide uno nuevo a quien te lo envió.\nThis link has expired. Ask whoever sent it for a new one.' }
const away: LinkAnswer = { status: 503, text: 'El archivo sigue guardado, pero ahora no se puede llegar a donde está. Intenta de nuevo en unos minutos.\nThe file is still kept, but where it lies cannot be reached now. Try again in a few minutes.' }

/**
 * Answers an address that `signedUrl` gave out for the local host; the signature is all that is asked for. A file that was
 * moved to a remote store since is fetched from there, so that an address once given stays good.
 */
export async function answerLink({ database, clock, links, stores }: LinkNeeds, id: string, query: URLSearchParams): Promise<LinkAnswer> {
  const expires = query.get('expires') ?? ''
  if (!/^\d{1,12}$/.test(expires) || !await links.isOurs(id, expires, query.get('signature') ?? '')) return unknown
  if (Number(expires) * 1000 <= clock.now()) return over
  const read = (): FileRow => {
    const row = fileById(database, id)
    if (row === null || row.state === 'receiving' || row.state === 'removing') throw new FileProblem('files.not_found')
    return row
  }
  try {
    if ((read().expires_at ?? Number.POSITIVE_INFINITY) <= clock.now()) return over
    const { file, body } = await openRow(stores, read)
    return { status: 200, headers: { 'Content-Type': file.type, 'Content-Length': file.bytes, 'Content-Disposition': dispositionOf(file.name), 'Cache-Control': 'private, no-store' }, body }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    return error.reason === 'files.not_found' || error.reason === 'files.failure.not_found' ? unknown : away
  }
}
