import { normalise } from '../../ingest/reading/index.ts'
import { zoneOfNumber } from './area-codes.ts'

/** The zone of most people of a country, for those whose phone is of another country than the campaign's. */
const principalZones: Record<string, string> = {
  AR: 'America/Argentina/Buenos_Aires', BO: 'America/La_Paz', BR: 'America/Sao_Paulo', CA: 'America/Toronto', CL: 'America/Santiago', CO: 'America/Bogota', CR: 'America/Costa_Rica',
  CU: 'America/Havana', DO: 'America/Santo_Domingo', EC: 'America/Guayaquil', ES: 'Europe/Madrid', GT: 'America/Guatemala', HN: 'America/Tegucigalpa', MX: 'America/Mexico_City',
  NI: 'America/Managua', PA: 'America/Panama', PE: 'America/Lima', PR: 'America/Puerto_Rico', PY: 'America/Asuncion', SV: 'America/El_Salvador', US: 'America/New_York',
  UY: 'America/Montevideo', VE: 'America/Caracas',
}

const eastern = 'America/New_York', central = 'America/Chicago', mountain = 'America/Denver', pacific = 'America/Los_Angeles'
/** States by postal code and name. One that lies in two zones has that of most of its people. */
const unitedStates: readonly (readonly [string, string])[] = [
  [eastern, 'ct connecticut de delaware dc district_of_columbia washington_dc fl florida ga georgia in indiana ky kentucky me maine md maryland ma massachusetts mi michigan nh new_hampshire nj new_jersey ny new_york nc north_carolina oh ohio pa pennsylvania ri rhode_island sc south_carolina vt vermont va virginia wv west_virginia'],
  [central, 'al alabama ar arkansas il illinois ia iowa ks kansas la louisiana mn minnesota ms mississippi mo missouri ne nebraska nd north_dakota ok oklahoma sd south_dakota tn tennessee tx texas wi wisconsin'],
  [mountain, 'co colorado mt montana nm new_mexico ut utah wy wyoming'],
  ['America/Boise', 'id idaho'],
  ['America/Phoenix', 'az arizona'],
  [pacific, 'ca california nv nevada or oregon wa washington'],
  ['America/Anchorage', 'ak alaska'],
  ['Pacific/Honolulu', 'hi hawaii'],
  ['America/Puerto_Rico', 'pr puerto_rico'],
]
const regionsByCountry: Record<string, readonly (readonly [string, string])[]> = {
  US: unitedStates,
  CL: [
    ['America/Punta_Arenas', 'magallanes magallanes_y_de_la_antartica_chilena magallanes_y_antartica_chilena region_de_magallanes xii'],
    ['America/Coyhaique', 'aysen aysen_del_general_carlos_ibanez_del_campo aysen_del_gral_carlos_ibanez_del_campo region_de_aysen xi'],
    ['Pacific/Easter', 'isla_de_pascua rapa_nui easter_island'],
  ],
  MX: [
    ['America/Tijuana', 'baja_california bc'],
    ['America/Mazatlan', 'baja_california_sur bcs nayarit nay sinaloa sin'],
    ['America/Hermosillo', 'sonora son'],
    ['America/Chihuahua', 'chihuahua chih'],
    ['America/Cancun', 'quintana_roo q_roo qroo'],
  ],
  ES: [['Atlantic/Canary', 'canarias las_palmas santa_cruz_de_tenerife tenerife']],
  EC: [['Pacific/Galapagos', 'galapagos']],
}
const zonesByRegion = new Map(Object.entries(regionsByCountry).flatMap(([country, zones]) =>
  zones.flatMap(([zone, names]) => names.split(' ').map((name): [string, string] => [`${country} ${name.replaceAll('_', ' ')}`, zone]))))

/** Shorter names are postal codes, which may stand inside any other name. */
const shortestContained = 5
/** Files repeat a few regions. Bounded, as cells can hold anything. */
const foundRegions = new Map<string, string | null>()

/** A region by its name, or by the longest name inside the cell: "Región de Magallanes", "Phoenix, Arizona". */
function zoneOfRegion(country: string, region: string): string | null {
  const key = `${country} ${normalise(region)}`
  const found = foundRegions.get(key)
  if (found !== undefined) return found
  let zone = zonesByRegion.get(key) ?? null
  let longest = shortestContained + country.length
  if (zone === null) {
    for (const [name, candidate] of zonesByRegion) {
      if (name.startsWith(`${country} `) && name.length > longest && ` ${key.slice(3)} `.includes(` ${name.slice(3)} `)) {
        zone = candidate
        longest = name.length
      }
    }
  }
  if (foundRegions.size < 1000) foundRegions.set(key, zone)
  return zone
}

/** @returns the zone as IANA spells it, or null when this computer knows none by that name */
export function readTimeZone(text: string): string | null {
  const known = checkedZones.get(text)
  if (known !== undefined) return known
  let zone: string | null = null
  try {
    // Offsets are accepted there too, and would be wrong for half of the year.
    if (/^[A-Za-z]/.test(text)) zone = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    zone = null
  }
  if (checkedZones.size < 1000) checkedZones.set(text, zone)
  return zone
}
/** Files repeat a few zones; asking Intl takes longer than reading the row. Bounded, as cells can hold anything. */
const checkedZones = new Map<string, string | null>()

/** Countries where the campaign's zone says little of a debtor's. Of Mexico's states and codes the tables hold all that differ. */
const manyZones: ReadonlySet<string> = new Set(['US', 'CA', 'BR'])

/**
 * The zone a debtor lives in, as far as their row tells: by region, else by the area code of the first phone, else by the
 * country of that phone where it is another than the campaign's, else the campaign's.
 * @returns the zone, and whether it was only assumed in a country that has several
 */
export function zoneOf(region: string, country: string, phone: { number: string; country: string | undefined }, defaults: { country: string; timeZone: string }): { zone: string; assumed: boolean } {
  const known = (region === '' ? null : zoneOfRegion(country, region)) ?? zoneOfNumber(phone.number)
  if (known !== null) return { zone: known, assumed: false }
  const livesIn = phone.country ?? country
  const zone = livesIn === defaults.country ? defaults.timeZone : (principalZones[livesIn] ?? principalZones[country] ?? defaults.timeZone)
  return { zone, assumed: manyZones.has(livesIn) }
}
