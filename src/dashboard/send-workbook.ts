import type { Context } from 'hono'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Hands a workbook to the browser to keep, under a name of any writing. */
export function sendWorkbook(c: Context, name: string, bytes: Uint8Array): Response {
  const encoded = encodeURIComponent(`${name}.xlsx`).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': workbookType,
    'content-disposition': `attachment; filename="chenxun.xlsx"; filename*=UTF-8''${encoded}`,
  })
}
