import { beforeAll, describe, expect, it, test } from 'vitest'
import { sampleCatalogue } from '../../../../../bench/chat-sample.ts'
import type { CatalogueView } from '../../catalogue-view.ts'
import { resolveWish } from '../../search/resolve.ts'
import { itemsIn } from './read-items.ts'
import { readMessage } from '../reading.ts'

let view: CatalogueView
beforeAll(async () => {
  view = await sampleCatalogue()
})

/** What a message names, as "quantity × product", "?" where the number or the product is open. */
function named(message: string): string[] {
  return itemsIn(readMessage(message, view, 'es')).map((item) => {
    const alike = item.kind === null ? null : resolveWish(view, { ...item.wish, meanings: [item.kind, ...item.wish.meanings] })
    const meant = item.wish.meanings.length === 0 ? null : alike?.kind === 'one' ? alike : resolveWish(view, item.wish, item.unmet.length > 0)
    const what = meant === null ? (item.reference === null ? '-' : item.reference.kind) : meant.kind === 'one' || meant.kind === 'not_sold' ? meant.product.id : meant.kind
    return `${item.quantity ?? '?'} ${what}`
  })
}

describe('things and how many of them', () => {
  test.each<[string, string[]]>([
    ['3 cascos amarillos y 2 arneses', ['3 P07', '2 P30']],
    ['un extintor co2 y dos botiquines', ['1 P03', '2 P39']],
    ['media docena de gafas claras', ['6 P17']],
    ['dos docenas de tapones', ['24 P24']],
    ['una docena y 3 arneses', ['12 -', '3 P30']],
    ['gafas claras x 4', ['4 P17']],
    ['gafas claras x4', ['4 P17']],
    ['gafas claras: 4, arneses: 2', ['4 P17', '2 P30']],
    ['veinticinco mascarillas n95', ['25 P21']],
    ['treinta y dos conos de 70 cm', ['32 P34']],
    ['100 guantes de carnaza', ['100 P11']],
    ['un par de cascos blancos', ['2 P06']],
    ['un par de guantes de carnaza', ['2 P11']],
    ['3 pares de guantes de carnaza', ['3 P11']],
    ['2 unidades de faja lumbar talla M', ['2 P44']],
    ['extintor multiproposito de 10 libras', ['? P01']],
    ['extintor multiproposito 20lb', ['? P02']],
    ['extintor multiproposito de 20', ['? P02']],
    ['2 extintores', ['2 several']],
    ['3 arneses mas 2 camillas', ['3 P30', '2 P40']],
    ['guantes de carnaza y anticorte', ['? P11', '? P12']],
    ['un casco magenta', ['1 unlike']],
    ['6 conos, 4 de 70 cm y 2 de 90 cm', ['4 P34', '2 P35']],
    ['un par de chalecos: 1 naranja y 1 azul', ['1 P26', '1 P27']],
    ['dos cascos blancos y tres n95', ['2 P06', '3 P21']],
    ['guantes para mecánica', ['? several']],
    ['quiero 2 arneces y 3 mosketones', ['2 P30', '3 P33']],
  ])('%s', (message, expected) => expect(named(message)).toEqual(expected))

  it('points instead of naming', () => {
    expect(['dame el segundo', 'los dos primeros', 'ese', 'otro', 'el mas barato', 'uno de cada uno', 'el de 21500'].map((message) => named(message)[0])).toEqual(['? nth', '? nth', '? that', '? another', '? cheapest', '1 each', '? price'])
  })

  it('leaves a customer who has not decided undecided', () => {
    expect(itemsIn(readMessage('necesito entre 5 y 10 conos', view, 'es'))[0]).toMatchObject({ range: [5, 10] })
    expect(itemsIn(readMessage('unos 5 o 6 conos', view, 'es'))[0]).toMatchObject({ range: [5, 6] })
  })

  it('takes no id or telephone number for a number of things', () => {
    expect(named('31222333')).toEqual([])
    expect(named('mi celular es 3205550199')).toEqual([])
  })
})
