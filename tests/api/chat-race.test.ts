import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChannelRig, type ChannelRig } from '../support/channel-rig.ts'

let rig: ChannelRig
beforeAll(async () => { rig = await openChannelRig() })
afterAll(() => rig.close())

it('fifty customers who confirm the last ten pieces at once buy exactly ten, and the others are told that there are none', async () => {
  const { catalogue } = rig.test.client
  const product = await catalogue.products.create({
    businessId: rig.shop, stock: 10, product: { externalId: null, name: 'Linterna de minero', description: '', category: 'Luz', price: { minor: 6_000_000, currency: 'COP' }, active: true, synonyms: [] },
  })
  const buyers = await Promise.all(Array.from({ length: 50 }, async (_, at) => {
    const client = await rig.dial(rig.newName())
    await client.ask('quiero 1 linterna de minero, eso es todo')
    await client.ask(`me llamo Zoila Quispe Mamani, cc ${1_000_000 + at}, teléfono 3001234567, correo z${at}@example.com, dirección Calle 12 # 34-56, barrio Centro`)
    expect(await client.ask('no')).toMatchObject({ estado_venta: 'listo_para_finalizar' })
    return client
  }))
  const answers = await Promise.all(buyers.map((client) => client.ask('sí')))
  const sold = answers.filter(({ estado_venta: state }) => state === 'cerrada')
  expect(sold).toHaveLength(10)
  for (const { content } of sold) expect(content).toContain('confirmado')
  for (const answer of answers.filter((one) => !sold.includes(one))) {
    expect(answer.content).toContain('Linterna de minero no está disponible')
    expect(answer.content).not.toContain('confirmado')
  }
  expect(await catalogue.products.get({ businessId: rig.shop, productId: product.id })).toMatchObject({ stock: 0 })
  const { rows, total } = await catalogue.sales.list({ filter: { businessId: rig.shop }, limit: 50 })
  expect(total).toBe(10)
  expect(new Set(rows.map(({ number }) => number)).size).toBe(10)
  expect(rows.every(({ total: paid }) => paid.minor === 6_000_000)).toBe(true)
})
