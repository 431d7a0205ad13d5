/**
 * Value of `Content-Disposition` that has a file downloaded under its own name, whatever letters it has (RFC 6266). Never
 * shown in place: a page among them would run under the address that serves it.
 */
export function dispositionOf(name: string): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
