import { describe, expect, it, test } from 'vitest'
import { checkField, fieldRulesOf, type CustomerField } from '../order/fields.ts'
import { fieldsIn } from './fields.ts'

const rules = fieldRulesOf('CO')
const given = (message: string, asked: CustomerField | null) => Object.fromEntries(fieldsIn(message, asked, rules).map(({ field, text }) => [field, text]))

describe('data of the customer in a message', () => {
  test.each<[string, CustomerField | null, Partial<Record<CustomerField, string>>]>([
    ['ana gil', 'nombre_completo', { nombre_completo: 'ana gil' }],
    ['claro, Ana María Gil', 'nombre_completo', { nombre_completo: 'Ana María Gil' }],
    ['Pedro Salas, cc 94111222, 3101234567', 'nombre_completo', { nombre_completo: 'Pedro Salas', cedula: '94111222', telefono: '3101234567' }],
    ['me llamo Ana Gil y mi cedula es 66.777.888', 'nombre_completo', { nombre_completo: 'Ana Gil', cedula: '66.777.888' }],
    ['66777888', 'cedula', { cedula: '66777888' }],
    ['3101234567', 'cedula', { cedula: '3101234567' }],
    ['+57 310 123 4567', 'telefono', { telefono: '+57 310 123 4567' }],
    ['mi correo es ana.gil@ejemplo.com.co', 'correo', { correo: 'ana.gil@ejemplo.com.co' }],
    ['calle 1 # 2-34, Las Acacias', 'direccion', { direccion: 'calle 1 # 2-34', barrio: 'Las Acacias' }],
    ['Conjunto Los Álamos torre 2 apto 301', 'direccion', { direccion: 'Conjunto Los Álamos torre 2 apto 301' }],
    ['el barrio es Las Acacias', 'barrio', { barrio: 'Las Acacias' }],
    ['dejar con el vigilante', 'indicaciones_adicionales', { indicaciones_adicionales: 'dejar con el vigilante' }],
    ['Iván Ortiz 11222333 3015556677 ivan@ejemplo.com', 'nombre_completo', { nombre_completo: 'Iván Ortiz', cedula: '11222333', telefono: '3015556677', correo: 'ivan@ejemplo.com' }],
  ])('%s', (message, asked, expected) => expect(given(message, asked)).toEqual(expected))

  test.each(['hacen envios a Pasto?', 'cuanto se demora', 'quiero 2 cascos', 'no tengo', 'sí, confirmo', 'gracias'])('"%s" is nobody\'s name, address or district', (message) => {
    for (const asked of ['nombre_completo', 'barrio'] as const) expect(given(message, asked)['nombre_completo']).toBeUndefined()
  })

  it('checks each field by the limits of its country', () => {
    expect(checkField('cedula', '12345', rules)).toEqual({ problem: 'digit_count' })
    expect(checkField('cedula', '31.222.333', rules)).toEqual({ value: '31222333' })
    expect(checkField('telefono', '310 123 456', rules)).toEqual({ problem: 'digit_count' })
    expect(checkField('telefono', '912345678', fieldRulesOf('CL'))).toEqual({ value: '912345678' })
    expect(checkField('nombre_completo', 'R2D2', rules)).toEqual({ problem: 'not_letters' })
    expect(checkField('correo', 'ana@ejemplo', rules)).toEqual({ problem: 'not_an_email' })
    expect(checkField('direccion', 'calle 1', rules)).toEqual({ problem: 'too_short' })
  })
})
