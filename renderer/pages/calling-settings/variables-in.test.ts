import { describe, expect, it } from 'vitest'
import { variablesIn } from './variables-in.ts'

describe('the variables of a script', () => {
  it('are taken from lines, commas or a pasted script, each once', () => {
    expect(variablesIn('nombre\nempresa, monto_total nombre').names).toEqual(['nombre', 'empresa', 'monto_total'])
    expect(variablesIn('Hola {{nombre}}, le llamo de {{ empresa }} por {{monto_total}}.').names).toEqual(['nombre', 'empresa', 'monto_total'])
  })
  it('tells what cannot be a name', () => {
    expect(variablesIn('nombre 1st fecha-limite')).toEqual({ names: ['nombre'], refused: ['1st', 'fecha-limite'] })
  })
})
