/**
 * Draws resources/icons/icon.svg into the pictures that windows and installers need: icon.png (1024, from which
 * electron-builder makes the macOS and Linux ones) and icon.ico (Windows, four sizes). Run after changing the SVG.
 */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright'

const folder = join(import.meta.dirname, '..', 'resources', 'icons')
const icoSizes = [16, 32, 48, 256]

const svg = await readFile(join(folder, 'icon.svg'), 'utf8')
const installed = '/usr/bin/chromium'
const browser = await chromium.launch({ ...(existsSync(installed) ? { executablePath: installed } : {}), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const page = await browser.newPage()
  await writeFile(join(folder, 'icon.png'), await draw(1024))
  const pictures = []
  for (const size of icoSizes) pictures.push({ size, png: await draw(size) })
  await writeFile(join(folder, 'icon.ico'), ico(pictures))

  async function draw(size: number): Promise<Buffer> {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
    return page.screenshot({ omitBackground: true })
  }
} finally {
  await browser.close()
}

/** An ICO file of PNG pictures: a header of 6 bytes, 16 for each picture, then the pictures themselves. */
function ico(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + pictures.length * 16)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + index * 16
    // 256 does not fit in a byte; the format writes it as 0.
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}
