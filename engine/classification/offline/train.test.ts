import { describe, expect, it } from 'vitest'
import { parseTaxonomy } from '../taxonomy.ts'
import { compileOffline } from './classify.ts'
import { trainOffline, type TrainingExample } from './train.ts'
import { parseTrainedModels } from './trained-models.ts'

const taxonomy = parseTaxonomy({
  id: 'office', version: 1, name: { es: 'Oficina', en: 'Office' }, signals: [],
  enums: [
    {
      name: 'team', label: { es: 'Equipo', en: 'Team' },
      values: [
        { value: 'sales', label: { es: 'Ventas', en: 'Sales' }, description: { es: 'Vender', en: 'Selling' }, prior: 0.5, cues: { es: ['vendedor'], en: ['seller'] } },
        { value: 'stock', label: { es: 'Bodega', en: 'Stock' }, description: { es: 'Guardar', en: 'Keeping' }, prior: 0.5, cues: { es: ['estanteria'], en: ['shelf'] } },
      ],
    },
    {
      name: 'rare', label: { es: 'Raro', en: 'Rare' },
      values: [
        { value: 'yes', label: { es: 'Presente', en: 'Present' }, description: { es: 'Existe', en: 'Exists' }, prior: 0.5, cues: { es: [], en: [] } },
        { value: 'no', label: { es: 'Ausente', en: 'Absent' }, description: { es: 'Falta', en: 'Lacks' }, prior: 0.5, cues: { es: [], en: [] } },
      ],
    },
  ],
})

/** What this floor says of its teams, in words no cue knows. */
const SALES = ['cotizamos con descuento', 'el cliente firma mañana', 'cerramos la cuota mensual', 'la comision del trimestre', 'visitamos al comprador']
const STOCK = ['contamos las cajas', 'llego el camion con paletas', 'falta cinta de embalaje', 'ordenamos el pasillo nueve', 'el montacargas se detuvo']
const examples: TrainingExample[] = Array.from({ length: 60 }, (_, index) => {
  const own = index % 2 === 0 ? SALES : STOCK
  return {
    transcript: `Hoy ${own[index % 5]} y despues ${own[(index * 3 + 1) % 5]}. Reunion numero ${index}.`,
    labels: { team: index % 2 === 0 ? 'sales' : 'stock', ...(index < 4 ? { rare: index === 0 ? 'yes' : 'no' } : {}) },
  }
})

describe('training on a floor’s own transcripts', () => {
  it('learns what the cues do not know, says so in held-out scores, and is used by the classifier', async () => {
    const models = await trainOffline(taxonomy, examples, { seed: 1 })
    const team = models.enums.find((one) => one.name === 'team')!
    expect(team).toMatchObject({ stage: 'trained', reason: 'better_score', examples: 60 })
    expect(team.trained!.accuracy).toBeGreaterThan(0.9)
    expect(team.trained!.accuracy).toBeGreaterThan(team.zeroShot!.accuracy + 0.2)
    expect(team.trained!.reliability.reduce((sum, bin) => sum + bin.count, 0)).toBe(60)

    const transcript = 'Ordenamos las cajas y el camion trajo paletas.'
    const label = compileOffline(taxonomy, models).classify({ transcript }).labels['team']!
    expect(label).toMatchObject({ value: 'stock', stage: 'trained', evidence: 'quote' })
    expect(label.confidence).toBeGreaterThan(compileOffline(taxonomy, null).classify({ transcript }).labels['team']!.confidence)
  })

  /** The same transcripts as a language model labelled them: it is believed a little. */
  const judged = (given: readonly TrainingExample[], wrong: boolean): TrainingExample[] => given.map((one) => ({
    ...one, labels: { team: (one.labels['team'] === 'sales') !== wrong ? 'sales' : 'stock' }, trust: { team: 0.5 },
  }))

  it('learns from a language model what few people have said, and is measured on people alone', async () => {
    const people = examples.slice(0, 20)
    const team = async (given: TrainingExample[]) => (await trainOffline(taxonomy, given, { seed: 1 })).enums.find((one) => one.name === 'team')!
    const [alone, helped, misled] = [await team(people), await team([...people, ...judged(examples.slice(20), false)]), await team([...people, ...judged(examples.slice(20), true)])]
    for (const one of [alone, helped, misled]) expect([one.measuredOn, one.zeroShot!.count]).toEqual(['person', 20])
    expect(helped.trained!.accuracy).toBeGreaterThanOrEqual(alone.trained!.accuracy)
    expect(helped.stage).toBe('trained')
    // What a model that errs has taught does worse on people's labels, and is not served.
    expect(misled.trained!.accuracy).toBeLessThan(helped.trained!.accuracy)
    expect(misled.stage).toBe('zero_shot')
  })

  it('is measured on a language model where people have said nothing, and says so', async () => {
    const team = (await trainOffline(taxonomy, judged(examples, false), { seed: 1 })).enums.find((one) => one.name === 'team')!
    expect(team).toMatchObject({ measuredOn: 'llm', stage: 'trained', examples: 60 })
  })

  it('keeps what the cues know', async () => {
    const classifier = compileOffline(taxonomy, await trainOffline(taxonomy, examples, { seed: 1 }))
    expect(classifier.classify({ transcript: 'El vendedor vendedor de ventas.' }).labels['team']!.value).toBe('sales')
  })

  it('leaves an enum with too few examples to the cues', async () => {
    const models = await trainOffline(taxonomy, examples, { seed: 1 })
    expect(models.enums.find((one) => one.name === 'rare')).toMatchObject({ stage: 'zero_shot', reason: 'too_few_examples', examples: 4 })
  })

  it('is repeatable and survives JSON', async () => {
    const first = await trainOffline(taxonomy, examples, { seed: 5 })
    expect(await trainOffline(taxonomy, examples, { seed: 5 })).toEqual(first)
    const stored = parseTrainedModels(JSON.parse(JSON.stringify(first)))
    const transcript = 'La comision se paga cuando el comprador firma.'
    expect(compileOffline(taxonomy, stored).classify({ transcript })).toEqual(compileOffline(taxonomy, first).classify({ transcript }))
  })

  it('reports progress and stops when told to', async () => {
    const shares: number[] = []
    await trainOffline(taxonomy, examples, { seed: 1, onProgress: (share) => shares.push(share) })
    expect(shares).toEqual([0.5, 1])
    const controller = new AbortController()
    const training = trainOffline(taxonomy, examples, { seed: 1, signal: controller.signal })
    controller.abort(new Error('the operator stopped it'))
    await expect(training).rejects.toThrow('the operator stopped it')
  })

  it('ignores labels the taxonomy does not have and works without any example', async () => {
    const models = await trainOffline(taxonomy, [{ transcript: 'Hola', labels: { team: 'gone', colour: 'red' } }], { seed: 1 })
    expect(models.enums.map((one) => one.examples)).toEqual([0, 0])
    expect((await trainOffline(taxonomy, [], { seed: 1 })).enums).toHaveLength(2)
  })

  it('applies models of an older taxonomy as far as their values still exist', async () => {
    const models = await trainOffline(taxonomy, examples, { seed: 1 })
    const changed = structuredClone(taxonomy)
    changed.enums[0]!.values.unshift({ value: 'legal', label: { es: 'Legal', en: 'Legal' }, description: { es: 'Leyes', en: 'Laws' }, prior: 0, cues: { es: ['abogado'], en: ['lawyer'] } })
    expect(compileOffline(changed, models).classify({ transcript: 'Ordenamos las cajas del camion con paletas.' }).labels['team']!.value).toBe('stock')
  })

  it('refuses damaged models', async () => {
    const models = await trainOffline(taxonomy, examples, { seed: 1 })
    expect(() => parseTrainedModels({ ...models, format: 2 })).toThrow(/format/)
    expect(() => compileOffline(taxonomy, { ...models, weights: models.weights.slice(0, 40) })).toThrow(/do not fit together/)
  })
})
