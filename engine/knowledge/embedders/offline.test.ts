import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dot } from './embedder.ts'
import { loadOfflineEmbedder } from './offline.ts'

const embedder = loadOfflineEmbedder(join(import.meta.dirname, '../../../resources'))
const near = (one: string, other: string) => dot(embedder.embedOne(one), embedder.embedOne(other))

describe('the offline embedder', () => {
  it('gives the same vector of length 1 for a text each time, and zeros for none', async () => {
    const [one, again, none] = await embedder.embed(['¿Cuánto cuesta el casco?', '¿Cuánto cuesta el casco?', ' … '])
    expect(one).toHaveLength(embedder.dimensions)
    expect(again).toEqual(one)
    expect(dot(one ?? new Float32Array(), one ?? new Float32Array())).toBeCloseTo(1, 5)
    expect(none?.every((value) => value === 0)).toBe(true)
  })

  it.each([
    ['accents and capitals', '¿CUÁL es la dirección?', 'cual es la direccion', 'cual es el horario'],
    ['inflections', 'cambiar las contraseñas', 'cambio de contraseña', 'cambio de domicilio'],
    ['like words', 'quiero comprar un computador', 'quiero comprar un ordenador', 'quiero comprar un terreno'],
    ['misspelt words', 'precio del extintor', 'precio del extimtor', 'precio del escritorio'],
    ['English inflections', 'changing my passwords', 'change my password', 'change my address'],
    ['English like words', 'cancel my delivery', 'cancel my shipment', 'cancel my subscription'],
    ['numbers', 'extintor de 20 libras', 'un extintor de 20 libras', 'extintor de 10 libras'],
    ['the order of words', 'el perro muerde al hombre', 'un perro muerde a un hombre', 'el hombre muerde al perro'],
  ])('brings %s nearer than what only looks alike', (_what, text, like, unlike) => {
    expect(near(text, like)).toBeGreaterThan(near(text, unlike))
  })

  it('finds the text that is about the same thing', () => {
    const texts = ['horario de atención de la tienda', 'política de devoluciones y cambios', 'medios de pago y cuotas', 'opening hours of the store', 'returns and exchanges']
    const nearest = (asked: string) => texts.toSorted((one, other) => near(asked, other) - near(asked, one))[0]
    expect(nearest('¿en qué horario atienden?')).toBe(texts[0])
    expect(nearest('quiero devolver un producto, ¿cuál es la política de cambio?')).toBe(texts[1])
    expect(nearest('¿puedo pagar en cuotas?')).toBe(texts[2])
    expect(nearest('when does the store open, what are the hours?')).toBe(texts[3])
    expect(nearest('how do I return or exchange something?')).toBe(texts[4])
  })
})
