import { implement } from '@orpc/server'
import { alertsOf, seeAlertsTx, unseenAlerts } from '../../../db/queries/alerts.ts'
import { bodyOf } from '../../../db/queries/call-attempts.ts'
import { listedAttempt, type ListedAttempt } from '../../../db/queries/call-list.ts'
import { listedPromise, promisesBetween, promisesOfDebtor, type ListedPromise } from '../../../db/queries/promises.ts'
import type { Database } from '../../../db/open.ts'
import type { Reader } from '../../../db/reader.ts'
import { writeTx } from '../../../db/tx.ts'
import { callsContract } from '../../contract/calls.ts'
import type { Promises } from '../promises/promises.ts'
import { promiseOf } from '../promises/promise-view.ts'
import { recordingParts } from '../recordings/recording-parts.ts'
import { answering, CallProblem } from './call-problem.ts'
import { callDetailOf } from './call-detail.ts'
import { attemptWhere, callParts } from './call-export.ts'
import { alertOf, attemptRowOf } from './call-rows.ts'
import { floorOf, type FloorNeeds } from './floor.ts'
import { liveControl, type LiveControlNeeds } from './live-control.ts'
import { reportParts, reportRowOf } from './reports.ts'
import { resolveReview, type ReviewNeeds } from './resolve-review.ts'

export interface CallsApiNeeds extends FloorNeeds, LiveControlNeeds, ReviewNeeds {
  readonly database: Database
  /** Lists, reports and exports are read in threads; see db/reader.ts. */
  readonly reader: Reader
  readonly dataFolder: string
  readonly promises: Promises
}

/** What happened and happens: the floor, calls, promises, reports, alerts. */
export function callsApi(needs: CallsApiNeeds) {
  const { database, reader, promises } = needs
  const api = implement(callsContract)
  const control = liveControl(needs)
  const find = (attemptId: string): ListedAttempt => {
    const row = listedAttempt(database, attemptId)
    if (row === null) throw new CallProblem('NOT_FOUND', 'calls.error.not_found')
    return row
  }
  const findPromise = (promiseId: string): ListedPromise => {
    const row = listedPromise(database, promiseId)
    if (row === null) throw new CallProblem('NOT_FOUND', 'calls.error.promise_not_found')
    return row
  }
  return {
    floor: api.floor.handler(({ input }) => floorOf(needs, input)),
    list: api.list.handler(async ({ input: { filter, offset, limit } }) => {
      const { rows, total } = await reader.run('calls.page', { where: attemptWhere(filter), offset, limit })
      return { rows: rows.map(attemptRowOf), total }
    }),
    get: api.get.handler(({ input, errors }) => answering(errors, () => callDetailOf(needs, find(input.attemptId)))),
    recording: api.recording.handler(async function* ({ input, errors, signal }) {
      const attempt = await answering(errors, () => find(input.attemptId))
      yield* await answering(errors, () => recordingParts(needs, attempt.seq, signal))
    }),
    body: api.body.handler(({ input, errors }) => answering(errors, () => {
      const body = bodyOf(database, find(input.attemptId).seq)
      if (body === null) throw new CallProblem('NOT_FOUND', 'calls.error.no_body')
      return { body: JSON.stringify(JSON.parse(body), null, 2) }
    })),

    stop: api.stop.handler(({ input, errors }) => answering(errors, async () => {
      await control.stop(input.attemptId)
      return attemptRowOf(find(input.attemptId))
    })),
    whisper: api.whisper.handler(({ input, errors }) => answering(errors, async () => {
      await control.whisper(input.attemptId, input.text)
      return {}
    })),
    listen: api.listen.handler(({ input, errors }) => answering(errors, () => control.listen(input.attemptId))),
    takeOver: api.takeOver.handler(({ input, errors }) => answering(errors, async () => {
      await control.takeOver(input.attemptId, input.participantId)
      return {}
    })),
    liveWords: api.liveWords.handler(({ input, errors }) => answering(errors, () => control.words(input.attemptId))),
    resolveReview: api.resolveReview.handler(({ input: { attemptId, verdict, reason }, errors }) => answering(errors, () => {
      resolveReview(needs, attemptId, verdict, reason)
      return attemptRowOf(find(attemptId))
    })),
    export: api.export.handler(({ input: { filter, format, language }, signal }) => callParts(reader, attemptWhere(filter), format, language, signal)),

    promises: api.promises.handler(({ input }) => promisesBetween(database, input).map(promiseOf)),
    promisesOfDebtor: api.promisesOfDebtor.handler(({ input }) => promisesOfDebtor(database, input.debtorId).map(promiseOf)),
    settlePromise: api.settlePromise.handler(({ input: { promiseId, ...settlement }, errors }) => answering(errors, () => {
      promises.settleByPerson(findPromise(promiseId), settlement)
      return promiseOf(findPromise(promiseId))
    })),
    addPayment: api.addPayment.handler(({ input, errors }) => answering(errors, () => promises.addPayment(input))),

    report: api.report.handler(async ({ input }) => (await reader.run('calls.report', input)).map(reportRowOf)),
    exportReport: api.exportReport.handler(({ input: { language, ...choice } }) => reportParts(reader, choice, language)),

    alerts: api.alerts.handler(({ input: { businessId, simulated, offset, limit } }) => ({
      rows: alertsOf(database, businessId, simulated, offset, limit).map(alertOf),
      unseen: unseenAlerts(database, businessId, simulated),
    })),
    seeAlerts: api.seeAlerts.handler(({ input: { businessId, simulated } }) => {
      writeTx(database, (tx) => seeAlertsTx(tx, businessId, simulated, needs.clockOf(simulated).now()))
      return {}
    }),
  }
}
