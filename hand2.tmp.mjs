import { chromium } from 'playwright'
const url = process.argv[2]
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const ctx = await browser.newContext({ locale: 'es-CL', timezoneId: 'Europe/Madrid', colorScheme: 'dark', viewport: { width: 1440, height: 900 } })
const page = await ctx.newPage()
page.setDefaultTimeout(20000)
page.on('pageerror', e => console.log('PAGEERROR', e.message)); page.on('console', m => { if (m.type()==='error') console.log('CONSOLE', m.text()) })
const shot = name => page.screenshot({ path: `/tmp/rules-shots/${name}.png` })
const focused = () => page.evaluate(() => { const e = document.activeElement; return `${e?.tagName} ${e?.getAttribute('role') ?? ''} ${(e?.getAttribute('aria-label') ?? e?.textContent ?? '').slice(0,50)} ${e?.id ?? ''}` })
const tabTo = async (match, { back = false, max = 90 } = {}) => { for (let i=0;i<max;i++){ const f = await focused(); if (match.test(f)) return true; await page.keyboard.press(back ? 'Shift+Tab':'Tab') } console.log('NOT REACHED', match, await focused()); return false }
const press = async (match, wait = 800) => { await tabTo(match); await page.keyboard.press('Enter'); await page.waitForTimeout(wait) }
await page.goto(url); await page.waitForTimeout(1500)
await page.evaluate(() => { location.hash = '#/campaigns' }); await page.waitForTimeout(1000)
await tabTo(/Campaña del/); console.log('list', await focused()); await page.keyboard.press('Enter'); await page.waitForTimeout(1200)
console.log(page.url())
if (!/campaigns\//.test(page.url())) { await page.keyboard.press('ArrowDown'); await page.keyboard.press('Enter'); await page.waitForTimeout(1000); console.log(page.url(), await focused()) }
await tabTo(/Elegir archivo/)
const chooser = page.waitForEvent('filechooser'); await page.keyboard.press('Enter'); (await chooser).setFiles('/tmp/rules-shots/morosos.csv')
await page.waitForTimeout(2500); await shot('10-import-madrid'); console.log('after file', await focused())
console.log('COUNTRY', await page.getByRole('combobox', { name: 'País' }).textContent(), await page.getByRole('combobox', { name: 'Identificación nacional' }).textContent().catch(()=>'' ))
await press(/Importar/, 3500); await shot('11-imported'); console.log('after import', await focused())
await press(/^BUTTON  Siguiente/, 1500); console.log('step2', await focused()); await shot('12-policy')
await tabTo(/Argentina|Sin norma|Ninguna|Solo/); console.log('policy choice', await focused())
// radio group: arrows
for (let i=0;i<7;i++){ await page.keyboard.press('ArrowDown'); await page.waitForTimeout(250); console.log('  ', await focused()) }
await shot('13-policy-chosen')
await press(/^BUTTON  Siguiente/, 1500); await shot('14-script'); console.log('step3', await focused())
await press(/^BUTTON  Siguiente/, 1500); await shot('15-limits'); console.log('step4', await focused())
await press(/^BUTTON  Siguiente/, 1500); await shot('16-review'); console.log('step5', await focused())
await tabTo(/Iniciar/); console.log(await focused()); await page.keyboard.press('Enter'); await page.waitForTimeout(2500); await shot('17-started'); console.log('started', page.url(), await focused())
await browser.close()
