import type { CustomerField, ProductField } from '../../contract/catalogue.ts'
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
