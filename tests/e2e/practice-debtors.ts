import { numberFor } from '../../engine/calls/practice-line/scripted-numbers.ts'

const dayMs = 86_400_000

/** What each debtor's number does when it is called, so that one round brings every end a supervisor works with. */
const people = [
  { rut: '17.866.024-1', name: 'Antonia Fuentes Tapia', number: numberFor('promise_full') },
  { rut: '8.946.120-0', name: 'Marcela Silva Muñoz', number: numberFor('opt_out') },
  { rut: '10.043.823-2', name: 'Héctor Hernández Muñoz', number: numberFor('wrong_person') },
  { rut: '20.310.388-3', name: 'Matías Martínez Muñoz', number: numberFor('no_answer') },
  { rut: '10.952.451-4', name: 'Ximena Morales Espinoza', number: numberFor('busy') },
  { rut: '10.269.227-6', name: 'Héctor Vega Díaz', number: numberFor('callback') },
  { rut: '24.841.570-3', name: 'Sebastián Rodríguez Torres', number: numberFor('already_paid') },
  // The last digit checks the others, and this one does not: the row cannot be imported.
  { rut: '12.345.678-9', name: 'Renata Ibáñez Soto', number: numberFor('refusal') },
] as const

export const debtorsInFile = people.length
export const callableDebtors = people.length - 1

/** The file a floor would bring, of debts due some weeks ago, by whatever day it is. */
export function practiceDebtorsCsv(today: number): string {
  const day = (offset: number) => new Date(today + offset * dayMs).toISOString().slice(0, 10).split('-').toReversed().join('/')
  const rows = people.map(({ rut, name, number }, place) => `${rut};${name};${number};Muebles Alerce;F-${2000 + place};${1 + place};${129_990 + place * 10_000};${day(-40)};${day(400)}`)
  return ['rut;nombre;telefono;empresa;referencia;cuotas_adeudadas;monto_total;fecha_limite;fecha_maxima', ...rows].join('\n')
}
