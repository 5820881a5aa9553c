import { readFileSync } from 'node:fs'

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

export interface ApiSchema {
  /** The method's name as Telegram spells it, from any case. */
  methodName(name: string): string | undefined
  /** What is wrong with the parameters, or undefined. */
  problem(method: string, params: Record<string, unknown>): string | undefined
  /** Turns the strings of a query or a form into what the method's schema wants. */
  coerce(method: string, fields: Record<string, string>): Record<string, unknown>
  /** What is wrong with an update that the simulator emits, or undefined. */
  updateProblem(update: unknown): string | undefined
}

interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  $ref?: string
}

interface ApiFile {
  methods: Record<string, { properties: Record<string, Schema>; required?: string[] }>
  update: Schema
  $defs: Record<string, Schema>
}

/**
 * The Bot API 10.3 as JSON Schema (structure from the types that grammY ships). A validator is
 * compiled when a method is first called: all 187 would take seconds. Loaded once per process.
 */
export function loadSchema(): ApiSchema {
  loaded ??= createSchema(readApiFile())
  return loaded
}

let loaded: ApiSchema | undefined

function createSchema(file: ApiFile): ApiSchema {
  // Compiles ten times faster than by default and checks a call in a microsecond just the same.
  const ajv = new Ajv({
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  })
  ajv.addSchema(file, 'api')
  const validators = new Map<string, ValidateFunction>()
  const validator = (pointer: string) => {
    const known = validators.get(pointer)
    if (known) return known
    const fresh = ajv.compile({ $ref: `api#/${pointer}` })
    validators.set(pointer, fresh)
    return fresh
  }
  const names = new Map(Object.keys(file.methods).map((name) => [name.toLowerCase(), name]))
  const check = (pointer: string, value: unknown) => {
    const validate = validator(pointer)
    return validate(value) ? undefined : describe(validate.errors ?? [])
  }
  return {
    methodName: (name) => names.get(name.toLowerCase()),
    problem(method, params) {
      const problem = check(`methods/${method}`, params)
      if (problem !== undefined) return problem
      for (const [name, value] of Object.entries(params)) {
        const fraction = typeof value === 'number' && !Number.isInteger(value)
        if (fraction && !FRACTIONS.has(name)) return `parameter "${name}" must be an integer`
      }
      return undefined
    },
    coerce(method, fields) {
      const properties = file.methods[method]?.properties ?? {}
      return Object.fromEntries(
        Object.entries(fields).map(([name, value]) => {
          const schema = properties[name]
          return [name, schema ? coerceValue(file, schema, value) : value]
        }),
      )
    },
    updateProblem: (update) => check('update', update),
  }
}

/** The schema does not tell Float from Integer; these are the only Floats among parameters. */
const FRACTIONS = new Set(['latitude', 'longitude', 'horizontal_accuracy'])

function readApiFile(): ApiFile {
  return JSON.parse(
    readFileSync(new URL('./bot-api.schema.json', import.meta.url), 'utf8'),
  ) as ApiFile
}

function describe(errors: ErrorObject[]): string {
  // The deepest place says most: a union's errors are reported for every branch of it.
  const deepest = Math.max(...errors.map(depth))
  const worst = errors.find((error) => depth(error) === deepest)
  if (!worst) return 'parameters do not match the schema'
  const place = worst.instancePath.slice(1) || 'parameters'
  const extra: unknown = worst.params['additionalProperty']
  const unknown = typeof extra === 'string' ? ` ("${extra}")` : ''
  return `${place} ${worst.message ?? 'is wrong'}${unknown}`
}

function depth(error: ErrorObject): number {
  return error.instancePath.split('/').length
}

function coerceValue(file: ApiFile, schema: Schema, value: string): unknown {
  const types = acceptedTypes(file, schema)
  if (types.has('string')) {
    return types.has('number') && /^-?\d{1,16}$/.test(value) ? Number(value) : value
  }
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

function acceptedTypes(file: ApiFile, schema: Schema): Set<string> {
  if (schema.$ref) {
    const target = file.$defs[schema.$ref.replace('#/$defs/', '')]
    return target ? acceptedTypes(file, target) : new Set()
  }
  if (schema.anyOf) {
    return new Set(schema.anyOf.flatMap((each) => [...acceptedTypes(file, each)]))
  }
  if (schema.enum) return new Set(schema.enum.map((value) => typeof value))
  if (schema.type) return new Set([schema.type])
  return new Set([typeof schema.const])
}
