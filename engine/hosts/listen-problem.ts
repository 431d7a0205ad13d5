import { EngineProblem } from '../observe/engine-problem.ts'

/** Turns what listening on a port failed with into a problem a person can act on; anything unknown is given back as it is. */
export function listenProblem(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new EngineProblem('port_in_use', `Port ${port} on ${host} is in use by another program. Choose another one with --port, or leave --port out to get a free one.`, { cause: error })
  if (code === 'EACCES') return new EngineProblem('port_denied', `This user may not listen on port ${port}. Choose one above 1023 with --port.`, { cause: error })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new EngineProblem('host_unavailable', `This machine has no address ${host}. Choose one of its own with --host.`, { cause: error })
  return error
}
