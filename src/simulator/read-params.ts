import { badRequest } from './errors.ts'
import { type Form, type Upload, readMultipart } from './multipart.ts'
import type { ApiSchema } from './schema.ts'

export interface ParamsSource {
  method: string
  url: string
  contentType: string
  body: Buffer
}

export interface ReadParams {
  params: Record<string, unknown>
  files: Map<string, Upload>
}

/** A call's parameters from the query and a JSON, urlencoded or multipart body. Throws 400. */
export function readParams(schema: ApiSchema, source: ParamsSource): ReadParams {
  const { method, contentType, body } = source
  const query = new URLSearchParams(source.url.split('?')[1] ?? '')
  const fromQuery = schema.coerce(method, Object.fromEntries(query))
  const type = contentType.toLowerCase()
  if (body.length === 0) return { params: fromQuery, files: new Map() }
  if (type.startsWith('multipart/form-data')) {
    const form = readMultipart(body, contentType)
    const fields = schema.coerce(method, { ...form.fields, ...attached(form) })
    return { params: { ...fromQuery, ...fields }, files: form.files }
  }
  const fields = type.startsWith('application/json')
    ? parseJson(body)
    : schema.coerce(method, Object.fromEntries(new URLSearchParams(body.toString('utf8'))))
  return { params: { ...fromQuery, ...fields }, files: new Map() }
}

/** A file sent as the parameter itself (curl -F photo=@…) reads like one that is attached. */
function attached(form: Form): Record<string, string> {
  const direct = [...form.files.keys()].filter((name) => /^(photo|document)$/.test(name))
  return Object.fromEntries(direct.map((name) => [name, `attach://${name}`]))
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>
    }
  } catch {
    // Told below, like any body that is no JSON object.
  }
  throw badRequest("can't parse JSON object")
}
