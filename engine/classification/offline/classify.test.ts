import { readFileSync } from 'node:fs'
import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTaxonomy, type Taxonomy } from '../taxonomy.ts'
import { compileOffline, type Classification } from './classify.ts'
import { NO_INDICATORS } from './labels.ts'

const taxonomy = parseTaxonomy(JSON.parse(readFileSync(new URL('../../../resources/taxonomies/default.json', import.meta.url), 'utf8')))
const classifier = compileOffline(taxonomy, null)
const classify = (transcript: string, clientName?: string): Classification => classifier.classify({ transcript, ...(clientName ? { clientName } : {}) })
const valueOf = (transcript: string, name: string): string => classify(transcript).labels[name]!.value

/** What holds for every transcript whatsoever. */
function expectWhole(transcript: string, result: Classification, of: Taxonomy = taxonomy): void {
  expect(Object.keys(result.labels)).toEqual(of.enums.map((one) => one.name))
  expect(Object.keys(result.signals)).toEqual(of.signals.map((one) => one.name))
  for (const one of of.enums) {
    const label = result.labels[one.name]!
    expect(one.values.map((value) => value.value)).toContain(label.value)
    expect(label.confidence).toBeGreaterThanOrEqual(0)
    expect(label.confidence).toBeLessThanOrEqual(1)
    expect(label.analysis).not.toBe('')
    expect(label.evidence === 'quote').toBe(label.quote !== null)
  }
  const spans = [...Object.values(result.labels), ...Object.values(result.signals)].flatMap((one) => (one.quote ? [one.quote] : []))
  for (const { start, end } of spans) {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThan(start)
    expect(end).toBeLessThanOrEqual(transcript.length)
    const quote = transcript.slice(start, end)
    expect(quote.trim()).toBe(quote)
    // A quote must not begin or end inside of a word.
    expect(/^[\p{L}\p{N}]$/u.test(transcript.charAt(start - 1)) && /^[\p{L}\p{N}]/u.test(quote)).toBe(false)
    expect(/^[\p{L}\p{N}]$/u.test(transcript.charAt(end)) && /[\p{L}\p{N}]$/u.test(quote)).toBe(false)
  }
  for (const signal of Object.values(result.signals)) expect(signal.text === NO_INDICATORS).toBe(signal.quote === null)
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
}

describe('any transcript', () => {
  const piece = oneof(
    string({ unit: 'grapheme', maxLength: 40 }),
    string({ unit: 'binary', maxLength: 20 }),
    constantFrom('clínica', 'clinica 😀 pacientes', 'no tenemos presupuesto', '\u0000', 'Cliente: ', '\n', 'we need a demo. ', '2.000 mensajes diarios', 'e\u0301xito', '¿cuánto cuesta?', ' '),
  )

  it('gets a full result whose quotes are whole words of it', () => {
    expect.hasAssertions()
    assert(
      property(array(piece, { maxLength: 25 }), (pieces) => {
        const transcript = pieces.join(' ')
        expectWhole(transcript, classify(transcript))
      }),
      { numRuns: 150 },
    )
  })

  it.each(['', ' ', '\u0000', '...', '😀😀', '12', 'Cliente:'])('gets a full result even if it is %j', (transcript) => {
    expect.hasAssertions()
    expectWhole(transcript, classify(transcript))
  })

  it('of a million characters is read through, with or without punctuation', () => {
    for (const sentence of ['nuestra clinica recibe muchas consultas ', 'No tenemos presupuesto. Cliente: hola, ', 'aaaaaaaaaaaaaaaa', 'un colega un colega ']) {
      const transcript = sentence.repeat(Math.ceil(1_000_000 / sentence.length))
      const result = classify(transcript)
      const quotes = Object.values(result.labels).flatMap((label) => (label.quote ? [label.quote] : []))
      // One unbroken word of a million letters has no shorter quote.
      expect(quotes.every((quote) => quote.end - quote.start < 1000 || !sentence.includes(' '))).toBe(true)
    }
  }, 60_000)

  it('gives the same result twice and whatever was classified before', () => {
    const transcript = 'Nuestra farmacia recibe 40 consultas diarias. Les enviaré los datos el lunes.'
    const first = classify(transcript)
    classify('We run a shop and sell shoes online.')
    expect(classify(transcript)).toEqual(first)
  })
})

describe('evidence', () => {
  it('is quoted from the transcript as written', () => {
    const transcript = 'Buenos días. Somos una clínica dental en Valparaíso, con tres sillones. Queremos ordenar la agenda.'
    const { quote, evidence, stage } = classify(transcript).labels['business_sector']!
    expect([evidence, stage, transcript.slice(quote!.start, quote!.end)]).toEqual(['quote', 'zero_shot', 'Somos una clínica dental en Valparaíso, con tres sillones'])
  })

  it('that is missing gives the most frequent value with its prior as confidence and says so', () => {
    const labels = classify('Hola, gracias por venir.').labels
    for (const name of ['business_sector', 'region', 'decision_maker_role', 'lead_source']) {
      const one = taxonomy.enums.find((other) => other.name === name)!
      const most = one.values.reduce((best, value) => (value.prior > best.prior ? value : best))
      expect(labels[name]).toMatchObject({ value: most.value, evidence: 'none', quote: null, stage: 'prior' })
      expect(labels[name]!.confidence).toBeCloseTo(most.prior, 5)
    }
  })

  it('does not depend on accents or capitals', () => {
    const written = 'Dirijo una compañía de energía solar en México. Nos enteramos por una recomendación de un colega.'
    const typed = written.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
    for (const name of ['business_sector', 'region', 'lead_source']) expect(valueOf(typed, name)).toBe(valueOf(written, name))
    expect(valueOf(typed, 'region')).toBe('latam_north')
  })

  it('that is denied does not count', () => {
    expect(valueOf('No somos un hotel, somos una constructora.', 'business_sector')).toBe('construction')
    expect(classify('No hemos hablado de descuento.').signals['pricing_discussion']!.text).toBe(NO_INDICATORS)
    expect(classify('Hablemos del descuento.').signals['pricing_discussion']!.text).not.toBe(NO_INDICATORS)
  })

  it('of not knowing or not managing is a need and no denial', () => {
    for (const said of ['No sabemos cuál campaña trae las ventas.', 'no se que campaña trae las ventas.', 'We do not know which campaign brings the sales.']) expect(valueOf(said, 'use_case')).toBe('marketing_attribution')
    expect(valueOf('No logramos predecir la demanda de cada semana.', 'use_case')).toBe('demand_forecasting')
    expect(valueOf('No necesitamos predecir la demanda.', 'use_case')).not.toBe('demand_forecasting')
  })

  it('counts once for a value, however many of its cues the same words match', () => {
    const transcript = 'Estamos comparando dos herramientas y el contrato.'
    const more = structuredClone(taxonomy)
    const stage = more.enums.find((one) => one.name === 'purchase_stage')!
    stage.values.find((one) => one.value === 'evaluation')!.cues.es.push({ phrase: 'comparamos', weight: 1 }, { phrase: 'comparado', weight: 1 })
    expect(compileOffline(more, null).classify({ transcript }).labels['purchase_stage']).toEqual(classify(transcript).labels['purchase_stage'])
  })

  it('that is itself a denial counts', () => {
    expect(valueOf('No tenemos visibilidad de lo que pasa con cada pedido.', 'primary_pain_point')).toBe('lack_visibility')
    expect(classify('No nos interesa, gracias.').signals['not_interested']!.quote).not.toBeNull()
    expect(classify('Nos interesa mucho.').signals['not_interested']!.text).toBe(NO_INDICATORS)
  })

  it('of how they heard of the product is told from a channel they merely use', () => {
    expect(valueOf('Supimos de ustedes por LinkedIn. Vendemos por Instagram y Facebook.', 'lead_source')).toBe('linkedin')
    expect(valueOf('A friend recommended you. We spend a lot on Google.', 'lead_source')).toBe('referral')
  })

  it('of a role is what the speaker says of himself', () => {
    expect(valueOf('Soy el gerente de marketing. Nuestro CFO revisa los contratos.', 'decision_maker_role')).toBe('cmo')
    expect(valueOf('As the CTO I care about the API. The CEO is on holiday.', 'decision_maker_role')).toBe('cto')
  })

  it.each([
    ['Somos 12 empleados.', 'small'],
    ['Tenemos 180 trabajadores en planta.', 'medium'],
    ['La empresa tiene más de 1.200 colaboradores.', 'large'],
    ['We have twelve thousand employees.', 'enterprise'],
    ['Llegan unos 2.000 mensajes diarios.', 'large'],
    ['Recibimos quinientas consultas a la semana.', 'medium'],
  ])('in numbers is read: %s', (transcript, size) => expect(valueOf(transcript, 'company_size')).toBe(size))
})

describe('language', () => {
  it.each([
    ['la reunion fue buena y la gestion de los pedidos mejoro', 'es'],
    ['the meeting went well and we would like a demo', 'en'],
    ['Necesitamos un CRM con dashboard y reporting en real time para el equipo', 'es'],
  ])('of %j is %s', (transcript, language) => {
    expect(classify(transcript).language).toBe(language)
    expect(classify(transcript).labels['language']).toMatchObject({ value: language, stage: 'detected' })
  })
})

describe('a taxonomy of one’s own', () => {
  it('works with any enum: cues in one language serve both, labels and descriptions help', () => {
    const own = parseTaxonomy({
      id: 'pets', version: 1, name: { es: 'Mascotas', en: 'Pets' }, signals: [],
      enums: [{
        name: 'animal', label: { es: 'Animal', en: 'Animal' },
        values: [
          { value: 'dog', label: { es: 'Perro', en: 'Dog' }, description: { es: 'Ladra', en: 'Barks' }, prior: 0.6, cues: { es: ['cachorro'], en: [] } },
          { value: 'cat', label: { es: 'Gato', en: 'Cat' }, description: { es: 'Ronronea', en: 'Purrs' }, prior: 0.4, cues: { es: [], en: [] } },
        ],
      }],
    })
    const pets = compileOffline(own, null)
    expect(pets.classify({ transcript: 'El gato de la casa.' }).labels['animal']).toMatchObject({ value: 'cat', evidence: 'quote' })
    expect(pets.classify({ transcript: 'Compramos un cachorro.' }).labels['animal']!.value).toBe('dog')
    expectWhole('Nada de esto.', pets.classify({ transcript: 'Nada de esto.' }), own)
  })
})

describe('the outcome of the sale', () => {
  it('is no input: giving it changes nothing', () => {
    const transcript = 'Nos interesa una propuesta.'
    const leaking = { transcript, closed: true }
    expect(classifier.classify(leaking)).toEqual(classifier.classify({ ...leaking, closed: false } as { transcript: string }))
  })
})

describe('action items, topics and summary', () => {
  it('names who does what and when', () => {
    const items = classify('Vendedor: Le enviaré la propuesta el lunes.\nCliente: Perfecto. Voy a revisar el contrato con mi socio antes del viernes.', 'Ana Pérez').actionItems
    expect(items).toEqual([
      { who: 'Equipo comercial', what: 'enviaré la propuesta', when: 'el lunes' },
      { who: 'Ana Pérez', what: 'revisar el contrato con mi socio', when: 'antes del viernes' },
    ])
    expect(classify("I'll send the contract by Friday.").actionItems).toEqual([{ who: 'Client', what: 'send the contract', when: 'by Friday' }])
  })

  it('takes no commitment from a denial or a plan to grow', () => {
    expect(classify('No les enviaré nada. Vamos a crecer mucho.').actionItems).toEqual([])
  })

  it('gives topics that stand in the transcript, none twice', () => {
    const transcript = 'Nuestra agencia de viajes recibe solicitudes sobre itinerarios, reservas de hotel y seguros. Las reservas de hotel toman horas.'
    const topics = classify(transcript).keyTopics
    expect(topics.length).toBeGreaterThanOrEqual(3)
    expect(topics.length).toBeLessThanOrEqual(6)
    for (const topic of topics) expect(transcript.toLowerCase()).toContain(topic.toLowerCase())
    expect(new Set(topics).size).toBe(topics.length)
  })

  it('sums up in the words of the transcript', () => {
    const transcript = 'Las consultas aumentaron y no damos abasto. Buscamos una herramienta simple.'
    const { summary } = classify(transcript, 'Rosa Díaz')
    const quotes = [...summary.matchAll(/«([^»]+)»/g)].map((match) => match[1]!)
    expect(summary.startsWith('Rosa Díaz')).toBe(true)
    expect(quotes.length).toBeGreaterThan(0)
    for (const quote of quotes) expect(transcript).toContain(quote)
  })
})

describe('amounts', () => {
  it.each([
    ['Somos siete y hacemos bolsos de cuero.', 'company_size', 'small'],
    ['Somos catorce y hacemos quesos.', 'company_size', 'small'],
    ['We employ nineteen hundred people.', 'company_size', 'large'],
    ['We are a crew of nine.', 'company_size', 'small'],
    ['Nos gustaría arrancar dentro de tres semanas.', 'urgency', 'short'],
    ['We would start within six months.', 'urgency', 'medium'],
  ])('of %j tell the %s', (transcript, name, value) => expect(valueOf(transcript, name)).toBe(value))

  it.each([
    ['Atendemos a 500 personas por semana.', 'company_size'],
    ['Crecimos el doble en seis meses.', 'urgency'],
    ['Un asistente que responda las dudas.', 'decision_maker_role'],
  ])('and words of %j that say nothing of the %s are not quoted', (transcript, name) => expect(classify(transcript).labels[name]!.evidence).toBe('none'))
})

describe('sentiment', () => {
  it.each([
    ['Me encanta, es genial, muchas gracias! 😍', 'positive'],
    ['Qué asco de servicio, estoy harto, son pésimos.', 'negative'],
    ['Stop calling me, this is unacceptable.', 'negative'],
    ['We love it, this is exactly what we need.', 'positive'],
  ])('of %j is %s', (transcript, sentiment) => expect(classify(transcript).sentiment).toBe(sentiment))

  it('takes the description of a problem for no complaint', () => {
    const transcript =
      'Hemos tenido problemas y dificultades para responder, la gestión manual es ineficiente y lenta y el equipo está saturado por el aumento de consultas durante el último año. ' +
      'Nos interesa mucho la solución y creemos que podría ayudarnos a mejorar la experiencia de nuestros clientes en todos los canales que tenemos hoy.'
    expect(classify(transcript)).toMatchObject({ sentiment: 'positive', tone: 'interesado' })
  })
})
