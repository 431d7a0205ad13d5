/** Why something asked of calls is not done; `reason` names the sentence shown. */
export class CallProblem extends Error {
  override name = 'CallProblem'
  readonly code: 'NOT_FOUND' | 'CONFLICT' | 'INVALID'
  readonly reason: string
  readonly detail: string | undefined

  constructor(code: CallProblem['code'], reason: string, detail?: string) {
    super(reason)
    this.code = code
    this.reason = reason
    this.detail = detail
  }
}

/** The errors of a route, as its contract declares them. */
export interface RouteErrors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

/** Does what a route asks and passes a problem on as the route's own error. */
export async function answering<Value>(errors: RouteErrors, body: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await body()
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error
    const { code, reason, detail } = error
    if (code === 'INVALID') throw errors.INVALID({ data: { reason, ...(detail === undefined ? {} : { detail }) } })
    throw errors[code]({ data: { reason } })
  }
}
