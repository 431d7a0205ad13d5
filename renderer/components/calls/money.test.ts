import { afterEach, expect, it, vi } from 'vitest'
import { createFormat } from '../../i18n/format.ts'
import { decimalsOf, moneyText } from './money.tsx'

afterEach(() => { vi.unstubAllGlobals() })

it('counts a currency as the engine does, whatever the browser thinks of it', () => {
  const { NumberFormat } = Intl
  // Chromium's own words for pesos of Colombia: no decimals.
  class ChromiumFormat extends NumberFormat {
    constructor(locale?: string, options?: Intl.NumberFormatOptions) {
      super(locale, options?.currency === 'COP' ? { maximumFractionDigits: 0, minimumFractionDigits: 0, ...options } : options)
    }
  }
  vi.stubGlobal('Intl', { ...Intl, NumberFormat: ChromiumFormat, DateTimeFormat: Intl.DateTimeFormat, RelativeTimeFormat: Intl.RelativeTimeFormat })
  expect(['COP', 'CLP', 'USD', 'KWD', 'CLF'].map(decimalsOf)).toEqual([2, 0, 2, 3, 4])
  expect(moneyText(createFormat('en'), { minor: 4_500_050, currency: 'COP' })).toContain('45,000.50')
})
