import type { DebtorField, PaymentField } from '../../contract/debtors.ts'
import type { FieldWords } from './field-words.ts'

/** Words of a column that speaks of somebody else than the debtor. */
const otherPeople = ['ejecutivo', 'ejecutiva', 'cobrador', 'vendedor', 'asesor', 'agente', 'agent', 'aval', 'fiador', 'codeudor', 'representante', 'usuario', 'user']
const ofCompany = ['empresa', 'company', 'acreedor', 'creditor', 'mandante', 'banco']

const nationalId: FieldWords = {
  names: ['rut', 'run', 'dni', 'cedula', 'cedula de ciudadania', 'cedula de identidad', 'cedula identidad', 'cc', 'ci', 'curp', 'rfc', 'cuit', 'cuil', 'cuit cuil', 'nif', 'nie', 'ssn', 'ssn last4', 'ssn last 4', 'last 4 ssn', 'last4', 'documento', 'numero de documento', 'numero documento', 'nro documento', 'nro de documento', 'num documento', 'no documento', 'documento identidad', 'documento de identidad', 'identificacion', 'numero de identificacion', 'numero identificacion', 'id nacional', 'national id', 'id number', 'rut cliente', 'rut deudor', 'rut del cliente', 'rut del deudor', 'rut dv', 'rut completo', 'dni cliente', 'dni deudor', 'cedula cliente', 'cedula deudor', 'rut pagador', 'rut titular'],
  words: ['rut', 'dni', 'cedula', 'curp', 'rfc', 'cuit', 'cuil', 'ssn', 'documento', 'identificacion'],
  unless: ['tipo', 'type', 'fecha', ...ofCompany, ...otherPeople],
}

/** The digit of a RUT or NIT that stands in a column of its own. */
const checkDigit: FieldWords = {
  names: ['dv', 'd v', 'digito', 'digito verificador', 'digito de verificacion', 'digito verificacion', 'verificador', 'check digit', 'checkdigit', 'verification digit'],
  words: ['dv', 'verificador'],
  unless: [...ofCompany, ...otherPeople],
}

const currency: FieldWords = {
  names: ['moneda', 'currency', 'divisa', 'currency code', 'tipo moneda', 'tipo de moneda', 'codigo moneda', 'codigo de moneda'],
  words: ['moneda', 'currency', 'divisa'],
}

/** Headers of files of debtors; `phone` may be several columns. The names existing deployments store are among them. */
export const debtorHeaders: Record<DebtorField | 'phone', FieldWords> = {
  nationalId,
  checkDigit,
  name: {
    names: ['nombre', 'nombre completo', 'nombre cliente', 'nombre del cliente', 'nombre deudor', 'nombre del deudor', 'nombre titular', 'nombre del titular', 'nombre y apellido', 'nombre y apellidos', 'nombres y apellidos', 'apellidos y nombres', 'apellido y nombre', 'apellidos nombres', 'nombres', 'nombre contacto', 'nombre razon social', 'razon social', 'deudor', 'cliente', 'titular', 'contacto', 'name', 'full name', 'debtor', 'debtor name', 'customer', 'customer name', 'client name', 'consumer name', 'borrower', 'borrower name', 'contact name', 'primer nombre', 'first name', 'firstname', 'given name'],
    words: ['nombre', 'nombres', 'name', 'deudor', 'cliente', 'titular', 'debtor', 'customer', 'borrower'],
    unless: ['apellido', 'last', 'segundo', 'middle', 'archivo', 'file', 'campana', 'campaign', 'calle', 'producto', 'product', 'tipo', 'type', 'codigo', 'numero', 'id', 'fecha', 'saldo', 'monto', 'telefono', 'fono', 'celular', 'phone', 'correo', 'email', 'direccion', 'rut', 'dni', 'cedula', ...ofCompany, ...otherPeople],
  },
  surname: {
    names: ['apellido', 'apellidos', 'apellido paterno', 'primer apellido', 'ap paterno', 'paterno', 'surname', 'surnames', 'last name', 'lastname', 'family name', 'apellido cliente', 'apellidos cliente', 'apellido deudor', 'apellidos deudor', 'apellido del cliente', 'apellidos del cliente', 'apellido del deudor', 'apellidos del deudor'],
    words: ['apellido', 'apellidos', 'surname', 'paterno'],
    unless: ['nombre', 'nombres', 'name', 'materno', 'segundo', 'second', ...ofCompany, ...otherPeople],
  },
  secondSurname: {
    names: ['apellido materno', 'segundo apellido', 'ap materno', 'materno', 'second surname', 'second last name', 'apellido2', 'apellido 2', 'surname 2'],
    words: ['materno'],
    unless: ['nombre', 'nombres', 'name', ...ofCompany, ...otherPeople],
  },
  company: {
    names: ['empresa', 'company', 'company name', 'nombre empresa', 'nombre de la empresa', 'empresa acreedora', 'acreedor', 'nombre acreedor', 'creditor', 'creditor name', 'original creditor', 'mandante', 'cedente', 'compania', 'marca', 'brand', 'banco', 'entidad', 'institucion', 'cliente mandante'],
    words: ['empresa', 'company', 'acreedor', 'creditor', 'mandante', 'compania'],
    unless: ['rut', 'dni', 'telefono', 'fono', 'phone', 'id', 'codigo', 'direccion', 'tipo', 'fecha'],
  },
  reference: {
    names: ['referencia', 'reference', 'ref', 'reference number', 'numero de referencia', 'numero referencia', 'operacion', 'numero operacion', 'numero de operacion', 'nro operacion', 'contrato', 'numero contrato', 'numero de contrato', 'nro contrato', 'contract', 'contract number', 'contract id', 'factura', 'numero factura', 'numero de factura', 'nro factura', 'invoice', 'invoice number', 'folio', 'boleta', 'pagare', 'credito', 'numero credito', 'numero de credito', 'nro credito', 'cuenta', 'numero cuenta', 'numero de cuenta', 'nro cuenta', 'account', 'account number', 'loan id', 'loan number', 'id deuda', 'debt id', 'obligacion', 'numero obligacion', 'numero de obligacion', 'prestamo', 'numero prestamo', 'numero de prestamo', 'poliza'],
    words: ['referencia', 'reference', 'operacion', 'contrato', 'contract', 'factura', 'invoice', 'folio', 'pagare', 'obligacion', 'prestamo'],
    unless: ['fecha', 'date', 'telefono', 'phone', 'tipo', 'type', 'monto', 'amount', 'saldo', 'valor', 'nombre', 'personal', 'estado', 'status'],
  },
  instalments: {
    names: ['cuotas adeudadas', 'cantidad cupones', 'cantidad de cupones', 'cupones', 'cupones adeudados', 'cuotas', 'cuotas vencidas', 'cuotas impagas', 'cuotas pendientes', 'cuotas atrasadas', 'cuotas en mora', 'numero de cuotas', 'numero cuotas', 'nro cuotas', 'cantidad cuotas', 'cantidad de cuotas', 'mensualidades', 'mensualidades vencidas', 'instalments', 'installments', 'instalments owed', 'installments owed', 'installments due', 'overdue installments', 'past due installments'],
    words: ['cuotas', 'cupones', 'mensualidades', 'instalments', 'installments'],
    unless: ['valor', 'monto', 'amount', 'saldo', 'pagadas', 'paid', 'restantes', 'totales', 'fecha', 'date'],
  },
  amount: {
    names: ['monto total', 'debt amount', 'monto', 'monto adeudado', 'monto deuda', 'monto de la deuda', 'monto de deuda', 'monto vencido', 'monto mora', 'monto en mora', 'monto a pagar', 'deuda', 'deuda total', 'deuda vencida', 'deuda vigente', 'total deuda', 'total adeudado', 'total a pagar', 'total', 'saldo', 'saldo total', 'saldo deudor', 'saldo adeudado', 'saldo insoluto', 'saldo pendiente', 'saldo vencido', 'saldo actual', 'importe', 'importe total', 'importe adeudado', 'importe deuda', 'valor', 'valor deuda', 'valor total', 'capital', 'adeudado', 'amount', 'amount due', 'amount owed', 'total amount', 'total due', 'total owed', 'balance', 'balance due', 'outstanding', 'outstanding balance', 'current balance', 'past due amount', 'debt'],
    words: ['monto', 'deuda', 'saldo', 'importe', 'adeudado', 'amount', 'balance', 'owed'],
    unless: ['cuota', 'cuotas', 'cupones', 'minimo', 'minimum', 'pagado', 'paid', 'interes', 'interest', 'fecha', 'date', 'tipo', 'type', 'moneda', 'currency', 'descuento', 'discount', 'original', 'dias', 'days', 'numero', 'nro', 'number', 'id', 'estado', 'status', 'oferta', 'offer', 'company', 'empresa'],
  },
  currency,
  dueOn: {
    names: ['fecha limite', 'fecha limite de pago', 'fecha limite pago', 'due date', 'date due', 'payment due date', 'due on', 'fecha vencimiento', 'fecha de vencimiento', 'vencimiento', 'fecha vcto', 'fecha vto', 'fecha venc', 'fec vencimiento', 'fec vcto', 'f vencimiento', 'vto', 'vcto', 'fecha tope', 'fecha vencida', 'primer vencimiento'],
    words: ['vencimiento', 'vcto', 'vto', 'limite', 'due'],
    unless: ['dias', 'days', 'monto', 'amount', 'saldo', 'total', 'balance', 'credito', 'maxima', 'negociacion', 'tramo', 'estado'],
  },
  lastNegotiableOn: {
    names: ['fecha maxima', 'fecha maxima pago', 'fecha maxima de pago', 'fecha maxima negociacion', 'fecha maxima de negociacion', 'fecha maxima negociable', 'fecha limite negociacion', 'fecha limite de negociacion', 'fecha final', 'last negotiable date', 'last negotiable on', 'last date', 'max date', 'maximum date', 'final date', 'latest date', 'deadline', 'settlement deadline'],
    words: ['maxima', 'negociacion', 'deadline'],
    unless: ['dias', 'days', 'monto', 'amount', 'tasa', 'cuota'],
  },
  delinquency: {
    names: ['tipo deuda', 'tipo de deuda', 'tipo mora', 'tipo de mora', 'mora', 'tramo', 'tramo mora', 'tramo de mora', 'rango mora', 'etapa', 'etapa mora', 'etapa de mora', 'categoria mora', 'estado mora', 'segmento', 'delinquency', 'delinquency type', 'delinquency stage', 'debt type', 'bucket', 'stage'],
    words: ['mora', 'tramo', 'delinquency', 'bucket'],
    unless: ['dias', 'days', 'monto', 'amount', 'interes', 'fecha', 'date', 'saldo', 'cuotas', 'deuda'],
  },
  timeZone: { names: ['zona horaria', 'huso horario', 'huso', 'time zone', 'timezone', 'tz'], words: ['timezone', 'huso'] },
  region: { names: ['region', 'region cliente', 'provincia', 'province', 'departamento', 'state', 'entidad federativa', 'estado residencia'], words: ['region', 'provincia'] },
  country: { names: ['pais', 'pais cliente', 'pais residencia', 'country', 'country code', 'codigo pais', 'codigo de pais'], words: ['pais', 'country'], unless: ['telefono', 'phone', 'moneda', 'nacimiento'] },
  language: { names: ['idioma', 'idioma preferido', 'lenguaje', 'language', 'preferred language', 'lang'], words: ['idioma', 'language'] },
  consentOn: {
    names: ['consentimiento', 'fecha consentimiento', 'fecha de consentimiento', 'autorizacion', 'fecha autorizacion', 'fecha de autorizacion', 'consent', 'consent date', 'consented on', 'consent at', 'consent on', 'opt in', 'opt in date'],
    words: ['consentimiento', 'consent'],
    unless: ['origen', 'source', 'tipo', 'type'],
  },
  phone: {
    names: ['to number', 'try phones', 'telefono', 'telefonos', 'numero de telefono', 'numero telefono', 'numero telefonico', 'nro telefono', 'telefono celular', 'telefono movil', 'telefono fijo', 'telefono principal', 'telefono alternativo', 'telefono secundario', 'telefono casa', 'telefono particular', 'telefono trabajo', 'telefono laboral', 'telefono contacto', 'celular', 'celulares', 'numero celular', 'numero de celular', 'nro celular', 'movil', 'fono', 'fonos', 'fono celular', 'tel', 'whatsapp', 'phone', 'phones', 'phone number', 'phone numbers', 'mobile', 'mobile phone', 'mobile number', 'cell', 'cell phone', 'cellphone', 'home phone', 'work phone', 'primary phone', 'secondary phone', 'alternate phone', 'contact number'],
    words: ['telefono', 'telefonos', 'fono', 'fonos', 'celular', 'celulares', 'movil', 'phone', 'phones', 'mobile', 'cell', 'whatsapp', 'tel'],
    unless: ['tipo', 'type', 'estado', 'status', 'resultado', 'result', 'fecha', 'date', 'anexo', 'ext', 'extension', 'prefijo', 'index', ...ofCompany, ...otherPeople],
  },
}

/** Headers of files of payments, as banks and collection desks write them. */
export const paymentHeaders: Record<PaymentField, FieldWords> = {
  nationalId,
  checkDigit,
  reference: { ...debtorHeaders.reference, names: debtorHeaders.reference.names.filter((name) => !name.includes('operacion') && name !== 'folio'), words: ['referencia', 'reference', 'contrato', 'contract', 'factura', 'invoice', 'pagare', 'obligacion', 'prestamo'] },
  amount: {
    names: ['monto', 'monto pagado', 'monto pago', 'monto del pago', 'monto abonado', 'monto abono', 'monto deposito', 'monto transferencia', 'abono', 'abonos', 'importe', 'importe pagado', 'valor', 'valor pagado', 'pagado', 'total pagado', 'total', 'haber', 'credito', 'deposito', 'amount', 'amount paid', 'paid amount', 'payment amount', 'credit', 'credits', 'payment'],
    words: ['monto', 'importe', 'abono', 'pagado', 'amount'],
    unless: ['cargo', 'debito', 'debit', 'saldo', 'balance', 'fecha', 'date', 'tipo', 'type', 'moneda', 'currency', 'deuda', 'adeudado', 'id', 'numero', 'nro'],
  },
  currency,
  paidOn: {
    names: ['fecha', 'fecha pago', 'fecha de pago', 'fecha del pago', 'fecha abono', 'fecha de abono', 'fecha deposito', 'fecha de deposito', 'fecha transferencia', 'fecha operacion', 'fecha movimiento', 'fecha transaccion', 'fecha de transaccion', 'fecha contable', 'fecha valor', 'date', 'payment date', 'paid on', 'paid at', 'date paid', 'transaction date', 'posting date', 'value date'],
    words: ['fecha', 'date', 'paid'],
    unless: ['vencimiento', 'limite', 'due', 'maxima', 'nacimiento', 'birth', 'amount', 'monto'],
  },
  externalId: {
    names: ['external id', 'id externo', 'id transaccion', 'id de transaccion', 'numero transaccion', 'numero de transaccion', 'nro transaccion', 'codigo transaccion', 'transaction id', 'transaction number', 'id pago', 'payment id', 'id movimiento', 'operacion', 'numero operacion', 'numero de operacion', 'nro operacion', 'comprobante', 'numero comprobante', 'numero de comprobante', 'nro comprobante', 'folio', 'voucher', 'bank reference', 'referencia bancaria', 'referencia banco', 'codigo autorizacion', 'codigo de autorizacion', 'trace', 'id'],
    words: ['transaccion', 'transaction', 'comprobante', 'voucher', 'operacion', 'folio'],
    unless: ['fecha', 'date', 'tipo', 'type', 'monto', 'amount', 'estado', 'status'],
  },
}
