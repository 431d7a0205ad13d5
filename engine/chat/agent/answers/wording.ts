import type { CustomerField, FieldProblem, FieldRules } from '../order/fields.ts'

/** Everything the agent can say, in one language and tone. Amounts and names come in as text that was made from data. */
export interface Wording {
  greeting(): string
  thanks(): string
  bye(): string
  anythingElse(): string
  notUnderstood(): string
  overview(families: string): string
  /** Nothing in the catalogue can be sold now. */
  nothingForSale(): string
  productLine(name: string, price: string, stock: string): string
  stock(count: number): string
  notSold(name: string): string
  near(): string
  /** Said behind what was told. @param things name and price of each */
  also(things: string): string
  unknownProduct(text: string): string
  noSuchSize(text: string): string
  unlike(text: string): string
  which(text: string, quantity: number | null): string
  found(count: number, shown: number): string
  sizeNotKnown(): string
  offer(name: string): string
  offerLines(): string
  quoteLine(quantity: number, name: string, price: string, subtotal: string): string
  total(amount: string): string
  added(items: string): string
  changed(name: string, quantity: number): string
  removed(name: string): string
  replaced(old: string, name: string, quantity: number): string
  emptied(): string
  undone(): string
  emptyCart(): string
  cartLine(quantity: number, name: string, price: string, subtotal: string): string
  cart(): string
  more(): string
  /** Said when the order goes on without what was asked about. @param things as the customer called them */
  leftOut(things: string): string
  whatElse(): string
  whatToBuy(): string
  howMany(name: string): string
  quantityLimits(least: number, most: number): string
  tooLittle(name: string, stock: number): string
  notInCart(text: string): string
  ask(field: CustomerField): string
  noted(): string
  fieldProblem(field: CustomerField, problem: FieldProblem | 'needed', rules: FieldRules): string
  summary(): string
  field(field: CustomerField, value: string | null): string
  confirm(): string
  closed(total: string): string
  cancelled(): string
  nothingToConfirm(): string
  changeWhat(): string
  company(): string
  companyUnknown(): string
  contactAt(contact: string): string
  discount(): string
  human(): string
  sorry(): string
  media(): string
  harmless(): string
  privacy(): string
  customerUnknown(): string
  customerAskId(): string
  customerFound(name: string, sales: number, total: string | null, last: string | null): string
  offTopic(): string
  compare(): string
  empty(): string
}
