import type { Chance } from './chance.ts'

/** Somebody who buys in the sample. Nobody like this exists: ids are of ranges that were never given out, mail goes to example.com. */
export interface SampleCustomer {
  readonly nationalId: string
  readonly name: string
  readonly phone: string
  readonly email: string
  readonly address: string
  readonly neighbourhood: string
  readonly company: boolean
  /** How often it buys, against the others. */
  readonly weight: number
  /** Days before the end of the year of sales between which it buys. */
  readonly from: number
  readonly until: number
}

const firstNames = ['Adriana', 'Álvaro', 'Beatriz', 'Camilo', 'Carolina', 'César', 'Daniela', 'Diego', 'Eliana', 'Esteban', 'Fabiola', 'Germán', 'Gloria', 'Héctor', 'Inés', 'Jairo', 'Jimena', 'Julián', 'Laura', 'Leonel', 'Marcela', 'Mauricio', 'Nelson', 'Nohora', 'Óscar', 'Paola', 'Ramiro', 'Rocío', 'Sandra', 'Wilmer', 'Yolanda']
const surnames = ['Acosta', 'Barrera', 'Bonilla', 'Cárdenas', 'Castellanos', 'Duarte', 'Escobar', 'Forero', 'Galindo', 'Hurtado', 'Izquierdo', 'Jaramillo', 'Londoño', 'Mahecha', 'Nieto', 'Ospina', 'Pinzón', 'Quiroga', 'Rincón', 'Salcedo', 'Tovar', 'Urrego', 'Velandia', 'Zambrano']
const companies = [
  'Constructora Alto Sereno', 'Montajes Eléctricos La Palma', 'Ferretería El Yunque Azul', 'Talleres Doña Cecilia', 'Ingenio San Lucas del Valle', 'Obras y Caminos Tres Ríos', 'Panificadora Trigo Lento', 'Metalmecánica Aragua', 'Conjunto Residencial Los Guaduales', 'Colegio Mirador del Norte',
  'Transportes Cumbre Verde', 'Bodegas La Estancia', 'Lácteos Páramo Claro', 'Curtiembres Río Hondo', 'Instalaciones Vértice', 'Cooperativa Agrícola El Surco', 'Clínica Veterinaria Buen Amigo', 'Reciclajes Ciclo Nuevo', 'Maderas Cedro Rojo', 'Servicios Industriales Ocaso', 'Pinturas Arcoíris del Sur', 'Textiles Hilo y Trama', 'Hotel Balcón de Piedra', 'Plásticos Marfil',
]
const neighbourhoods = ['Centro', 'La Esmeralda', 'San Fernando', 'Villa del Prado', 'El Jardín', 'Las Acacias', 'Santa Rosa', 'Los Álamos', 'Bellavista', 'El Portal']
const peopleCount = 74

/** The customers of the sample's shop: some firms that buy much, many people who come once in a while. */
export function sampleCustomers(luck: Chance): SampleCustomer[] {
  const taken = new Set<string>()
  const unused = (make: () => string): string => {
    for (;;) {
      const made = make()
      if (taken.has(made)) continue
      taken.add(made)
      return made
    }
  }
  const one = <Choice>(choices: readonly Choice[]) => choices[luck.whole(0, choices.length - 1)]!
  const contact = (name: string, index: number) => ({
    phone: `300555${String(1_000 + index * 7).padStart(4, '0')}`, email: luck.next() < 0.75 ? `${mailName(name)}@example.com` : '', neighbourhood: one(neighbourhoods),
    address: `${one(['Calle', 'Carrera', 'Avenida', 'Transversal'])} ${luck.whole(2, 96)} # ${luck.whole(1, 80)}-${luck.whole(10, 99)}`,
  })
  // Most were there before the year began; some came later, and some have stayed away since.
  const span = () => ({ from: luck.next() < 0.65 ? 365 : luck.whole(20, 340), until: luck.next() < 0.85 ? 0 : luck.whole(60, 200) })
  const firms = companies.map((name, index) => ({ nationalId: unused(() => `999${luck.whole(100_000, 999_999)}`), name, company: true, weight: 6 / (index + 2), ...span(), ...contact(name, index) }))
  const people = Array.from({ length: peopleCount }, (_, index) => {
    const name = unused(() => `${one(firstNames)} ${one(surnames)} ${one(surnames)}`)
    return { nationalId: unused(() => `19${luck.whole(10_000_000, 99_999_999)}`), name, company: false, weight: 2.4 / Math.sqrt(index + 2), ...span(), ...contact(name, companies.length + index) }
  })
  return [...firms, ...people]
}

function mailName(name: string): string {
  return name.normalize('NFD').replaceAll(/[^\p{L} ]/gu, '').toLowerCase().split(' ').slice(0, 2).join('.')
}
