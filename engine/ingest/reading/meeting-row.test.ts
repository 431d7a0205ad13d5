import { describe, expect, test } from 'vitest'
import type { Mapping } from '../../contract/ingest.ts'
import { toMeeting } from './meeting-row.ts'

const mapping: Mapping = { clientName: 0, clientEmail: 1, clientPhone: 2, metOn: 3, seller: 4, closed: 5, transcript: 6 }
const sound = ['Ana Ríos', 'ana@example.com', '+56 9 1234 5678', '2024-03-15', 'Toro', '1', 'Nos interesa.']

function withCell(index: number, text: string): string[] {
  return sound.map((cell, position) => (position === index ? text : cell))
}

const meetingWith = (index: number, text: string) => toMeeting(withCell(index, text), mapping, 7)

describe('a row becomes a meeting', () => {
  test('with every field of the usual layout', () => {
    expect(toMeeting(sound, mapping, 7)).toEqual({
      ok: { clientName: 'Ana Ríos', clientEmail: 'ana@example.com', clientPhone: '+56 9 1234 5678', metOn: '2024-03-15', seller: 'Toro', closed: true, transcript: 'Nos interesa.' },
    })
  })

  test('with only a transcript', () => {
    expect(toMeeting(['  Hola.  '], { transcript: 0 }, 1)).toEqual({
      ok: { clientName: null, clientEmail: null, clientPhone: null, metOn: null, seller: null, closed: null, transcript: 'Hola.' },
    })
  })

  test.each([
    ['2024-03-15', '2024-03-15'], ['2024/3/5', '2024-03-05'], ['2024-03-15T10:30:00Z', '2024-03-15'], ['2024-03-15 10:30', '2024-03-15'],
    ['15/03/2024', '2024-03-15'], ['5-3-24', '2024-03-05'], ['04/05/2024', '2024-05-04'], ['03/15/2024', '2024-03-15'], ['15.03.2024 09:00', '2024-03-15'],
    ['45366', '2024-03-15'], ['45366.75', '2024-03-15'], ['20240315', '2024-03-15'], ['29/02/2024', '2024-02-29'],
    ['15 de marzo de 2024', '2024-03-15'], ['viernes, 15 de marzo del 2024', '2024-03-15'], ['15-mar-24', '2024-03-15'], ['1º de setiembre de 2023', '2023-09-01'],
    ['March 15th, 2024', '2024-03-15'], ['Fri Mar 15 2024 10:00:00', '2024-03-15'], ['3 sept 2023', '2023-09-03'],
  ])('reads the date %s', (text, expected) => {
    expect(meetingWith(3, text)).toMatchObject({ ok: { metOn: expected } })
  })

  test.each(['ayer', '31/02/2024', '2023-02-29', '99999', '56912345678', '13/13/2024', '15 de brumario de 2024', '2024'])('fails the row for the date %s', (text) => {
    expect(meetingWith(3, text)).toEqual({ failed: 'ingest.row_unreadable_date' })
  })

  test.each([
    ['1', true], ['sí', true], ['SI', true], ['true', true], ['Won', true], ['Ganado', true], ['cerrado', true], ['closed won', true],
    ['0', false], ['no', false], ['FALSE', false], ['lost', false], ['Perdida', false], ['closed_lost', false], ['no cerrado', false],
    ['', null], ['-', null], ['pendiente', null],
  ])('reads the outcome %j as %j', (text, expected) => {
    expect(meetingWith(5, text)).toMatchObject({ ok: { closed: expected } })
  })

  test('keeps a phone that a spreadsheet damaged, and fills no empty cell with a placeholder', () => {
    expect(meetingWith(2, '5.69E+10')).toMatchObject({ ok: { clientPhone: '5.69E+10' } })
    expect(meetingWith(2, 'N/A')).toMatchObject({ ok: { clientPhone: null } })
    expect(meetingWith(1, '-')).toMatchObject({ ok: { clientEmail: null } })
  })

  test.each([
    ['an unknown outcome', withCell(5, 'quizás'), 'ingest.row_unreadable_closed'],
    ['a name where the e-mail should be', withCell(1, 'Ana Ríos'), 'ingest.row_not_an_email'],
    ['an e-mail where the phone should be', withCell(2, 'ana@example.com'), 'ingest.row_not_a_phone'],
    ['a date where the phone should be', withCell(2, '2024-03-15'), 'ingest.row_not_a_phone'],
    ['no transcript', withCell(6, '  \n '), 'ingest.row_empty_transcript'],
    ['a transcript without end', withCell(6, 'x'.repeat(1_000_001)), 'ingest.row_transcript_too_long'],
    ['prose where the name should be', withCell(0, 'x'.repeat(501)), 'ingest.row_field_too_long'],
    ['a NUL in the transcript', withCell(6, 'ho\0la'), 'ingest.row_nul_character'],
    ['a NUL in a field', withCell(4, 'To\0ro'), 'ingest.row_nul_character'],
    ['a cell missing', sound.slice(0, 6), 'ingest.row_too_few_cells'],
    ['a cell more', [...sound, 'extra'], 'ingest.row_too_many_cells'],
  ])('fails the row with %s', (_, cells, reason) => {
    expect(toMeeting(cells, mapping, 7)).toEqual({ failed: reason })
  })

  test('passes a row that differs from the header only by empty cells, or by columns nobody mapped', () => {
    expect(toMeeting([...sound, '', ' '], mapping, 7)).toHaveProperty('ok')
    expect(toMeeting(sound, mapping, 9)).toHaveProperty('ok')
  })
})
