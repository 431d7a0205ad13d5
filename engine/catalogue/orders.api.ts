import { implement } from '@orpc/server'
import { businessById } from '../../db/queries/businesses.ts'
import { changeSaleTx } from '../../db/queries/sales.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { paymentTransitions } from '../../db/values.ts'
import { catalogueContract } from '../contract/catalogue.ts'
import { tellTx, type CatalogueNeeds, type Errors } from './needs.ts'
import { cancelOrderTx, closeOrderTx, createOrderTx, OrderRefused, requireOrder, requireSale, saveOrderTx, setFulfilmentTx } from './orders.ts'
import { orderDetail, orderOf, saleDetail, saleOf } from './views.ts'

/** The routes about orders and the sales they become. */
export function ordersApi({ database, clock, events }: CatalogueNeeds, reader: Reader) {
  const { orders: orderRoutes, sales: saleRoutes } = implement(catalogueContract)
  /** Changes orders or sales in one transaction, and answers what cannot be done as the contract says it. */
  const change = <Result>(errors: Errors, body: (tx: Tx, now: number) => Result): Result => {
    try {
      return writeTx(database, (tx) => {
        const result = body(tx, clock.now())
        tellTx(tx, events, 'orders.changed')
        return result
      })
    } catch (error) {
      if (!(error instanceof OrderRefused)) throw error
      const { reason } = error
      if (reason.endsWith('_not_found')) throw errors.NOT_FOUND({ data: { reason } })
      throw errors.CONFLICT({ data: { reason } })
    }
  }
  const order = (businessId: string, id: string, errors: Errors) => {
    const detail = orderDetail(database, businessId, id)
    if (detail === null) throw errors.NOT_FOUND({ data: { reason: 'catalogue.order_not_found' } })
    return detail
  }
  const sale = (businessId: string, id: string, errors: Errors) => {
    const detail = saleDetail(database, businessId, id)
    if (detail === null) throw errors.NOT_FOUND({ data: { reason: 'catalogue.sale_not_found' } })
    return detail
  }
  const orders = {
    list: orderRoutes.list.handler(async ({ input: { businessId, states = null, offset, limit } }) => {
      const { rows, total } = await reader.run('catalogue.orders', { businessId, states, offset, limit })
      return { rows: rows.map(orderOf), total }
    }),
    get: orderRoutes.get.handler(({ input, errors }) => order(input.businessId, input.orderId, errors)),
    create: orderRoutes.create.handler(({ input: { businessId, order: draft }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      return order(businessId, change(errors, (tx, now) => createOrderTx(tx, businessId, draft, now)), errors)
    }),
    save: orderRoutes.save.handler(({ input: { businessId, orderId, version, order: draft }, errors }) => {
      change(errors, (tx, now) => saveOrderTx(tx, businessId, requireOrder(tx, businessId, orderId), version, draft, now))
      return order(businessId, orderId, errors)
    }),
    close: orderRoutes.close.handler(({ input: { businessId, orderId }, errors }) => {
      const closing = change(errors, (tx, now) => closeOrderTx(tx, businessId, requireOrder(tx, businessId, orderId), 'console', now))
      return closing.closed ? closing : { closed: false as const, short: [...closing.short] }
    }),
    cancel: orderRoutes.cancel.handler(({ input: { businessId, orderId }, errors }) => {
      change(errors, (tx, now) => cancelOrderTx(tx, businessId, requireOrder(tx, businessId, orderId), now))
      return order(businessId, orderId, errors)
    }),
  }
  const sales = {
    list: saleRoutes.list.handler(async ({ input: { filter, sort, offset, limit } }) => {
      const { rows, total } = await reader.run('catalogue.sales', { where: filter, sort: sort ?? null, offset, limit })
      return { rows: rows.map(saleOf), total }
    }),
    get: saleRoutes.get.handler(({ input, errors }) => sale(input.businessId, input.saleId, errors)),
    setFulfilment: saleRoutes.setFulfilment.handler(({ input: { businessId, saleId, fulfilment }, errors }) => {
      change(errors, (tx, now) => setFulfilmentTx(tx, businessId, requireSale(tx, businessId, saleId), fulfilment, now))
      return sale(businessId, saleId, errors)
    }),
    setPayment: saleRoutes.setPayment.handler(({ input: { businessId, saleId, payment }, errors }) => {
      change(errors, (tx, now) => {
        const row = requireSale(tx, businessId, saleId)
        if (!paymentTransitions[row.payment].includes(payment)) throw new OrderRefused('catalogue.sale_cannot_go_there')
        changeSaleTx(tx, businessId, row.seq, { fulfilment: row.fulfilment, payment }, now)
      })
      return sale(businessId, saleId, errors)
    }),
  }
  return { orders, sales }
}
