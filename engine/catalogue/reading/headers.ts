import type { CustomerField, ProductField, SaleField } from '../../contract/catalogue.ts'
import type { FieldWords } from '../../ingest/reading/index.ts'

/** Headers of files of products, as shops and their programs write them. */
export const productHeaders: Record<ProductField, FieldWords> = {
  externalId: { names: ['id', 'sku', 'codigo', 'codigo producto', 'codigo de producto', 'id producto', 'producto id', 'referencia', 'ref', 'product id', 'product code', 'code', 'item code', 'part number', 'ean', 'codigo de barras', 'barcode'], words: ['sku', 'codigo', 'referencia'], unless: ['categoria', 'category', 'proveedor', 'supplier'] },
  name: { names: ['nombre', 'nombre producto', 'nombre del producto', 'producto', 'articulo', 'item', 'name', 'product', 'product name', 'item name', 'title', 'titulo'], words: ['nombre', 'producto', 'articulo', 'name'], unless: ['id', 'codigo', 'code', 'categoria', 'category', 'proveedor', 'supplier', 'tipo'] },
  description: { names: ['descripcion', 'descripcion producto', 'detalle', 'detalles', 'description', 'details'], words: ['descripcion', 'description', 'detalle'] },
  category: { names: ['categoria', 'linea', 'familia', 'grupo', 'rubro', 'tipo', 'departamento', 'category', 'product type', 'type', 'family', 'department'], words: ['categoria', 'category'], unless: ['id'] },
  price: { names: ['precio', 'precio venta', 'precio de venta', 'precio unitario', 'valor', 'valor unitario', 'pvp', 'price', 'unit price', 'sale price', 'selling price', 'list price'], words: ['precio', 'price'], unless: ['compra', 'costo', 'cost', 'purchase', 'moneda', 'currency', 'fecha', 'anterior'] },
  currency: { names: ['moneda', 'divisa', 'currency', 'currency code'], words: ['moneda', 'currency'] },
  stock: { names: ['stock', 'existencias', 'existencia', 'cantidad', 'inventario', 'disponible', 'disponibles', 'unidades', 'saldo', 'quantity', 'qty', 'on hand', 'inventory', 'units'], words: ['stock', 'existencias', 'cantidad', 'quantity'], unless: ['minimo', 'minima', 'maximo', 'min', 'max', 'minimum', 'fecha'] },
  active: { names: ['activo', 'activa', 'estado', 'habilitado', 'vigente', 'active', 'enabled', 'status'], words: ['activo', 'active'] },
  synonyms: { names: ['sinonimos', 'alias', 'otros nombres', 'palabras clave', 'synonyms', 'aliases', 'keywords', 'tags'], words: ['sinonimos', 'synonyms'] },
}

/** Headers of files of customers. */
export const customerHeaders: Record<CustomerField, FieldWords> = {
  nationalId: { names: ['cedula', 'documento', 'numero documento', 'numero de documento', 'documento de identidad', 'identificacion', 'nit', 'rut', 'dni', 'curp', 'cc', 'national id', 'id number', 'tax id', 'id'], words: ['cedula', 'documento', 'identificacion', 'nit', 'rut', 'dni'], unless: ['tipo', 'type', 'fecha'] },
  name: { names: ['nombre completo', 'nombre', 'nombre cliente', 'cliente', 'nombres', 'razon social', 'full name', 'name', 'customer', 'customer name'], words: ['nombre', 'cliente', 'name'], unless: ['id', 'codigo', 'tipo', 'barrio', 'empresa'] },
  phone: { names: ['telefono', 'celular', 'movil', 'numero de telefono', 'telefono celular', 'whatsapp', 'phone', 'phone number', 'mobile', 'cell phone'], words: ['telefono', 'celular', 'phone', 'mobile', 'whatsapp'], unless: ['tipo', 'fijo'] },
  email: { names: ['correo', 'correo electronico', 'email', 'e mail', 'mail'], words: ['correo', 'email', 'mail'] },
  address: { names: ['direccion', 'domicilio', 'direccion de entrega', 'address', 'street address', 'delivery address'], words: ['direccion', 'address'], unless: ['email', 'correo', 'ip'] },
  neighbourhood: { names: ['barrio', 'colonia', 'sector', 'comuna', 'neighbourhood', 'neighborhood', 'district'], words: ['barrio', 'neighbourhood', 'neighborhood'] },
  notes: { names: ['notas', 'indicaciones adicionales', 'indicaciones', 'observaciones', 'comentarios', 'notes', 'comments', 'delivery instructions'], words: ['indicaciones', 'observaciones', 'notes'] },
}

/** Headers of files of sales, one row for each line of a sale. */
export const saleHeaders: Record<SaleField, FieldWords> = {
  number: { names: ['numero', 'numero venta', 'numero de venta', 'venta', 'id venta', 'venta id', 'factura', 'numero factura', 'numero de factura', 'no factura', 'ticket', 'pedido', 'numero pedido', 'orden', 'recibo', 'number', 'sale', 'sale number', 'sale id', 'order', 'order id', 'order number', 'invoice', 'invoice number', 'transaction', 'receipt'], words: ['factura', 'ticket', 'venta', 'invoice', 'transaction', 'receipt', 'pedido', 'order'], unless: ['fecha', 'date', 'total', 'estado', 'status', 'canal', 'channel', 'precio', 'price'] },
  soldAt: { names: ['fecha', 'fecha venta', 'fecha de venta', 'fecha hora', 'fecha y hora', 'fecha factura', 'date', 'sale date', 'order date', 'date time', 'datetime', 'sold at'], words: ['fecha', 'date'], unless: ['entrega', 'pago', 'vencimiento', 'due', 'delivery', 'actualizacion'] },
  externalId: { names: ['id producto', 'producto id', 'codigo producto', 'codigo de producto', 'codigo', 'sku', 'referencia', 'ref', 'product id', 'product code', 'code', 'item code', 'ean'], words: ['sku', 'codigo', 'referencia'], unless: ['cliente', 'customer', 'categoria', 'venta'] },
  product: { names: ['producto', 'nombre producto', 'nombre del producto', 'articulo', 'item', 'descripcion', 'detalle', 'product', 'product name', 'item name', 'description'], words: ['producto', 'articulo', 'product'], unless: ['id', 'codigo', 'code', 'categoria', 'category', 'precio', 'price', 'cantidad'] },
  quantity: { names: ['cantidad', 'unidades', 'cant', 'piezas', 'quantity', 'qty', 'units', 'pieces'], words: ['cantidad', 'quantity', 'unidades'] },
  price: { names: ['precio', 'precio unitario', 'precio venta', 'valor unitario', 'unit price', 'price', 'precio de venta'], words: ['precio', 'unitario', 'price'], unless: ['total', 'compra', 'costo', 'cost', 'lista'] },
  currency: { names: ['moneda', 'divisa', 'currency', 'currency code'], words: ['moneda', 'currency'] },
  nationalId: { names: ['cedula', 'documento', 'documento cliente', 'identificacion', 'nit', 'rut', 'dni', 'cc', 'id cliente', 'cliente id', 'national id', 'tax id', 'customer id'], words: ['cedula', 'documento', 'identificacion', 'nit', 'rut', 'dni'], unless: ['tipo', 'type', 'fecha'] },
  customer: { names: ['cliente', 'nombre cliente', 'nombre del cliente', 'comprador', 'razon social', 'customer', 'customer name', 'client', 'buyer'], words: ['cliente', 'customer', 'comprador'], unless: ['id', 'codigo', 'tipo', 'correo', 'email', 'telefono', 'phone'] },
  channel: { names: ['canal', 'canal de venta', 'origen', 'channel', 'sales channel', 'source'], words: ['canal', 'channel'] },
  fulfilment: { names: ['estado', 'estado venta', 'estado de la venta', 'estado pedido', 'status', 'state', 'order status', 'fulfilment'], words: ['estado', 'status'], unless: ['pago', 'payment'] },
  payment: { names: ['pago', 'estado pago', 'estado del pago', 'payment', 'payment status'], words: ['pago', 'payment'], unless: ['fecha', 'forma', 'medio', 'metodo', 'method', 'date', 'total'] },
}
