import { expect, test } from 'vitest'
import type { ChatSource } from '../../../../engine/contract/chat.ts'
import { groupSources, markSources, type Piece } from './mark-sources.ts'

const product = (id: string, label: string, ...facts: [string, string][]): ChatSource[] => facts.map(([field, value]) => ({ kind: 'product', id, label, field, value }))
const written = (pieces: readonly Piece[]) => pieces.map(piece => 'text' in piece ? piece.text : `[${piece.mark.number}]`).join('')
const marked = (text: string, ...sources: ChatSource[]) => written(markSources(text, groupSources(sources)))

test('each line has one mark for a product, after the last fact of it', () => {
  const helmet = product('a', 'Casco', ['name', 'Casco dieléctrico'], ['price', '$45.000'], ['stock', '12'])
  const gloves = product('b', 'Guantes', ['name', 'Guantes'], ['price', '$8.000'], ['stock', '12'])
  expect(marked('1. Casco dieléctrico: $45.000, quedan 12.\n2. Guantes: $8.000.', ...helmet, ...gloves)).toBe('1. Casco dieléctrico: $45.000, quedan 12[1].\n2. Guantes: $8.000[2].')
})

test('a stock of 45 is not found inside a price, nor a price inside a longer one', () => {
  expect(marked('Cuesta $45.000 y quedan 45.', ...product('a', 'Casco', ['stock', '45']))).toBe('Cuesta $45.000 y quedan 45[1].')
  expect(marked('Cuesta $145.000.', ...product('a', 'Casco', ['price', '45.000']))).toBe('Cuesta $145.000.[1]')
})

test('a quantity is marked where it is told, not at the number of a line', () => {
  const order: ChatSource = { kind: 'order', id: 'o', label: '', field: 'quantity', value: '3' }
  expect(marked('¿Cuál prefieres para las 3 unidades?\n3. Casco: $3', order, ...product('a', 'Casco', ['name', 'Casco']))).toBe('¿Cuál prefieres para las 3[1] unidades?\n3. Casco[2]: $3')
})

test('every sum of an order is marked', () => {
  const order = ([['subtotal', '$116.000'], ['subtotal', '$9.600'], ['total', '$125.600']] as const).map(([field, value]): ChatSource => ({ kind: 'order', id: 'o', label: '', field, value }))
  expect(marked('2 × Extintor: $116.000\n3 × Guantes: $9.600\nTotal: $125.600.', ...order)).toBe('2 × Extintor: $116.000[1]\n3 × Guantes: $9.600[1]\nTotal: $125.600[1].')
})

test('a source that the words do not repeat is marked at the end', () => {
  expect(marked('Abrimos todos los días.', { kind: 'document', id: 'd', label: 'Horario', field: 'passage', value: 'de lunes a domingo' })).toBe('Abrimos todos los días.[1]')
})

test('without sources the words stay as they are', () => {
  expect(marked('Hola.\n\n¿Qué buscas?')).toBe('Hola.\n\n¿Qué buscas?')
})
