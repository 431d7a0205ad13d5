import { uploadPartBytes } from '../../../db/values.ts'
import { client } from '../../connection/client.ts'
import { ConnectionLost, whenConnected } from '../../connection/connection-state.ts'

/**
 * Brings a file into the engine, part by part. A part whose answer was lost with the connection is sent again once it
 * is back; the engine takes the same part twice without harm.
 * @param onProgress bytes the engine has, after each part
 * @returns the id of the upload
 * @throws DOMException "AbortError" when given up by `signal`; what had come is discarded
 */
export async function upload(file: File, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const { uploadId } = await client.ingest.beginUpload({ fileName: file.name, bytes: file.size })
  try {
    for (let offset = 0; offset < file.size;) {
      signal.throwIfAborted()
      const received = await sendPart(uploadId, offset, file.slice(offset, offset + uploadPartBytes), signal)
      offset = received
      onProgress(received)
    }
    signal.throwIfAborted()
    return uploadId
  } catch (error) {
    // An upload nobody will use is swept up by the engine later should this fail as well.
    await client.ingest.discard({ uploadId }).catch(() => undefined)
    throw error
  }
}

async function sendPart(uploadId: string, offset: number, data: Blob, signal: AbortSignal): Promise<number> {
  for (;;) {
    try {
      return (await client.ingest.uploadPart({ uploadId, offset, data }, { signal })).received
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error
      await whenConnected(signal)
    }
  }
}
