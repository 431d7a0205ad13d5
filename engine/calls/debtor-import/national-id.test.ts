import { describe, expect, test } from 'vitest'
import type { NationalIdKind } from '../../../db/values.ts'
import { personKey, readNationalId } from './national-id.ts'

describe('national ids', () => {
  test.each<[string, NationalIdKind, string, string]>([
    ['12.345.678-5', 'rut', 'CL', '12345678-5'],
    ['123456785', 'rut', 'CL', '12345678-5'],
    ['12345678–5', 'rut', 'CL', '12345678-5'],
    ['RUT: 12.345.678 - 5', 'rut', 'CL', '12345678-5'],
    ['0012345678-5', 'rut', 'CL', '12345678-5'],
    ['123456785.0', 'rut', 'CL', '12345678-5'],
    ['1.000.005-k', 'rut', 'CL', '1000005-K'],
    ['76.543.210-3', 'rut', 'CL', '76543210-3'],
    ['1.032.456.789', 'cedula', 'CO', '1032456789'],
    ['CC 52.345.678', 'cedula', 'CO', '52345678'],
    ['900.123.456-8', 'cedula', 'CO', '900123456'],
    ['12.345.678', 'dni', 'AR', '12345678'],
    ['DNI 05.345.678', 'dni', 'AR', '5345678'],
    ['20-12345678-6', 'dni', 'AR', '12345678'],
    ['30-71234567-1', 'dni', 'AR', '30712345671'],
    ['12345678-z', 'dni', 'ES', '12345678Z'],
    ['X1234567L', 'dni', 'ES', 'X1234567L'],
    ['45678912', 'dni', 'PE', '45678912'],
    ['hegg560427mvzrrl04', 'curp', 'MX', 'HEGG560427MVZRRL04'],
    ['GODE561231GR8', 'curp', 'MX', 'GODE561231GR8'],
    ['1234', 'ssn_last4', 'US', '1234'],
    ['***-**-1234', 'ssn_last4', 'US', '1234'],
    ['7', 'ssn_last4', 'US', '0007'],
    ['  cli  0001-b ', 'free', 'CL', 'CLI 0001-B'],
  ])('%s as %s of %s is %s', (cell, kind, country, id) => {
    expect(readNationalId(cell, kind, country)).toEqual({ id })
  })

  test.each<[string, string, NationalIdKind, string]>([
    ['12.345.678', '5', 'rut', '12345678-5'],
    ['12345678.0', '5.0', 'rut', '12345678-5'],
    ['1000005', 'k', 'rut', '1000005-K'],
    ['12345678-5', '5', 'rut', '12345678-5'],
    ['12345678-5', '', 'rut', '12345678-5'],
    ['900.123.456', '8', 'cedula', '900123456'],
  ])('%s with the check digit %s beside it as %s is %s', (cell, digit, kind, id) => {
    expect(readNationalId(cell, kind, 'CL', digit)).toEqual({ id })
  })

  test.each([['12345678', '6', 'check_digit'], ['12345678-5', '6', 'check_digit'], ['12345678', '', 'check_digit'], ['12345678', 'x', 'invalid'], ['1.23E+07', '5', 'damaged'], ['', '5', 'missing']])('a RUT %s with the check digit "%s" beside it fails: %s', (cell, digit, failed) => {
    expect(readNationalId(cell, 'rut', 'CL', digit)).toEqual({ failed })
  })

  test('of a whole social security number only the last four digits are kept', () => {
    expect(readNationalId('123-45-6789', 'ssn_last4', 'US')).toEqual({ id: '6789', shortened: true })
  })

  test.each<[string, NationalIdKind, string, string]>([
    ['12345678-6', 'rut', 'CL', 'check_digit'],
    ['1000005-0', 'rut', 'CL', 'check_digit'],
    ['123456789012-3', 'rut', 'CL', 'invalid'],
    ['0-0', 'rut', 'CL', 'invalid'],
    ['Juana', 'rut', 'CL', 'invalid'],
    ['1.23E+08', 'rut', 'CL', 'damaged'],
    ['', 'rut', 'CL', 'missing'],
    ['900.123.456-7', 'cedula', 'CO', 'check_digit'],
    ['123', 'cedula', 'CO', 'invalid'],
    ['20-12345678-5', 'dni', 'AR', 'check_digit'],
    ['99-12345678-6', 'dni', 'AR', 'invalid'],
    ['12345678A', 'dni', 'ES', 'check_digit'],
    ['HEGG560427MVZRRL05', 'curp', 'MX', 'check_digit'],
    ['HEGG561327MVZRRL04', 'curp', 'MX', 'invalid'],
    ['GODE560231GR8', 'curp', 'MX', 'invalid'],
    ['12345', 'ssn_last4', 'US', 'invalid'],
    ['0000', 'ssn_last4', 'US', 'invalid'],
    ['x'.repeat(61), 'free', 'CL', 'invalid'],
  ])('%s as %s of %s fails: %s', (cell, kind, country, failed) => {
    expect(readNationalId(cell, kind, country)).toEqual({ failed })
  })
})

describe('the key of a person', () => {
  test('is the id under its kind, whatever the name', () => {
    expect(personKey('rut', '12345678-5', 'CL', 'ana rios', '+56987654321')).toBe(personKey('rut', '12345678-5', 'CL', 'ana maria rios', '+56976543210'))
  })

  test('tells ids apart that two countries count from one', () => {
    expect(personKey('dni', '12345678', 'AR', '', '')).not.toBe(personKey('dni', '12345678', 'PE', '', ''))
  })

  test('holds the name where four digits are shared by thousands', () => {
    expect(personKey('ssn_last4', '1234', 'US', 'ana rios', '')).not.toBe(personKey('ssn_last4', '1234', 'US', 'luis soto', ''))
  })

  test('is name and phone where there is no id', () => {
    expect(personKey('free', '', 'CL', 'ana rios', '+56987654321')).not.toBe(personKey('free', '', 'CL', 'ana rios', '+56976543210'))
    expect(personKey('free', '', 'CL', 'ana rios', '+56987654321')).toBe(personKey('none', '', 'CL', 'ana rios', '+56987654321'))
  })
})
