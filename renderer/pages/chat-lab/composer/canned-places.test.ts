import { expect, test } from 'vitest'
import { cutAtPlaces, openPlaces, typedShortcut } from './canned-places.ts'

test('a slash offers canned replies only where it begins the message and nothing else follows the name', () => {
  expect(typedShortcut('/')).toBe('')
  expect(typedShortcut('/Envío')).toBe('envío')
  expect(typedShortcut('1/2 pulgada')).toBeNull()
  expect(typedShortcut('/envío mañana')).toBeNull()
  expect(typedShortcut('')).toBeNull()
})

test('places nobody filled are found, so that a customer never reads {{total}}', () => {
  expect(openPlaces('Son {{total}} para {{ customer }}, {{total}}.')).toEqual(['total', 'customer'])
  expect(openPlaces('{{no_existe}} y {esto no}')).toEqual(['no_existe'])
  expect(cutAtPlaces('Son {{total}}.')).toEqual([{ text: 'Son ', isPlace: false }, { text: '{{total}}', isPlace: true }, { text: '.', isPlace: false }])
})
