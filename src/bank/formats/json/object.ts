import type { Draft, DraftKey } from '../draft.ts'
import type { Place } from '../format.ts'
import { headingOf, type Heading, type Role } from '../headers.ts'
import { letterAt, upperLetter } from '../options.ts'
import { rubricSchema } from '../rubric.ts'
import { truthOf } from '../truth.ts'

export type Fields = Record<string, unknown>

interface Field {
  name: string
  value: unknown
  heading: Heading
}

/** Whether an object reads like a question: a stem, and options or a key or a kind. */
export function isQuestionObject(fields: Fields): boolean {
  const found = fieldsOf(fields)
  const stem = stemOf(found)
  const others = found.filter(({ heading }) =>
    ['key', 'options', 'option', 'kind', 'passage'].includes(heading.role),
  )
  return stem !== null && others.some(({ name, value }) => value !== null && name !== stem.name)
}

/** An object as a draft: its fields by what their names mean, in any spelling. */
export function readObject(fields: Fields, place: Place): Draft {
  const found = fieldsOf(fields)
  const stem = stemOf(found)
  const choices = readOptions(found, fields)
  const key = readKey(found, stem)
  const text = (role: Role): string => textOf(best(found, role)?.value)
  const rubric = rubricSchema.safeParse(best(found, 'rubric')?.value)
  return {
    place,
    stem: [text('passage'), instructed(fields, textOf(stem?.value))].filter(Boolean).join('\n'),
    ...choices,
    ...(key === undefined ? {} : { key }),
    ...optional('kind', text('kind')),
    ...optional('explanation', text('explanation')),
    ...optional('difficulty', text('difficulty')),
    ...optional('source', text('source')),
    ...optional('topic', text('topic')),
    ...(rubric.success && rubric.data.length > 0 ? { rubric: rubric.data } : {}),
    ...(found.some(({ heading, value }) => heading.role === 'media' && hasValue(value))
      ? { media: true }
      : {}),
  }
}

function fieldsOf(fields: Fields): Field[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const heading = headingOf(spaced(name))
    return heading ? [{ name, value, heading }] : []
  })
}

/** `optionA`, `option_a` and `OptionA` are read alike by `headingOf`; `isTrueAnswer` needs no more. */
function spaced(name: string): string {
  return name.trim()
}

function stemOf(found: Field[]): Field | null {
  const stems = found.filter(
    ({ heading, value }) =>
      (heading.role === 'stem' || heading.mark === 'Q') &&
      typeof value === 'string' &&
      value.trim() !== '',
  )
  return stems.sort((a, b) => a.heading.rank - b.heading.rank)[0] ?? null
}

function best(found: Field[], role: Role): Field | undefined {
  return found
    .filter(({ heading, value }) => heading.role === role && !heading.mark && hasValue(value))
    .sort((a, b) => a.heading.rank - b.heading.rank)[0]
}

function hasValue(value: unknown): boolean {
  return (
    value !== null &&
    value !== undefined &&
    value !== '' &&
    !(Array.isArray(value) && value.length === 0)
  )
}

/** `{instruction, input, output}`: the instruction asks, the input holds options or a text. */
function instructed(fields: Fields, stem: string): string {
  const { instruction } = fields
  if (typeof instruction !== 'string' || instruction.trim() === '' || stem === instruction)
    return stem
  return /^\s*[（(]?[AＡ][)）.．、:：]/.test(stem) || stem.length < 8
    ? `${instruction}\n${stem}`
    : stem
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('、')
  if (typeof value === 'object' && value !== null) {
    const fields = value as Fields
    return textOf(
      fields['text'] ?? fields['content'] ?? fields['name'] ?? fields['value'] ?? fields['title'],
    )
  }
  return ''
}

function optional(
  name: 'kind' | 'explanation' | 'difficulty' | 'source' | 'topic',
  text: string,
): Partial<Draft> {
  return text === '' ? {} : { [name]: text }
}

function readKey(found: Field[], stem: Field | null): DraftKey | undefined {
  const field = found
    .filter(
      ({ heading, name, value }) =>
        heading.role === 'key' && !heading.mark && hasValue(value) && name !== stem?.name,
    )
    .sort((a, b) => a.heading.rank - b.heading.rank)[0]
  if (field) return indexKey(field) ?? keyOf(field.value)
  const numbered = found.filter(
    ({ heading, value }) => heading.role === 'key' && heading.mark && hasValue(value),
  )
  return numbered.length > 0 ? numbered.map(({ value }) => textOf(value)) : undefined
}

/** A field that calls itself an index counts from 0, as programs do. */
function indexKey({ name, value }: Field): string | null {
  if (!/(index|idx)$/i.test(name)) return null
  const indexes = Array.isArray(value) ? value : [value]
  const letters = indexes.map((index) =>
    Number.isInteger(index) && index >= 0 && index < 26 ? letterAt(Number(index)) : '',
  )
  return letters.includes('') ? null : letters.join('')
}

function keyOf(value: unknown): DraftKey {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) {
    if (value.some(Array.isArray)) {
      return value.map((blank) => (Array.isArray(blank) ? blank.map(textOf) : [textOf(blank)]))
    }
    const [only] = value
    if (value.length === 1 && (typeof only === 'number' || typeof only === 'boolean')) return only
    return value.map(textOf)
  }
  if (typeof value === 'object' && value !== null) {
    const marked = Object.entries(value).filter(([, right]) => right === true || right === 1)
    if (marked.length > 0) return marked.map(([letter]) => letter)
  }
  return textOf(value)
}

type Choices = Pick<Draft, 'options' | 'labels' | 'right'>

function readOptions(found: Field[], fields: Fields): Choices {
  const whole = best(found, 'options')?.value ?? listOfAnswers(fields)
  if (hasValue(whole)) return optionsOf(whole)
  const marked = found
    .filter(
      ({ heading, value }) => heading.role === 'option' && heading.mark !== 'Q' && isText(value),
    )
    .sort((a, b) => order(a) - order(b))
  if (marked.length === 0) return { options: [] }
  return {
    options: marked.map(({ value }) => textOf(value)),
    labels: marked.map(({ heading }) => letterOfMark(heading.mark ?? '')),
  }
}

/** `{"q": …, "a": […], "ans": …}` and `{"question": …, "answers": [{text, correct}]}`. */
function listOfAnswers(fields: Fields): unknown {
  for (const name of ['a', 'answers', 'answer', '答案']) {
    const value = fields[name]
    if (!Array.isArray(value) || value.length < 2) continue
    if (name === 'a' || value.every((element) => typeof element === 'object' && element !== null))
      return value
  }
  return undefined
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

function order({ heading }: Field): number {
  return letterOfMark(heading.mark ?? '').charCodeAt(0)
}

function letterOfMark(mark: string): string {
  const number = Number(mark)
  return Number.isInteger(number) && number > 0 ? letterAt(number - 1) : upperLetter(mark)
}

function optionsOf(value: unknown): Choices {
  if (typeof value === 'string') return { options: [value] }
  if (Array.isArray(value)) return listOptions(value)
  if (typeof value !== 'object' || value === null) return { options: [] }
  const entries = Object.entries(value)
  if (entries.some(([, option]) => typeof option === 'boolean')) {
    return {
      options: entries.map(([text]) => text),
      right: entries.map(([, right]) => right === true),
    }
  }
  return {
    options: entries.map(([, option]) => textOf(option)),
    labels: entries.map(([label]) => label),
  }
}

function listOptions(list: unknown[]): Choices {
  if (list.every(isText)) return { options: list.map(textOf) }
  const read = list.map(readOption)
  const labelled = read.every(({ label }) => label !== undefined)
  const flagged = read.some(({ right }) => right !== undefined)
  return {
    options: read.map(({ text }) => text),
    ...(labelled ? { labels: read.map(({ label }) => label ?? '') } : {}),
    ...(flagged ? { right: read.map(({ right }) => right === true) } : {}),
  }
}

interface ReadOption {
  text: string
  label?: string
  right?: boolean
}

/** `[text, bool]`, `[letter, text]`, `{label, text}`, `{text, correct}`, `{"A": text}`. */
function readOption(option: unknown): ReadOption {
  if (Array.isArray(option)) {
    const [first, second] = option
    if (typeof second === 'boolean') return { text: textOf(first), right: second }
    return { text: textOf(second), label: textOf(first) }
  }
  if (typeof option !== 'object' || option === null) return { text: textOf(option) }
  const entries = Object.entries(option)
  const [only] = entries
  if (entries.length === 1 && only && /^[A-Za-z]$/.test(only[0])) {
    return { label: only[0], text: textOf(only[1]) }
  }
  return readOptionObject(entries)
}

const textNames =
  /^(text|content|optioncontent|optiontext|value|title|name|desc|description|answer|body|内容|选项内容|选项)$/i
const labelNames =
  /^(label|letter|key|id|option|optionid|no|index|code|tag|prefix|opt|mark|order|optionkey|序号|编号|选项|标号)$/i
const rightNames =
  /^(correct|is_?correct|right|is_?right|is_?answer|is_?true|isok|checked|score|fraction|flag|answer|是否正确|正确)$/i

function readOptionObject(entries: [string, unknown][]): ReadOption {
  const text =
    entries.find(([name, value]) => textNames.test(name) && isText(value) && !isLabel(value)) ??
    entries.find(([name, value]) => textNames.test(name) && isText(value)) ??
    entries.find(([, value]) => typeof value === 'string' && !isLabel(value))
  const label = entries.find(
    (entry) => entry !== text && labelNames.test(entry[0]) && isLabel(entry[1]),
  )
  const right = entries.find(
    (entry) => entry !== text && rightNames.test(entry[0]) && rightOf(entry[1]) !== null,
  )
  const is = right ? rightOf(right[1]) : null
  return {
    text: textOf(text?.[1]),
    ...(label ? { label: textOf(label[1]) } : {}),
    ...(is === null ? {} : { right: is }),
  }
}

function isLabel(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z]$/.test(value.trim())
}

function rightOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value > 0
  return typeof value === 'string' ? (/^[01]$/.test(value) ? value === '1' : truthOf(value)) : null
}
