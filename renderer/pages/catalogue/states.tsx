import { Ban, CircleCheck, CircleDashed, CircleX, ClipboardList, Clock, LoaderCircle, Package, PackageCheck, RotateCcw, ShoppingCart, Truck, Undo2, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CatalogueImportState, FulfilmentState, OrderState, PaymentState } from '../../../db/values.ts'
import type { Tone } from '../../components/badge.tsx'
import { IconState } from '../../components/icon-state.tsx'

interface Look { icon: LucideIcon, tone: Tone, spin?: boolean }

const orderLooks: Record<OrderState, Look> = {
  iniciada: { icon: CircleDashed, tone: 'neutral' }, pendiente: { icon: ShoppingCart, tone: 'accent' }, recolectando_datos: { icon: ClipboardList, tone: 'accent' }, listo_para_finalizar: { icon: PackageCheck, tone: 'caution' },
  cerrada: { icon: CircleCheck, tone: 'positive' }, cancelada: { icon: Ban, tone: 'neutral' },
}
const fulfilmentLooks: Record<FulfilmentState, Look> = {
  pending: { icon: Clock, tone: 'caution' }, confirmed: { icon: CircleCheck, tone: 'accent' }, preparing: { icon: Package, tone: 'accent' }, ready: { icon: PackageCheck, tone: 'accent' }, delivered: { icon: Truck, tone: 'positive' }, cancelled: { icon: Ban, tone: 'neutral' },
}
const paymentLooks: Record<PaymentState, Look> = {
  pending: { icon: Clock, tone: 'caution' }, approved: { icon: CircleCheck, tone: 'positive' }, rejected: { icon: CircleX, tone: 'danger' }, refunded: { icon: RotateCcw, tone: 'neutral' },
}
const importLooks: Record<CatalogueImportState, Look> = {
  running: { icon: LoaderCircle, tone: 'accent', spin: true }, done: { icon: CircleCheck, tone: 'positive' }, cancelled: { icon: Ban, tone: 'neutral' }, failed: { icon: CircleX, tone: 'danger' },
  undoing: { icon: LoaderCircle, tone: 'caution', spin: true }, undone: { icon: Undo2, tone: 'neutral' },
}

export function OrderStateLabel({ state }: { state: OrderState }) {
  const { t } = useTranslation()
  return <IconState {...orderLooks[state]} label={t(`catalogue.orderState.${state}`)} />
}

export function FulfilmentLabel({ state }: { state: FulfilmentState }) {
  const { t } = useTranslation()
  return <IconState {...fulfilmentLooks[state]} label={t(`catalogue.fulfilment.${state}`)} />
}

export function PaymentLabel({ state }: { state: PaymentState }) {
  const { t } = useTranslation()
  return <IconState {...paymentLooks[state]} label={t(`catalogue.payment.${state}`)} />
}

export function ImportStateLabel({ state }: { state: CatalogueImportState }) {
  const { t } = useTranslation()
  return <IconState {...importLooks[state]} label={t(`catalogue.import.states.${state}`)} />
}
