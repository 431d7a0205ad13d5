import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import parsePhoneNumber from 'libphonenumber-js/max'
import { finishedCall, fullVariables, practiceRig, resources, valueOf, type PracticeRig } from '../../../tests/harness/practice-rig.ts'
import { disconnectionReasons, scenarios, type DisconnectionReason, type ScenarioName } from './scenarios.ts'
import { callFaults, numberFor, scriptOf } from './scripted-numbers.ts'

let rig: PracticeRig
beforeAll(async () => {
  rig = await practiceRig()
})
afterAll(() => rig.close())

const reasons = Object.keys(disconnectionReasons) as DisconnectionReason[]
const spoken = Object.keys(scenarios) as ScenarioName[]

describe('the course of a call', () => {
  it('is registered, ongoing, ended, and analysed a little later', async () => {
    const { call_id, call_status } = valueOf(await rig.client.createCall(rig.newCall(numberFor('promise_full'))))
    expect(call_status).toBe('registered')
    const plan = await rig.line.planOf(call_id)
    if (plan === null) throw new Error('The line forgot the call')
    await rig.pass(plan.ringMs)
    const ongoing = valueOf(await rig.client.getCall(call_id))
    expect(ongoing).toMatchObject({ call_status: 'ongoing', start_timestamp: rig.clock.now() })
    expect(ongoing.transcript_object).toEqual([])
    expect(ongoing.duration_ms).toBeUndefined()
    await rig.pass(plan.talkMs / 2)
    const soFar = valueOf(await rig.client.getCall(call_id)).transcript_object?.length ?? 0
    await rig.pass(plan.talkMs - plan.talkMs / 2)
    const ended = valueOf(await rig.client.getCall(call_id))
    expect(soFar).toBeGreaterThan(1)
    expect(ended.transcript_object?.length).toBeGreaterThan(soFar)
    expect(ended).toMatchObject({ call_status: 'ended', disconnection_reason: 'agent_hangup', duration_ms: plan.talkMs, end_timestamp: rig.clock.now() })
    expect(ended.call_analysis).toBeUndefined()
    await rig.pass(plan.analysisMs)
    expect(valueOf(await rig.client.getCall(call_id)).call_analysis).toMatchObject({ call_successful: true, in_voicemail: false })
  })

  it.each(reasons)('can end by %s', async (reason) => {
    const call = await finishedCall(rig, numberFor(reason))
    expect(call.disconnection_reason).toBe(reason)
    const { duration_ms = -1, call_cost, recording_url, call_status } = call
    const seen = { status: call_status, talked: duration_ms > 1_000, cost: (call_cost?.combined_cost ?? -1) > 0, recorded: recording_url !== undefined }
    const silent = { talked: false, cost: false, recorded: false }
    expect(duration_ms).toBeGreaterThanOrEqual(0)
    expect(seen).toEqual({
      not_connected: { status: 'not_connected', ...silent },
      failed: { status: 'error', ...silent },
      talked: { status: reason.startsWith('error_') ? 'error' : 'ended', talked: true, cost: true, recorded: true },
    }[disconnectionReasons[reason]])
  })

  it.each(spoken)('plays the scenario %s', async (scenario) => {
    const call = await finishedCall(rig, numberFor(scenario))
    expect(call.disconnection_reason).toBe(scenarios[scenario].reason)
    const { commitment } = scenarios[scenario]
    expect(call.collected_dynamic_variables === undefined).toBe(commitment === 'none')
  })
})

describe('what is said', () => {
  it('speaks the dynamic variables, and a missing one as it stands in the script', async () => {
    const call = await finishedCall(rig, '+56912345678', { agentId: 'agent_practice_es_cl' })
    expect(call.transcript ?? '').not.toContain('{{')
    const { cuotas_adeudadas: _, ...lacking } = fullVariables
    const talks = await Promise.all(Array.from({ length: 12 }, () => rig.client.createCall(rig.newCall(numberFor('refusal'), { variables: lacking }))))
    await rig.pass(1_000_000)
    const heard = await Promise.all(talks.map(async (talk) => valueOf(await rig.client.getCall(valueOf(talk).call_id)).transcript))
    expect(heard.some((transcript) => transcript?.includes('{{cuotas_adeudadas}}'))).toBe(true)
    expect(heard.every((transcript) => transcript?.includes('Rosa Prueba'))).toBe(true)
  })

  it('times every word within its turn and the call, turn after turn', async () => {
    const call = await finishedCall(rig, numberFor('promise_partial'))
    const words = (call.transcript_object ?? []).flatMap((turn) => turn.words ?? [])
    expect(words.length).toBeGreaterThan(20)
    let last = 0
    for (const { start = -1, end = -1 } of words) {
      expect(start).toBeGreaterThanOrEqual(last)
      expect(end).toBeGreaterThan(start)
      last = end
    }
    expect(last * 1000).toBeLessThanOrEqual(call.duration_ms ?? 0)
    const said = (call.transcript_object ?? []).map((turn) => (turn.words ?? []).map(({ word }) => word).join(''))
    expect(said).toEqual((call.transcript_object ?? []).map((turn) => turn.content))
    expect(call.transcript_with_tool_calls?.map(({ role }) => role)).toContain('tool_call_invocation')
  })

  it('promises a day to come and the whole debt, a part of it, or a day that is over', async () => {
    const moment = rig.clock.now()
    const full = (await finishedCall(rig, numberFor('promise_full'))).collected_dynamic_variables ?? {}
    expect(full['monto_pago_cliente']).toBe('84000')
    expect(Date.parse(full['fecha_pago_cliente'] ?? '')).toBeGreaterThan(moment)
    const partial = (await finishedCall(rig, numberFor('promise_partial'))).collected_dynamic_variables ?? {}
    expect(Number(partial['monto_pago_cliente'])).toBeLessThan(84_000)
    expect(Number(partial['monto_pago_cliente'])).toBeGreaterThan(0)
    const past = (await finishedCall(rig, numberFor('promise_past'))).collected_dynamic_variables ?? {}
    expect(Date.parse(past['fecha_pago_cliente'] ?? '')).toBeLessThan(moment)
  })

  it('calls a talk with the wrong person and a plea not to be called again a success, as the real line did', async () => {
    for (const scenario of ['wrong_person', 'opt_out'] as const) {
      expect((await finishedCall(rig, numberFor(scenario))).call_analysis?.call_successful).toBe(true)
    }
  })

  it('speaks the language of its agent', async () => {
    const english = await finishedCall(rig, numberFor('refusal', '+1213'), { from: '+12135550100' })
    expect(english.agent_id).toBe('agent_practice_en')
    expect(english.transcript).toMatch(/\bpay\b/)
    const spanish = await finishedCall(rig, numberFor('refusal', '+1213'), { from: '+12135550100', agentId: 'agent_practice_es' })
    expect(spanish.transcript).toMatch(/pagar/)
  })

  it('says the same to the same numbers under the same seed, and something else under another', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => `+5698123${String(4000 + index)}`)
    const played = async (seed: string) => {
      const other = await practiceRig({ seed })
      const calls = await Promise.all(numbers.map(async (to) => valueOf(await other.client.createCall(other.newCall(to))).call_id))
      await other.pass(1_000_000)
      const bodies = await Promise.all(calls.map(async (id) => valueOf(await other.client.getCall(id))))
      await other.close()
      return bodies.map((call) => `${call.disconnection_reason} ${call.duration_ms} ${call.transcript}`)
    }
    const once = await played('one')
    expect(await played('one')).toEqual(once)
    expect(await played('two')).not.toEqual(once)
  })
})

describe('the line', () => {
  it('has scripted numbers that are valid ones in the countries it calls', () => {
    const prefixes = { CL: '+5696', US: '+1213', CO: '+57310', MX: '+52551', AR: '+549115' }
    for (const fate of [...reasons, ...spoken, ...callFaults]) {
      for (const [country, prefix] of Object.entries(prefixes)) {
        const number = parsePhoneNumber(numberFor(fate, prefix))
        expect([number?.country, number?.isValid()]).toEqual([country, true])
      }
    }
  })

  it('documents every scripted number as it is', () => {
    const table = readFileSync(join(resources, 'practice', 'README.md'), 'utf8')
    const documented = [...table.matchAll(/\b(1\d\d) ([a-z_]+)/g)].map(([, digits, fate]) => `${digits} ${fate}`)
    const fateOf = (digits: string) => {
      const script = scriptOf(`+56965550${digits}`)
      return script?.kind === 'reason' ? script.reason : script?.kind === 'scenario' ? script.scenario : script?.fault
    }
    expect(documented).toEqual(documented.map((entry) => `${entry.slice(0, 3)} ${fateOf(entry.slice(0, 3))}`))
    expect(documented).toHaveLength(reasons.length + spoken.length + callFaults.length)
  })

  it('takes so many calls at once, and has room again when one ends', async () => {
    await rig.line.setSettings({ concurrencyLimit: 2 })
    const first = valueOf(await rig.client.createCall(rig.newCall(numberFor('promise_full'))))
    await rig.client.createCall(rig.newCall(numberFor('promise_full')))
    expect(valueOf(await rig.client.concurrency())).toMatchObject({ current_concurrency: 2, concurrency_limit: 2 })
    const third = await rig.client.createCall(rig.newCall('+56987654321'))
    expect(third).toMatchObject({ ok: false, problem: { failure: 'rate_limited', concurrency: true, retryAfterMs: 5_000 } })
    valueOf(await rig.client.stopCall(first.call_id))
    expect((await rig.client.createCall(rig.newCall(numberFor('no_answer')))).ok).toBe(true)
    await rig.line.setSettings({ overLimit: 'end_call' })
    expect(await finishedCall(rig, '+56987654321')).toMatchObject({ disconnection_reason: 'concurrency_limit_reached', call_status: 'error' })
    await rig.line.setSettings({ concurrencyLimit: 20, overLimit: 'refuse' })
  })

  it('stops a live call, whose cost and transcript end there', async () => {
    const { call_id } = valueOf(await rig.client.createCall(rig.newCall(numberFor('promise_full'))))
    const plan = await rig.line.planOf(call_id)
    await rig.pass((plan?.ringMs ?? 0) + 5_000)
    valueOf(await rig.client.stopCall(call_id))
    const call = valueOf(await rig.client.getCall(call_id))
    expect(call).toMatchObject({ call_status: 'ended', disconnection_reason: 'manual_stopped', duration_ms: 5_000, call_cost: { total_duration_seconds: 5 } })
    expect(call.collected_dynamic_variables).toBeUndefined()
    expect((await rig.client.stopCall(call_id)).ok).toBe(false)
  })

  it('never connects a call that is stopped while it rings', async () => {
    const { call_id } = valueOf(await rig.client.createCall(rig.newCall(numberFor('promise_full'))))
    valueOf(await rig.client.stopCall(call_id))
    expect(valueOf(await rig.client.getCall(call_id))).toMatchObject({ call_status: 'not_connected', disconnection_reason: 'manual_stopped', duration_ms: 0 })
  })

  it('takes a whisper only while people talk, and keeps it in the transcript', async () => {
    const { call_id } = valueOf(await rig.client.createCall(rig.newCall(numberFor('refusal'))))
    expect(await rig.client.whisper(call_id, 'Offer a longer plan', true)).toMatchObject({ ok: false, problem: { failure: 'refused' } })
    const plan = await rig.line.planOf(call_id)
    await rig.pass((plan?.ringMs ?? 0) + 2_000)
    valueOf(await rig.client.whisper(call_id, 'Offer a longer plan', true))
    await rig.pass(1_000_000)
    expect(valueOf(await rig.client.getCall(call_id)).transcript_with_tool_calls).toContainEqual({ role: 'injected', content: 'Offer a longer plan', time_sec: 2 })
  })

  it('has no sound to listen to, unless told to pretend; then a listener may take over', async () => {
    const { call_id } = valueOf(await rig.client.createCall(rig.newCall(numberFor('refusal'))))
    const plan = await rig.line.planOf(call_id)
    await rig.pass((plan?.ringMs ?? 0) + 1_000)
    expect(await rig.client.listen(call_id)).toMatchObject({ ok: false, problem: { failure: 'refused', status: 422 } })
    await rig.line.setSettings({ liveListening: true })
    const { participant_id } = valueOf(await rig.client.listen(call_id))
    expect((await rig.client.takeOver(call_id, 'somebody else')).ok).toBe(false)
    valueOf(await rig.client.takeOver(call_id, participant_id))
    await rig.pass(1_000_000)
    expect(valueOf(await rig.client.getCall(call_id)).disconnection_reason).toBe('call_take_over')
    await rig.line.setSettings({ liveListening: false })
  })

  it('serves recordings and logs by links that end after a day', async () => {
    const call = await finishedCall(rig, numberFor('promise_full'))
    const recording = await fetch(call.recording_url ?? '')
    const bytes = Buffer.from(await recording.arrayBuffer())
    expect(recording.headers.get('content-length')).toBe(String(bytes.length))
    expect(bytes.subarray(0, 4).toString()).toBe('RIFF')
    expect(bytes.length).toBe(44 + Math.round(((call.duration_ms ?? 0) / 1000) * 8_000))
    expect((await (await fetch(call.recording_multi_channel_url ?? '')).arrayBuffer()).byteLength).toBe(2 * (bytes.length - 44) + 44)
    expect(await (await fetch(call.public_log_url ?? '')).text()).toContain('agent_hangup')
    expect((await fetch((call.recording_url ?? '').replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(403)
    await rig.pass(25 * 3_600_000)
    expect((await fetch(call.recording_url ?? '')).status).toBe(403)
    expect((await fetch(valueOf(await rig.client.getCall(call.call_id)).recording_url ?? '')).status).toBe(200)
  })

  it('bills each product by begun seconds, in cents with decimals that add up', async () => {
    const { call_cost: cost, duration_ms = 0 } = await finishedCall(rig, numberFor('callback'))
    expect(cost?.total_duration_seconds).toBe(Math.ceil(duration_ms / 1000))
    expect(cost?.product_costs?.reduce((sum, each) => sum + each.cost, 0)).toBeCloseTo(cost?.combined_cost ?? -1, 6)
  })

  it('lists agents and numbers', async () => {
    expect(valueOf(await rig.client.agents()).map(({ agent_id }) => agent_id)).toContain('agent_practice_es_cl')
    expect(valueOf(await rig.client.numbers())).toContainEqual(expect.objectContaining({ phone_number: '+56222550100' }))
  })

  it('plays every scenario in about its share of unscripted calls', async () => {
    const other = await practiceRig({ seed: 'shares' })
    await other.line.setSettings({ concurrencyLimit: 1_000 })
    const ids = await Promise.all(Array.from({ length: 400 }, async (_, index) => valueOf(await other.client.createCall(other.newCall(`+5697${1_000_000 + index * 37}`))).call_id))
    const plans = await Promise.all(ids.map((id) => other.line.planOf(id)))
    await other.close()
    const share = (name: ScenarioName) => plans.filter((plan) => plan?.scenario === name).length / plans.length
    for (const name of spoken) expect(Math.abs(share(name) - scenarios[name].weight / 100)).toBeLessThan(0.06)
  })
})
