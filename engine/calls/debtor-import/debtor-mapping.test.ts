import { describe, expect, test } from 'vitest'
import { countryOfHeaders, guessDebtorMapping, guessPaymentMapping } from './debtor-mapping.ts'

/** The mapping in the words of the headers. */
function guessed(header: string, rows: readonly (readonly string[])[] = []) {
  const columns = header.split(';')
  const { fields, phones, variables } = guessDebtorMapping(columns, rows, 'CL')
  expect(variables).toEqual({})
  return { ...Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, columns[column]])), phones: phones.map((column) => columns[column]) }
}

describe('columns of debtors', () => {
  test.each([
    ['rut;nombre;try_phones;to_number;empresa;cuotas_adeudadas;monto_total;fecha_limite;fecha_maxima;tipo_deuda', {
      nationalId: 'rut', name: 'nombre', phones: ['to_number', 'try_phones'], company: 'empresa', instalments: 'cuotas_adeudadas', amount: 'monto_total', dueOn: 'fecha_limite', lastNegotiableOn: 'fecha_maxima', delinquency: 'tipo_deuda',
    }],
    ['job_id;dni;name;phones;company_name;debt_amount;due_date;reference_number;cantidad_cupones;fecha_maxima', {
      nationalId: 'dni', name: 'name', phones: ['phones'], company: 'company_name', amount: 'debt_amount', dueOn: 'due_date', reference: 'reference_number', instalments: 'cantidad_cupones', lastNegotiableOn: 'fecha_maxima',
    }],
    ['account_id;contact.name;contact.dni;contact.phones;contact.next_phone_index;payload.debt_amount;payload.due_date;payload.company_name;payload.reference_number;payload.additional_info.cantidad_cupones;payload.additional_info.fecha_maxima;monto_pago_cliente', {
      name: 'contact.name', nationalId: 'contact.dni', phones: ['contact.phones'], amount: 'payload.debt_amount', dueOn: 'payload.due_date', company: 'payload.company_name', reference: 'payload.reference_number', instalments: 'payload.additional_info.cantidad_cupones', lastNegotiableOn: 'payload.additional_info.fecha_maxima',
    }],
    ['RUT;Nombre;Telefono1;Telefono 2;TELÉFONO_3;Empresa;Monto Total', {
      nationalId: 'RUT', name: 'Nombre', phones: ['Telefono1', 'Telefono 2', 'TELÉFONO_3'], company: 'Empresa', amount: 'Monto Total',
    }],
    ['Rut Cliente;Nombre Cliente;Celular;Teléfono Fijo;Correo;N° Operación;Saldo Insoluto;Fecha Vencimiento;Días Mora;Tramo Mora;Nombre Ejecutivo;Fono Ejecutivo', {
      nationalId: 'Rut Cliente', name: 'Nombre Cliente', phones: ['Celular', 'Teléfono Fijo'], reference: 'N° Operación', amount: 'Saldo Insoluto', dueOn: 'Fecha Vencimiento', delinquency: 'Tramo Mora',
    }],
    ['Customer Name;SSN Last 4;Mobile Phone;Home Phone;Creditor;Account Number;Balance Due;Due Date;State;Time Zone;Language;Consent Date', {
      name: 'Customer Name', nationalId: 'SSN Last 4', phones: ['Mobile Phone', 'Home Phone'], company: 'Creditor', reference: 'Account Number', amount: 'Balance Due', dueOn: 'Due Date', region: 'State', timeZone: 'Time Zone', language: 'Language', consentOn: 'Consent Date',
    }],
    ['CUIT/CUIL;Apellido y Nombre;Tel. 1;Tel. 2;Nro. Factura;Importe;Vto.;Moneda;Provincia', {
      nationalId: 'CUIT/CUIL', name: 'Apellido y Nombre', phones: ['Tel. 1', 'Tel. 2'], reference: 'Nro. Factura', amount: 'Importe', dueOn: 'Vto.', currency: 'Moneda', region: 'Provincia',
    }],
    ['CURP;NOMBRE DEL DEUDOR;TELÉFONO CASA;TELÉFONO TRABAJO;BANCO;NÚMERO DE CUENTA;SALDO VENCIDO;FECHA LÍMITE DE PAGO', {
      nationalId: 'CURP', name: 'NOMBRE DEL DEUDOR', phones: ['TELÉFONO CASA', 'TELÉFONO TRABAJO'], company: 'BANCO', reference: 'NÚMERO DE CUENTA', amount: 'SALDO VENCIDO', dueOn: 'FECHA LÍMITE DE PAGO',
    }],
    ['Documento;Tipo Documento;Deudor;Fono;Monto;Tipo Deuda;Valor Cuota;Cuotas;Cuotas Pagadas;Fecha Nacimiento;Rut Empresa;Empresa', {
      nationalId: 'Documento', name: 'Deudor', phones: ['Fono'], amount: 'Monto', delinquency: 'Tipo Deuda', instalments: 'Cuotas', company: 'Empresa',
    }],
    ['RUT;DV;Nombres;Apellido Paterno;Apellido Materno;Fono;Monto;Apellido Ejecutivo', {
      nationalId: 'RUT', checkDigit: 'DV', name: 'Nombres', surname: 'Apellido Paterno', secondSurname: 'Apellido Materno', phones: ['Fono'], amount: 'Monto',
    }],
    ['RUT_SIN_DV;Dígito Verificador;NOMBRE;APELLIDOS;CELULAR', { nationalId: 'RUT_SIN_DV', checkDigit: 'Dígito Verificador', name: 'NOMBRE', surname: 'APELLIDOS', phones: ['CELULAR'] }],
    ['rut;rut_dv;nombre', { nationalId: 'rut', checkDigit: 'rut_dv', name: 'nombre', phones: [] }],
    ['RUT-DV;Apellidos y Nombres;Teléfono', { nationalId: 'RUT-DV', name: 'Apellidos y Nombres', phones: ['Teléfono'] }],
    ['First Name;Last Name;SSN Last 4;Phone', { name: 'First Name', surname: 'Last Name', nationalId: 'SSN Last 4', phones: ['Phone'] }],
  ])('%s', (header, expected) => {
    expect(guessed(header)).toEqual(expected)
  })

  test('are known by their cells where no header speaks of phones', () => {
    const rows = [['Ana Ríos', '+56 9 8765 4321', '2026-01-05', '38981'], ['Luis Soto', '976543210', '2026-01-06', '104050']]
    expect(guessed('A;B;C;D', rows)).toEqual({ phones: ['B'] })
  })

  test('feed no field when nothing speaks for them', () => {
    expect(guessed('color;talla;peso')).toEqual({ phones: [] })
  })
})

describe('columns of payments', () => {
  test.each([
    ['Fecha;Descripción;Cargo;Abono;Saldo;N° Operación;RUT', { paidOn: 0, amount: 3, externalId: 5, nationalId: 6 }],
    ['payment_date;amount;national_id;transaction_id;reference', { paidOn: 0, amount: 1, nationalId: 2, externalId: 3, reference: 4 }],
    ['RUT;DV;Fecha;Abono', { nationalId: 0, checkDigit: 1, paidOn: 2, amount: 3 }],
    ['Rut Pagador;Monto Transferencia;Fecha Transferencia;Comprobante;Referencia;Moneda', { nationalId: 0, amount: 1, paidOn: 2, externalId: 3, reference: 4, currency: 5 }],
  ])('%s', (header, fields) => {
    expect(guessPaymentMapping(header.split(';'))).toEqual({ fields })
  })
})

describe('the country of a file', () => {
  test.each([
    [['RUT', 'Nombre', 'Teléfono'], 'CL'], [['nombre', 'Rut Deudor'], 'CL'], [['CURP', 'nombre'], 'MX'], [['CUIT/CUIL'], 'AR'], [['SSN last4'], 'US'], [['NIF'], 'ES'],
    [['DNI', 'nombre'], null], [['cedula'], null],
    // The id of the company that is owed, or of whoever calls, says nothing of the debtors.
    [['rut empresa', 'nombre'], null],
  ] as const)('%j: %s', (columns, country) => expect(countryOfHeaders([...columns])).toBe(country))
})
