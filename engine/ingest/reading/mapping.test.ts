import { describe, expect, test } from 'vitest'
import { guessMapping, layoutKey } from './mapping.ts'

const usual = ['Nombre', 'Correo Electronico', 'Numero de Telefono', 'Fecha de la Reunion', 'Vendedor asignado', 'closed', 'Transcripcion']
const prose = 'Gracias por recibirnos; queremos ordenar la atención de nuestros clientes antes de la temporada alta.'

describe('the mapping guessed', () => {
  test('knows the usual layout in full, without looking at a row', () => {
    expect(guessMapping(usual, [])).toEqual({ clientName: 0, clientEmail: 1, clientPhone: 2, metOn: 3, seller: 4, closed: 5, transcript: 6 })
  })

  test('reads accents, case, order and English alike', () => {
    expect(guessMapping(['TRANSCRIPCIÓN', 'fecha reunión', 'Correo electrónico'], [])).toEqual({ transcript: 0, metOn: 1, clientEmail: 2 })
    expect(guessMapping(['Sales Rep', 'Customer Name', 'E-mail', 'Phone', 'Meeting Date', 'Won', 'Transcript'], [])).toEqual({ seller: 0, clientName: 1, clientEmail: 2, clientPhone: 3, metOn: 4, closed: 5, transcript: 6 })
  })

  test('does not take the seller\'s address or name for the client\'s', () => {
    expect(guessMapping(['Correo del vendedor', 'Nombre vendedor', 'Nombre cliente', 'Correo'], [])).toMatchObject({ clientName: 2, clientEmail: 3, seller: 1 })
  })

  test('goes by what the cells hold where headers say nothing', () => {
    const rows = [
      ['7', 'ana@example.com', '+56 9 1234 5678', '15/03/2024', 'si', prose],
      ['8', 'luis@example.org', '56987654321', '16/03/2024', 'no', prose],
    ]
    expect(guessMapping(['A', 'B', 'C', 'D', 'E', 'F'], rows)).toEqual({ clientEmail: 1, clientPhone: 2, metOn: 3, closed: 4, transcript: 5 })
  })

  test('leaves out what nothing speaks for, and uses no column twice', () => {
    expect(guessMapping(['id', 'total'], [['1', '20'], ['2', '30']])).toEqual({})
    const mapping = guessMapping(['Fecha', 'Fecha de la reunion', 'Texto'], [])
    expect(mapping).toEqual({ metOn: 0, transcript: 2 })
  })

  test('a layout has one key whatever its accents and case, and another when its order changes', () => {
    expect(layoutKey(['Transcripción ', 'FECHA'])).toBe(layoutKey(['transcripcion', 'Fecha']))
    expect(layoutKey(['a', 'b'])).not.toBe(layoutKey(['b', 'a']))
    expect(layoutKey(['a b'])).not.toBe(layoutKey(['a', 'b']))
  })
})
