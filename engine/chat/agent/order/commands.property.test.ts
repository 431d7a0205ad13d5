import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogueView } from '../catalogue-view.ts'
import { sellable, type Product } from '../product.ts'
import { applyCommand, type OrderCommand, type OrderRules } from './commands.ts'
import { customerFields, fieldRulesOf, nextField, type CustomerField } from './fields.ts'
import { newOrder, quantityLimits, totalMinor, transitions, type Order } from './order.ts'

const product = (id: string, priceMinor: number, stock: number, active = true): Product => ({ id, name: `Thing ${id}`, description: '', category: '', priceMinor, currency: 'COP', stock, active, synonyms: [] })
const catalogue = catalogueView([product('a', 4_500_000, 5), product('b', 19_999, 1000), product('c', 100, 0), product('d', 700, 10, false), product('e', 1, 2000)])
const rules: OrderRules = { catalogue, fields: fieldRulesOf('CO') }

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'unknown')
const quantity = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom(999, 1000, 1001, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER))
const good: Record<CustomerField, string> = { nombre_completo: 'Ana Gil', cedula: '66777888', telefono: '3001234567', correo: 'ana@ejemplo.com', direccion: 'Calle 1 # 2-3 apto 4', barrio: 'Centro', indicaciones_adicionales: 'timbrar' }
const field = fc.constantFrom(...customerFields)
const giving = field.chain((name) => fc.record({ kind: fc.constantFrom('give_field' as const, 'correct_field' as const), field: fc.constant(name), text: fc.oneof(fc.constant(good[name]), fc.constant(null), fc.string({ maxLength: 20 })) }))
const commands = fc.array(fc.oneof(
  fc.record({ kind: fc.constantFrom('add' as const, 'set_quantity' as const), productId: id, quantity }),
  fc.record({ kind: fc.constant('remove' as const), productId: id }),
  fc.record({ kind: fc.constant('replace' as const), productId: id, withId: id, quantity: fc.option(quantity) }),
  fc.record({ kind: fc.constantFrom('empty' as const, 'begin_checkout' as const, 'confirm' as const) }),
  { weight: 4, arbitrary: giving },
  { weight: 1, arbitrary: fc.constant<OrderCommand>({ kind: 'cancel' }) },
), { maxLength: 40 })

/** Applies commands one after the other and shows each step; what is refused leaves the order as it was. */
function play(list: readonly OrderCommand[], onStep: (before: Order, command: OrderCommand, after: Order, refused: boolean) => void): Order {
  let order = newOrder('COP')
  for (const command of list) {
    const outcome = applyCommand(order, command, rules)
    const after = 'refused' in outcome ? order : outcome.order
    onStep(order, command, after, 'refused' in outcome)
    order = after
  }
  return order
}

describe('the order machine, whatever is asked of it', () => {
  it('moves only along its table', () => {
    fc.assert(fc.property(commands, (list) => {
      play(list, (before, _, after) => expect([before.state, ...transitions[before.state]]).toContain(after.state))
    }))
  })

  it('holds only whole numbers of things that can be sold, never more than there are, at the price of the catalogue', () => {
    fc.assert(fc.property(commands, (list) => {
      play(list, (_, __, { lines }) => {
        expect(new Set(lines.map((line) => line.productId)).size).toBe(lines.length)
        for (const line of lines) {
          const sold = catalogue.product(line.productId)!
          expect(sellable(sold) && line.unitMinor === sold.priceMinor && Number.isInteger(line.quantity)).toBe(true)
          expect(line.quantity).toBeGreaterThanOrEqual(quantityLimits.least)
          expect(line.quantity).toBeLessThanOrEqual(Math.min(quantityLimits.most, sold.stock))
        }
      })
    }))
  })

  it('has an exact total of whole minor units', () => {
    fc.assert(fc.property(commands, (list) => {
      const order = play(list, () => {})
      const byHand = order.lines.map(({ quantity, unitMinor }) => BigInt(quantity) * BigInt(unitMinor)).reduce((sum, one) => sum + one, 0n)
      expect(BigInt(totalMinor(order))).toBe(byHand)
    }))
  })

  it('is at its beginning exactly while it is empty, and is closed only with things and with every field answered', () => {
    fc.assert(fc.property(commands, (list) => {
      play(list, (_, __, after) => {
        expect(after.state === 'cancelada' || (after.state === 'iniciada') === (after.lines.length === 0)).toBe(true)
        expect((after.state !== 'listo_para_finalizar' && after.state !== 'cerrada') || nextField(after.customer) === null).toBe(true)
      })
    }))
  })

  it('accepts "none" only for the fields that may lack', () => {
    fc.assert(fc.property(commands, (list) => {
      const { customer } = play(list, () => {})
      expect(rules.fields.mayLack).toEqual(expect.arrayContaining(customerFields.filter((name) => customer[name] === null)))
    }))
  })

  it('changes nothing after it has ended; confirming again is no second sale', () => {
    fc.assert(fc.property(commands, fc.constantFrom<OrderCommand>({ kind: 'confirm' }, { kind: 'empty' }, { kind: 'cancel' }, { kind: 'add', productId: 'a', quantity: 1 }), (list, late) => {
      const full: OrderCommand[] = [...list.filter(({ kind }) => kind !== 'cancel'), { kind: 'add', productId: 'b', quantity: 1 }, { kind: 'begin_checkout' }, ...customerFields.map((name): OrderCommand => ({ kind: 'give_field', field: name, text: good[name] })), { kind: 'confirm' }]
      const closed = play(full, () => {})
      fc.pre(closed.state === 'cerrada')
      const again = applyCommand(closed, late, rules)
      expect(again).toEqual(late.kind === 'confirm' ? { order: closed } : { refused: 'ended' })
    }))
  })

  it('never changes the order it was given', () => {
    fc.assert(fc.property(commands, (list) => {
      play(list, (before, command) => {
        const copy = structuredClone(before)
        applyCommand(before, command, rules)
        expect(before).toEqual(copy)
      })
    }), { numRuns: 50 })
  })
})

describe('going back', () => {
  it('restores the lines exactly, or changes nothing', () => {
    fc.assert(fc.property(commands, commands, (list, more) => {
      const order = play(list, () => {})
      fc.pre(order.state !== 'cerrada' && order.state !== 'cancelada')
      let later = order
      for (const one of more) {
        const outcome = applyCommand(later, one, rules)
        if ('order' in outcome) later = outcome.order
      }
      fc.pre(later.state !== 'cerrada' && later.state !== 'cancelada')
      const back = applyCommand(later, { kind: 'restore', lines: order.lines }, rules)
      expect('order' in back && back.order.lines).toEqual(order.lines)
      expect('order' in back && (back.order.state === 'iniciada') === (order.lines.length === 0)).toBe(true)
    }))
  })

  it('is refused when what was in the cart has been sold meanwhile', () => {
    const order = play([{ kind: 'add', productId: 'a', quantity: 4 }], () => {})
    const less = { ...rules, catalogue: catalogueView([product('a', 4_500_000, 3)]) }
    expect(applyCommand(newOrder('COP'), { kind: 'restore', lines: order.lines }, less)).toEqual({ refused: 'stock', stock: 3 })
  })
})

describe('closing', () => {
  const ready = () => play([{ kind: 'add', productId: 'a', quantity: 5 }, { kind: 'begin_checkout' }, ...customerFields.map((name): OrderCommand => ({ kind: 'give_field', field: name, text: good[name] }))], () => {})

  it('is refused when what was there has been sold meanwhile, and says how much is left', () => {
    const later = { ...rules, catalogue: catalogueView([product('a', 4_500_000, 3)]) }
    expect(applyCommand(ready(), { kind: 'confirm' }, later)).toEqual({ refused: 'stock', stock: 3 })
  })

  it('keeps the price the customer was shown', () => {
    const dearer = { ...rules, catalogue: catalogueView([product('a', 9_000_000, 5)]) }
    const outcome = applyCommand(ready(), { kind: 'confirm' }, dearer)
    expect('order' in outcome && totalMinor(outcome.order)).toBe(22_500_000)
  })
})
