/**
 * Serves the fake S3 on a port, to try the console by hand without an account:
 *
 *     node tests/fakes/serve-s3.ts --port 8199
 *
 * and choose "MinIO or compatible" with the address, the bucket and the keys it prints.
 */
import { parseArgs } from 'node:util'
import { serveS3 } from './s3-server.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '8199' } } })
const fake = await serveS3({ port: Number(values.port) })
process.stdout.write(`${fake.address} ${fake.bucket} ${fake.keys.accessKey} ${fake.keys.secretKey}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.close())
