import { windowsCharacter } from '../../../ingest/reading/index.ts'

/** A piece of HTML. Attributes are left out: nothing of what a document says lies in them. */
export type HtmlToken = { readonly open: string } | { readonly close: string } | { readonly text: string }

/** What lies in these is no text of the document, and is no markup either. */
const raw = new Set(['script', 'style', 'textarea', 'iframe', 'noembed', 'noframes', 'xmp'])

const named: Readonly<Record<string, string>> = Object.fromEntries([
  ...'amp=& lt=< gt=> quot=" apos=\' hellip=… ndash=– mdash=— lsquo=‘ rsquo=’ sbquo=‚ ldquo=“ rdquo=” bdquo=„ laquo=« raquo=» lsaquo=‹ rsaquo=› bull=• middot=· euro=€ pound=£ yen=¥ cent=¢ trade=™ copy=© reg=® deg=° plusmn=± times=× divide=÷ sect=§ para=¶ iexcl=¡ iquest=¿ ordf=ª ordm=º frac12=½ frac14=¼ frac34=¾ sup1=¹ sup2=² sup3=³ micro=µ rarr=→ larr=← uarr=↑ darr=↓ check=✓ minus=− le=≤ ge=≥ ne=≠ asymp=≈ infin=∞ dagger=† permil=‰ oelig=œ OElig=Œ szlig=ß aring=å Aring=Å aelig=æ AElig=Æ oslash=ø Oslash=Ø ntilde=ñ Ntilde=Ñ ccedil=ç Ccedil=Ç'
    .split(' ').map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]),
  ...'aeiouAEIOU'.split('').flatMap((letter) => ([['acute', '\u0301'], ['grave', '\u0300'], ['circ', '\u0302'], ['uml', '\u0308'], ['tilde', '\u0303']] as const).map(([name, mark]) => [letter + name, (letter + mark).normalize('NFC')] as [string, string])),
  ['nbsp', ' '], ['ensp', ' '], ['emsp', ' '], ['thinsp', ' '], ['shy', ''], ['zwnj', ''], ['zwj', ''],
])

/** Writes character references out; what is none stays as it is. */
export function decodeReferences(text: string): string {
  return text.includes('&') ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]\w{1,10}));?/gi, (whole: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    // Old programs number signs as Windows does, and browsers read them so.
    if (code >= 0x80 && code < 0xa0) return windowsCharacter(code)
    return code === 0 || code > 0x10_ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code)
  }) : text
}

/**
 * Cuts HTML into tags and text the way browsers do: a `<` that begins no tag is text, quotes in attributes may hold `>`, scripts
 * and styles go until their own end. Whatever the file holds, every character is passed once.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0
  while (at < html.length) {
    const next = html.indexOf('<', at)
    if (next === -1 || next > at) yield { text: html.slice(at, next === -1 ? undefined : next) }
    if (next === -1) return
    at = next
    if (html.startsWith('<!--', at)) at = endOf(html, '-->', at + 4)
    else if (/^<[!?]/.test(html.slice(at, at + 2))) at = endOf(html, '>', at + 2)
    else {
      const name = /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(at, at + 64))
      if (name === null) {
        yield { text: '<' }
        at += 1
        continue
      }
      const tag = (name[2] ?? '').toLowerCase()
      at = endOfTag(html, at + name[0].length)
      if (name[1] === '/') yield { close: tag }
      else {
        yield { open: tag }
        if (html[at - 2] === '/') yield { close: tag }
        else if (raw.has(tag)) at = rawEnd(html, tag, at)
      }
    }
  }
}

function endOf(html: string, end: string, from: number): number {
  const found = html.indexOf(end, from)
  return found === -1 ? html.length : found + end.length
}

function endOfTag(html: string, from: number): number {
  for (let at = from; at < html.length; at += 1) {
    const character = html[at]
    if (character === '>') return at + 1
    if ((character === '"' || character === "'") && html[at - 1] === '=') {
      const end = html.indexOf(character, at + 1)
      if (end === -1) return html.length
      at = end
    }
  }
  return html.length
}

/** Where the closing tag of a raw element begins. Without one the element goes to the end. */
function rawEnd(html: string, tag: string, from: number): number {
  const closing = new RegExp(`</${tag}(?=[\\s/>])`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}
