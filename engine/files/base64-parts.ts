import type { Readable } from 'node:stream'

/** Divisible by three, so that the parts of base64 may be joined. */
const bytesPerPart = 192 * 1024

/** The bytes in parts of base64, each as it comes: nothing is read that nobody takes. */
export async function* base64Parts(body: Readable): AsyncGenerator<string> {
  let held: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      held.push(chunk)
      length += chunk.length
      if (length < bytesPerPart) continue
      const whole = Buffer.concat(held)
      const end = whole.length - (whole.length % 3)
      yield whole.toString('base64', 0, end)
      held = [whole.subarray(end)]
      length = whole.length - end
    }
    if (length > 0) yield Buffer.concat(held).toString('base64')
  } finally {
    body.destroy()
  }
}
