import { expect, test } from 'vitest'
import { numberLines } from './number-lines.ts'

test.each([
  ['+56 9 8765 4321\n12.345.678-5\n', ['+56 9 8765 4321', '12.345.678-5']],
  ['\uFEFFtelefono;motivo\r\n"987654321";pidió\r\n987654321;otra vez\r\n\r\n', ['987654321']],
  ['numero\tnombre\n56912345678\tAna', ['56912345678']],
  ['', []],
  ['telefono', []],
])('%j gives %j', (text, lines) => {
  expect(numberLines(text)).toEqual(lines)
})
