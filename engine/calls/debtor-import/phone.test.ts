import { describe, expect, test } from 'vitest'
import { readPhones } from './phone.ts'

const numbersOf = (cell: string, country: string) => readPhones(cell, country).map((reading) => ('number' in reading ? reading.number : reading.failed))
const warningsOf = (cell: string, country: string) => readPhones(cell, country).flatMap((reading) => ('warnings' in reading ? reading.warnings : []))

describe('phones of a cell', () => {
  test.each([
    ['987654321', 'CL', '+56987654321'],
    ['9 8765 4321', 'CL', '+56987654321'],
    ['+56 (9) 8765-4321', 'CL', '+56987654321'],
    ['56987654321', 'CL', '+56987654321'],
    ['0056987654321', 'CL', '+56987654321'],
    ['09 8765 4321', 'CL', '+56987654321'],
    ['Cel: 98765 4321', 'CL', '+56987654321'],
    ['+56 9 8765 4321 (casa)', 'CL', '+56987654321'],
    ['22-345-6789', 'CL', '+56223456789'],
    ['5491155550123', 'CL', '+5491155550123'],
    ['011 15 5555-0123', 'AR', '+5491155550123'],
    ['0351 15 612 3456', 'AR', '+5493516123456'],
    ['9 11 5555 0123', 'AR', '+5491155550123'],
    ['56987654321', 'AR', '+56987654321'],
    ['+52 1 55 1234 5678', 'MX', '+525512345678'],
    ['044 55 1234 5678', 'MX', '+525512345678'],
    ['5215512345678', 'MX', '+525512345678'],
    ['55 1234 5678', 'MX', '+525512345678'],
    ['(212) 456-2368', 'US', '+12124562368'],
    ['1-212-456-2368', 'US', '+12124562368'],
    ['300 123 4567', 'CO', '+573001234567'],
    ['573001234567', 'CO', '+573001234567'],
  ])('%s in %s is %s', (cell, country, number) => {
    expect(numbersOf(cell, country)).toEqual([number])
  })

  test.each([
    ['5.6987654321E+10', ['+56987654321']],
    ['56987654321.0', ['+56987654321']],
    ['56.987.654.321', ['+56987654321']],
    ['56,987,654,321', ['+56987654321']],
    ['987,654,321', ['+56987654321']],
    ['="56987654321"', ['+56987654321']],
    ["'56987654321", ['+56987654321']],
    ['5.69E+10', ['damaged']],
    ['5,69877E+10', ['damaged']],
  ])('of what a spreadsheet made, %s, comes %j', (cell, numbers) => {
    expect(numbersOf(cell, 'CL')).toEqual(numbers)
  })

  test.each([
    ['987654321 / 223456789', ['+56987654321', '+56223456789']],
    ['987654321;976543210', ['+56987654321', '+56976543210']],
    ['+56987654321, +56976543210', ['+56987654321', '+56976543210']],
    ['987654321 y 976543210', ['+56987654321', '+56976543210']],
    ['56 9 87654321 o 56 2 23456789', ['+56987654321', '+56223456789']],
    ['987654321 976543210', ['+56987654321', '+56976543210']],
    ['987654321\n223456789', ['+56987654321', '+56223456789']],
    ['["+5491155550123","+56987654321"]', ['+5491155550123', '+56987654321']],
    ["['+56987654321']", ['+56987654321']],
    ['987654321 / 1234', ['+56987654321', 'invalid']],
  ])('of the list %s come %j', (cell, numbers) => {
    expect(numbersOf(cell, 'CL')).toEqual(numbers)
  })

  test.each(['', '0', '000000000', ' - ', '[]'])('there is none in "%s"', (cell) => {
    expect(readPhones(cell, 'CL')).toEqual([])
  })

  test.each([
    ['a number too short', '98765432', 'CL'],
    ['a number too long', '+569876543210', 'CL'],
    ['an Argentine mobile without its area', '15 5555 0123', 'AR'],
    ['filler', '999999999', 'CL'],
    ['a line whose caller pays', '600 123 4567', 'CL'],
    ['a line nobody owns', '800 123 456', 'CL'],
    ['a slip of one digit, although a number abroad begins like it', '4412345678', 'CL'],
    ['a date', '15/03/2024', 'CL'],
    ['an address', 'ana1@example.com', 'CL'],
    ['an emergency line', '911', 'US'],
  ])('refuses %s', (_, cell, country) => {
    expect(new Set(numbersOf(cell, country))).toEqual(new Set(['invalid']))
  })

  test('a cell with more numbers than a person has is damage', () => {
    expect(numbersOf(Array.from({ length: 30 }, () => '987654321').join(';'), 'CL')).toEqual(['damaged'])
  })

  test('warns of lines that are no mobiles, of ranges nobody assigned, of extensions left out', () => {
    expect(warningsOf('987654321', 'CL')).toEqual([])
    expect(warningsOf('223456789', 'CL')).toEqual(['not_mobile'])
    expect(warningsOf('+54 11 4321-9876', 'AR')).toEqual(['not_mobile'])
    expect(warningsOf('900000001', 'CL')).toEqual(['unassigned'])
    expect(warningsOf('987654321 anexo 12', 'CL')).toEqual(['extension'])
    expect(warningsOf('212.456.2368 x12', 'US')).toEqual(['extension'])
  })
})
