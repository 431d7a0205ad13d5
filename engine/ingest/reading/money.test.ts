import { describe, expect, test } from 'vitest'
import { currencyDigits, decimalMarkOf, readCurrency, readMoney } from './money.ts'

describe('amounts', () => {
  test.each([
    ['38981', 'CLP', 38_981],
    ['$ 38.981', 'CLP', 38_981],
    ['38,981', 'CLP', 38_981],
    ['38981.0', 'CLP', 38_981],
    ['38.981.-', 'CLP', 38_981],
    ['$38.981,-', 'CLP', 38_981],
    ['38.981 CLP', 'CLP', 38_981],
    ['38 981', 'CLP', 38_981],
    ['38\u00a0981', 'CLP', 38_981],
    ['1.234.567', 'CLP', 1_234_567],
    ['38981.5', 'CLP', 38_982],
    ['1.234,56', 'USD', 123_456],
    ['1,234.56', 'USD', 123_456],
    ["1'234.50", 'USD', 123_450],
    ['38.981', 'USD', 3_898_100],
    ['0.5', 'USD', 50],
    ['0,500', 'USD', 50],
    ['.5', 'USD', 50],
    ['33.333333', 'USD', 3333],
    ['1234.567', 'USD', 123_457],
    ['1.234.567,89', 'ARS', 123_456_789],
    ['$1,200.00 M.N.', 'MXN', 120_000],
    ['S/.100', 'PEN', 10_000],
    ['S/. 1,250.50', 'PEN', 125_050],
    ['300 pesos', 'COP', 30_000],
    ['0', 'CLP', 0],
  ])('%s in %s is %d', (text, currency, minor) => {
    expect(readMoney(text, currency)).toEqual({ minor, currency })
  })

  test.each([
    ['US$ 12,5', 'USD', 1250],
    ['U$S 1.200', 'USD', 120_000],
    ['12 USD', 'USD', 1200],
    ['12,50 €', 'EUR', 1250],
    ['UF 12,5', 'CLF', 125_000],
  ])('%s names its own currency', (text, currency, minor) => {
    expect(readMoney(text, 'CLP')).toEqual({ minor, currency })
  })

  test.each([
    ['-5', 'negative'], ['(1.234)', 'negative'], ['1.234-', 'negative'],
    ['1.04E+05', 'damaged'],
    ['30 mil', 'unreadable'], ['aprox 3', 'unreadable'], ['12%', 'unreadable'], ['', 'unreadable'], ['$', 'unreadable'],
    ['1.234.56', 'unreadable'], ['1,23,456', 'unreadable'], ['12 3456', 'unreadable'],
    ['99999999999999', 'too_large'],
    ['100 XYZ', 'unknown_currency'], ['£ 5$', 'unknown_currency'],
  ])('refuses %s: %s', (text, failed) => {
    expect(readMoney(text, 'CLP')).toEqual({ failed })
  })

  test('"pesos" are those of the import, and none where it counts in dollars', () => {
    expect(readMoney('300 pesos', 'USD')).toEqual({ failed: 'unreadable' })
    expect(readCurrency('pesos', 'MXN')).toBe('MXN')
  })

  test('a lone mark before three digits is a decimal one only where other cells prove it, and never in a currency without decimals', () => {
    expect(readMoney('38.981', 'USD', '.')).toEqual({ minor: 3898, currency: 'USD' })
    expect(readMoney('38.981', 'USD', ',')).toEqual({ minor: 3_898_100, currency: 'USD' })
    expect(readMoney('38.981', 'CLP', '.')).toEqual({ minor: 38_981, currency: 'CLP' })
  })

  test.each([
    [['12.50', '38.981'], '.'], [['1,234.56'], '.'], [['1.234,56', '7'], ','], [['38981.0'], '.'],
    [['38.981', '1.234.567', ''], null], [['12.50', '12,50'], null], [[], null],
  ])('of the cells %j the decimal mark is %s', (cells, mark) => {
    expect(decimalMarkOf(cells)).toBe(mark)
  })

  test('decimals of currencies', () => {
    expect(['CLP', 'USD', 'ARS', 'MXN', 'COP'].map(currencyDigits)).toEqual([0, 2, 2, 2, 2])
  })
})
