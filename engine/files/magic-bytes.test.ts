import { describe, expect, it } from 'vitest'
import { cleanName } from './file-types.ts'
import { readType } from './magic-bytes.ts'

const latin = (text: string) => Buffer.from(text, 'latin1')

/** What a file is taken for, handed over in chunks of so many bytes. */
function typeOf(bytes: Buffer, name = 'file', chunk = bytes.length): string | null {
  const reader = readType(name)
  for (let at = 0; at < bytes.length; at += chunk) reader.read(bytes.subarray(at, at + chunk))
  return reader.end()
}

const zipWith = (part: string) => latin(`PK\x03\x04\x14\x00[Content_Types].xml${'\0'.repeat(3_000)}PK\x01\x02${part}\0`)

describe('the type of a file', () => {
  it.each([
    ['image/png', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['image/jpeg', latin('\xff\xd8\xff\xe0\0\x10JFIF')],
    ['image/gif', latin('GIF89a\x01\0')],
    ['image/webp', latin('RIFF\x24\0\0\0WEBPVP8 ')],
    ['audio/wav', latin('RIFF\x24\0\0\0WAVEfmt ')],
    ['audio/ogg', latin(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead`)],
    ['audio/webm', latin('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm')],
    ['audio/mp4', latin('\0\0\0\x20ftypM4A \0\0\0\0')],
    ['audio/mpeg', latin('ID3\x04\0\0\0\0\0\0')],
    ['audio/mpeg', latin('\xff\xfb\x90\x64\0')],
    ['application/pdf', latin('%PDF-1.7\n')],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', zipWith('word/document.xml')],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', zipWith('xl/workbook.xml')],
  ])('is %s by its own bytes, whatever it is called and however it comes in', (type, bytes) => {
    expect([typeOf(bytes, 'photo.exe'), typeOf(bytes, 'a.txt', 1), typeOf(bytes, 'a.csv', 7)]).toEqual([type, type, type])
  })

  it.each([
    ['a program', latin('MZ\x90\0\x03\0\0\0'), 'a.png'],
    ['a zip of something else', zipWith('setup.exe'), 'a.docx'],
    ['sound that is no MP3 (AAC)', latin('\xff\xf1\x50\x80'), 'a.mp3'],
    ['a film in Ogg', latin(`OggS\0\x02${'\0'.repeat(20)}\x01\x2a\x80theora`), 'a.ogg'],
    ['a drawing that can run scripts', latin('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg'],
    ['text with zeros late in it', Buffer.concat([Buffer.alloc(5_000, 'a'), Buffer.from([0])]), 'a.csv'],
    ['nothing', Buffer.alloc(0), 'a.txt'],
  ])('is none for %s', (_, bytes, name) => {
    expect(typeOf(bytes, name, 1_000)).toBeNull()
  })

  it('of a text hangs on its name', () => {
    const text = Buffer.from('producto;precio\ncasco;45.000 señal\n')
    expect(['a.csv', 'a.TXT', 'a.md', 'a.htm', 'a.json', 'notes'].map((name) => typeOf(text, name))).toEqual(['text/csv', 'text/plain', 'text/markdown', 'text/html', 'application/json', 'text/plain'])
  })

  it('is known early, so that a large file of a wrong type is not read to its end', () => {
    const reader = readType('a.png')
    reader.read(Buffer.concat([latin('MZ'), Buffer.alloc(2_000)]))
    expect(reader.early()).toBeNull()
  })
})

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd.txt', 'text/plain', 'passwd.txt'],
    ['C:\\Users\\Ana\\Foto casa.JPG', 'image/jpeg', 'Foto casa.jpg'],
    ['invoice.pdf.exe', 'application/pdf', 'invoice.pdf.exe.pdf'],
    ['‮fdp.exe', 'application/pdf', 'fdp.exe.pdf'],
    ['a\r\nSet-Cookie: x.csv', 'text/csv', 'aSet-Cookie_ x.csv'],
    ['.htaccess', 'text/plain', 'htaccess.txt'],
    ['', 'image/png', 'file.png'],
    ['catálogo 2026.csv', 'text/csv', 'catálogo 2026.csv'],
  ] as const)('%j of a %s becomes %j', (name, type, cleaned) => {
    expect(cleanName(name, type)).toBe(cleaned)
  })

  it('is cut where it is too long, without losing what it is', () => {
    expect(cleanName(`${'ñ'.repeat(400)}.csv`, 'text/csv')).toBe(`${'ñ'.repeat(150)}.csv`)
  })
})
