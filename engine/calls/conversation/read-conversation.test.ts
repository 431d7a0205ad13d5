import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Language } from '../../../db/values.ts'
import { readLabelled } from '../../../tests/fixtures/conversations/read.ts'
import { momentText, zoneTime } from '../zone-time.ts'
import { readConversation } from './read-conversation.ts'
import type { FinishedCall, ReadConversation } from './types.ts'

const greeting = 'A: Hola, ¿hablo con Julia Ríos?'
const question = 'A: Tiene una deuda de ochenta mil pesos con Casa Peumo. ¿Cuándo podría pagarla?'

/** A call of Wednesday 11 March 2026, 10:00 in Santiago, about 80.000 CLP; lines begin with "A: " or "U: ". */
function callOf(lines: string[], changes: Partial<FinishedCall> = {}): FinishedCall {
  return {
    turns: lines.map((line) => ({ speaker: line.startsWith('A') ? 'agent' : 'user', text: line.slice(3) })),
    analysis: { successful: null, inVoicemail: null, custom: {} }, variables: {}, dispositionGroup: 'conversation',
    startedAt: Date.parse('2026-03-11T13:00:00Z'), zone: 'America/Santiago', debt: { amountMinor: 80_000, currency: 'CLP', lastNegotiableDay: null },
    ...changes,
  }
}

function read(lines: string[], changes?: Partial<FinishedCall>, language: Language = 'es'): ReadConversation {
  return readConversation(callOf(lines, changes), language)
}

for (const set of ['tuning', 'late', 'several'] as const) for (const language of ['es', 'en'] as const) {
  const labelled = readLabelled(set, language).map((one) => [one.place, one] as const)
  test.each(labelled)('%s is read as labelled', (_, one) => {
    const result = readConversation(one.call, language)
    expect(result.outcome).toBe(one.outcome)
    expect([...result.flags, ...(result.promise?.flags ?? [])]).toEqual(expect.arrayContaining(one.flags))
  })
  test.each(labelled.filter(([, one]) => one.outcome === 'promise'))('%s: day and amount', (_, one) => {
    expect(readConversation(one.call, language).promise).toMatchObject({ date: one.date, amountMinor: one.amountMinor })
  })
  test.each(labelled.filter(([, one]) => one.callback !== null))('%s: moment of the callback', (_, one) => {
    const { callbackAt } = readConversation(one.call, language)
    expect(momentText(callbackAt!.at, zoneTime(one.call.zone)).replace(' ', 'T')).toBe(one.callback)
  })
}

test('the quote is the place in the transcript where it was said', () => {
  const lines = [greeting, 'U: Sí.', question, 'U: Uf, mire. El viernes le pago todo.']
  const { quote } = read(lines)
  expect(lines[quote!.turn]!.slice(3).slice(quote!.start, quote!.end)).toBe('le pago')
})

test('what the agent says is no wish of the debtor', () => {
  expect(read([greeting, 'U: Sí.', 'A: Si no quiere que lo llamemos más, no me llamen más es lo que debe decir.', 'U: Ah.']).outcome).toBe('no_outcome')
})

test('an opt-out cut into turns by the recogniser is one sentence', () => {
  expect(read([greeting, 'U: Oiga, no me', 'U: llamen más.'])).toMatchObject({ outcome: 'opt_out', doNotCallScope: 'person' })
})

test('an opt-out outranks a promise, and both are kept', () => {
  const result = read([greeting, 'U: Sí.', question, 'U: Le pago el lunes, pero no me llamen más.'], { analysis: { successful: true, inVoicemail: null, custom: {} } })
  expect(result.outcome).toBe('opt_out')
  expect(result.found.map((one) => one.outcome)).toEqual(['opt_out', 'promise'])
  expect(result.promise).toMatchObject({ date: '2026-03-16' })
  expect(result.flags).toContain('successful_but_opt_out')
})

test('an opt-out of somebody else and a workplace are only a number', () => {
  expect(read([greeting, 'U: Número equivocado, no llamen más.'])).toMatchObject({ outcome: 'opt_out', doNotCallScope: 'number' })
  expect(read([greeting, 'U: No me llamen al trabajo.']).doNotCallScope).toBe('number')
})

test('words against being called that fit no wording are flagged for a person', () => {
  expect(read([greeting, 'U: Exijo que mi teléfono deje de figurar.']).flags).toContain('possible_opt_out')
  expect(read([greeting, 'U: Sí.', question, 'U: El viernes le pago.']).flags).not.toContain('possible_opt_out')
})

test('a promise for a day that is gone, above the debt and after the last negotiable day is flagged', () => {
  const late = { debt: { amountMinor: 80_000, currency: 'CLP', lastNegotiableDay: '2026-03-15' } }
  expect(read([greeting, 'U: Sí.', question, 'U: Le pago el 2 de marzo.']).promise).toEqual({ date: '2026-03-02', amountMinor: null, flags: ['amount_missing', 'past_date'] })
  expect(read([greeting, 'U: Sí.', question, 'U: Le pago noventa mil pesos el lunes.'], late).promise).toEqual({ date: '2026-03-16', amountMinor: 90_000, flags: ['after_last_negotiable', 'above_debt'] })
})

test('the day is counted where the debtor is, also just after midnight', () => {
  const midnight = { startedAt: Date.parse('2026-03-14T03:10:00Z') }
  expect(read([greeting, 'U: Sí.', question, 'U: Mañana pago.'], midnight).promise?.date).toBe('2026-03-15')
  expect(read([greeting, 'U: Sí.', question, 'U: Mañana pago.'], { ...midnight, zone: 'America/Mexico_City' }).promise?.date).toBe('2026-03-14')
})

test('variables fill what was left open and are flagged where they contradict', () => {
  const variables = { fecha_pago_cliente: '2026-03-20', monto_pago_cliente: '80000.0' }
  expect(read([greeting, 'U: Sí.', question, 'U: El viernes le pago.'], { variables })).toMatchObject({ promise: { date: '2026-03-13', amountMinor: 80_000, flags: ['from_variables'] }, flags: ['variables_contradict'] })
  expect(read([greeting, 'U: Sí.', question, 'U: No voy a pagar.'], { variables })).toMatchObject({ outcome: 'refusal', promise: null, flags: ['variables_contradict'] })
  expect(read([greeting, 'U: Mmm.'], { variables })).toMatchObject({ outcome: 'promise', confidence: 0.4, promise: { flags: ['only_agent_said_it', 'from_variables'] } })
})

test('"the rest" of a later breath leaves the promise its day and amount', () => {
  const lines = [greeting, 'U: Sí.', question, 'U: ¿Le sirve si le deposito 35.000 el 24 de marzo?', 'A: Sí, anoto 35.000 pesos para el 24 de marzo.', 'U: Ya, y lo que falta lo arreglamos el otro mes.']
  expect(read(lines).promise).toEqual({ date: '2026-03-24', amountMinor: 35_000, flags: [] })
  expect(read([greeting, 'U: Sí.', question, 'U: El resto se lo pago el viernes.']).promise?.date).toBe('2026-03-13')
})

test('"at once" beside a day is how, not when; alone it is today', () => {
  expect(read([greeting, 'U: Sí.', question, 'U: Ya, el 24 de marzo recibo mi sueldo, ahí le deposito todo al tiro.']).promise).toEqual({ date: '2026-03-24', amountMinor: 80_000, flags: [] })
  expect(read([greeting, 'U: Sí.', question, 'U: El 24 me pagan.', 'A: ¿Y entonces?', 'U: Ahí mismo le transfiero, de inmediato.']).promise?.date).toBe('2026-03-24')
  expect(read([greeting, 'U: Sí.', question, 'U: Ahí le pago al tiro.']).promise?.date).toBe('2026-03-11')
  expect(read([greeting, 'U: Sí.', question, 'U: Le transfiero al tiro.']).promise?.date).toBe('2026-03-11')
})

test('a deadline gone by is no day the debtor agreed to', () => {
  const pitch = 'A: Por su deuda de ochenta mil pesos: puede pagarla hasta el 2026-03-02 sin recargo. ¿Le parece?'
  expect(read([greeting, 'U: Sí.', pitch, 'U: Ya, el lunes me pagan y le cancelo.']).promise?.date).toBe('2026-03-16')
  expect(read([greeting, 'U: Sí.', pitch, 'U: Ya, le voy a pagar.']).promise?.flags).toEqual(['date_missing', 'amount_missing'])
})

test('of several days or sums the words leave open, the variable decides and is flagged', () => {
  const lines = [greeting, 'U: Sí.', question, 'U: Le pago el viernes o el lunes, veinte mil o treinta mil pesos.']
  const collected = (date: string, amount: string) => ({ variables: { fecha_pago_cliente: date, monto_pago_cliente: amount } })
  expect(read(lines, collected('2026-03-13', '20000'))).toMatchObject({ promise: { date: '2026-03-13', amountMinor: 20_000, flags: ['from_variables'] }, flags: ['variables_contradict'] })
  expect(read(lines, collected('2026-03-19', '50000'))).toMatchObject({ promise: { date: '2026-03-16', amountMinor: 30_000 }, flags: ['variables_contradict'] })
  const corrected = [greeting, 'U: Sí.', question, 'U: Le pago el viernes, no, perdón, el lunes.']
  expect(read(corrected, collected('2026-03-13', ''))).toMatchObject({ promise: { date: '2026-03-16' }, flags: ['variables_contradict'] })
})

test('a charge that is complained of is no payment, and not hearing is no refusal', () => {
  expect(read([greeting, 'U: Sí.', question, 'U: No voy a pagar, me cobraron de más.']).outcome).toBe('refusal')
  expect(read([greeting, 'U: Sí.', question, 'U: No la escucho, hay mucho ruido.']).outcome).toBe('no_outcome')
})

test('what only the agent said is kept but flagged', () => {
  const result = read([greeting, 'U: Sí.', question, 'U: Ya le voy a pagar.', 'A: Queda registrado su pago de ochenta mil pesos para el viernes trece.'])
  expect(result.promise).toEqual({ date: '2026-03-13', amountMinor: 80_000, flags: ['only_agent_said_it'] })
})

test('an unresolved variable read aloud is flagged, one in the debtor\'s words is not', () => {
  expect(read(['A: Debe {{cuotas_adeudadas}} cuotas.', 'U: Ah.']).flags).toEqual(['unresolved_variable'])
  expect(read(['A: Hola.', 'U: {{algo}}']).flags).toEqual([])
})

test('a machine is voicemail whatever its greeting says; nobody speaking is no outcome', () => {
  expect(read(['U: No puedo contestar, llámeme más tarde.'], { dispositionGroup: 'machine' })).toMatchObject({ outcome: 'voicemail', callbackAt: null })
  expect(read([], { dispositionGroup: 'unanswered' })).toMatchObject({ outcome: 'no_outcome', confidence: 1, promise: null, callbackAt: null })
})

test.each([
  ['treinta y ocho mil novecientos ochenta y un pesos', 'CLP', 38_981], ['38.981 pesos', 'CLP', 38_981], ['media luca', 'CLP', 500], ['veinte lucas', 'CLP', 20_000],
  ['luca y media', 'CLP', 1500], ['dos mil quinientos pesos con', 'MXN', 250_000], ['1,250.50 pesos', 'MXN', 125_050], ['la mitad', 'CLP', 40_000], ['todo', 'CLP', 80_000], ['3 cuotas', 'CLP', null],
])('"%s" in %s is an amount of %s', (words, currency, amountMinor) => {
  const debt = { amountMinor: currency === 'MXN' ? 900_000 : 80_000, currency, lastNegotiableDay: null }
  expect(read([greeting, 'U: Sí.', question, `U: El viernes le pago ${words}.`], { debt }).promise?.amountMinor).toBe(amountMinor)
})

test.each([
  ['el viernes', '2026-03-13'], ['este miércoles', '2026-03-11'], ['el miércoles', '2026-03-18'], ['el 5', '2026-04-05'], ['el 15/04', '2026-04-15'], ['a fin de mes', '2026-03-31'],
  ['pasado mañana', '2026-03-13'], ['en quince días', '2026-03-26'], ['dentro de un mes', '2026-04-11'], ['el tres del próximo mes', '2026-04-03'], ['a mediados de abril', '2026-04-15'],
  ['el viernes de la otra semana', '2026-03-20'], ['mañana en la mañana', '2026-03-12'], ['el veintiocho de febrero', '2026-02-28'], ['la próxima semana', '2026-03-20'],
])('"%s" said on Wednesday 11 March 2026 is %s', (words, date) => {
  expect(read([greeting, 'U: Sí.', question, `U: Le pago ${words}.`]).promise?.date).toBe(date)
})

test('any text is read without an error, and quotes lie inside their turns', () => {
  const words = ['no', 'me', 'llamen', 'más', 'el', 'viernes', '15', '31', 'de', 'febrero', 'pago', 'todo', 'mil', '$', '5/4', 'a las', '99', '...', '¿', '?', 'ya', 'pagué', 'en', 'una', 'hora', '{{x}}', 'fin', 'mes', 'y media', '1.2.3', 'Ñandú', '\n']
  const line = fc.tuple(fc.constantFrom('A: ', 'U: '), fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 12 })).map(([speaker, parts]) => speaker + parts.join(' '))
  fc.assert(fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom<Language>('es', 'en'), (lines, language) => {
    const call = callOf(lines)
    const result = readConversation(call, language)
    const quotes = result.found.flatMap(({ quote }) => (quote ? [call.turns[quote.turn]!.text.slice(quote.start, quote.end)] : []))
    expect(quotes).not.toContain('')
    expect(result.callbackAt?.at ?? Number.POSITIVE_INFINITY).toBeGreaterThan(call.startedAt)
    expect(result.promise?.date ?? '2026-03-11').toMatch(/^\d{4}-\d\d-\d\d$/)
  }), { numRuns: 500 })
})
