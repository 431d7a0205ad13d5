/**
 * A national id as it is stored: letters and digits alone, in capitals, so that "79.123.456" and "79123456" are one person.
 * @returns null for what is no id
 */
export function readNationalId(text: string): string | null {
  const bare = text.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  return /^(?=.*\d)[A-Z0-9]{4,20}$/.test(bare) ? bare : null
}
