import { describe, expect, it } from 'vitest'
import { charactersOf, fieldOfColumn, mapColumn, notImported, unmappedColumns } from './column-mapping.ts'

describe('mapping the columns of a file', () => {
  const mapping = { clientName: 0, transcript: 2 }
  it('moves a field to another column', () => {
    expect(mapColumn(mapping, 1, 'clientName')).toEqual({ clientName: 1, transcript: 2 })
  })
  it('lets a column feed one field only', () => {
    expect(mapColumn(mapping, 2, 'seller')).toEqual({ clientName: 0, seller: 2 })
  })
  it('leaves a column out', () => {
    expect(mapColumn(mapping, 0, notImported)).toEqual({ transcript: 2 })
    expect(fieldOfColumn(mapping, 1)).toBe(notImported)
    expect(fieldOfColumn(mapping, 2)).toBe('transcript')
  })
  it('names what is left out', () => {
    expect(unmappedColumns(['Name', 'Internal code', 'Text'], mapping)).toEqual(['Internal code'])
  })
})

describe('how much text a file holds', () => {
  const preview = { rows: [['Ana', 'four'], ['Luis', 'eleven long']], rowCount: 200 }
  it('is told from the first rows for all of them', () => {
    expect(charactersOf(preview, { transcript: 1 })).toBe(1_500)
  })
  it('is nothing while no column is the transcript', () => {
    expect(charactersOf(preview, { clientName: 0 })).toBe(0)
  })
})
