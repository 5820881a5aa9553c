import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'

import { checkQuestion } from '../../src/bank/formats/limits.ts'
import { readBank } from '../../src/bank/formats/read-bank.ts'
import { readZip } from '../../src/platform/tables-zip.ts'
import type { Question } from '../../src/shared/question.ts'
import { storedZip } from './zip.ts'

/** A file to damage, with the entries of a zip beside it: damage inside is what its reader sees. */
export interface Specimen {
  name: string
  bytes: Uint8Array
  entries: Map<string, Buffer> | null
}

/** Real files of at most `limit` bytes, so that thousands of cases take minutes. */
export async function loadSpecimens(folder: string, limit: number): Promise<Specimen[]> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const specimens: Specimen[] = []
  for (const name of names) {
    const path = join(folder, name)
    const { size } = statSync(path)
    if (!statSync(path).isFile() || size > limit) continue
    const bytes = readFileSync(path)
    const entries = await readZip(bytes, () => true).catch(() => null)
    specimens.push({ name, bytes, entries: entries?.size ? entries : null })
  }
  return specimens
}

const starts = [
  'PK\u0003\u0004',
  '\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1',
  'SQLite format 3\0',
  '\u00FF\u00FE',
  '<quiz>',
  '<?xml version="1.0"?><assessmentItem>',
  '[{"question":',
  '::名::题{',
  '一、单选题\n1．',
  '题干,选项A,选项B,答案\n',
]

/** Bytes of no file: noise, mostly behind the first bytes of a known format. */
const noise: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.option(fc.constantFrom(...starts)),
    fc.oneof(fc.uint8Array({ maxLength: 2000 }), fc.string({ unit: 'grapheme', maxLength: 600 })),
  )
  .map(([start, rest]) => Buffer.concat([Buffer.from(start ?? '', 'latin1'), Buffer.from(rest)]))

/** Things that are put into files to break their readers. */
const poison = fc.constantFrom(
  '<!DOCTYPE a [<!ENTITY b "&b;&b;">]>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
  '&undefined;',
  '__proto__',
  '{"__proto__":{"x":1}}',
  '='.repeat(300),
  '('.repeat(3000),
  '['.repeat(3000),
  '<a>'.repeat(3000),
  '{'.repeat(3000),
  '{1:SA:=',
  '\\',
  '\u0000',
  '\uD800',
  '\uFEFF',
  '"',
  '1．'.repeat(500),
  '（　）'.repeat(500),
  'A．甲B．乙'.repeat(200),
  '答案：'.repeat(300),
  ' '.repeat(5000),
  '____'.repeat(500),
  '\t'.repeat(17_000),
  '9'.repeat(400),
)

type Damage = (bytes: Uint8Array) => Uint8Array

const damage: fc.Arbitrary<Damage> = fc.oneof(
  cut((bytes, from) => bytes.subarray(0, from)),
  cut((bytes, from, to) => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])),
  cut((bytes, from, to) => Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)])),
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), poison)
    .map(([at, text]) => (bytes: Uint8Array) => {
      const from = Math.floor(at * bytes.length)
      return Buffer.concat([bytes.subarray(0, from), Buffer.from(text), bytes.subarray(from)])
    }),
  fc
    .array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
      minLength: 1,
      maxLength: 30,
    })
    .map((flips) => (bytes: Uint8Array) => {
      const changed = Uint8Array.from(bytes)
      for (const [at, value] of flips) changed[Math.floor(at * bytes.length)] = value
      return changed
    }),
)

function cut(
  change: (bytes: Uint8Array, from: number, to: number) => Uint8Array,
): fc.Arbitrary<Damage> {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  return fc.tuple(share, share).map(([one, other]) => (bytes: Uint8Array) => {
    const from = Math.floor(Math.min(one, other) * bytes.length)
    return change(bytes, from, Math.ceil(Math.max(one, other) * bytes.length))
  })
}

/** A file as it might arrive: noise, or a real one damaged outside or, for a zip, inside. */
export function hostileFiles(specimens: Specimen[]): fc.Arbitrary<Uint8Array> {
  if (specimens.length === 0) return noise
  const mutated = fc
    .tuple(
      fc.constantFrom(...specimens),
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.boolean(),
    )
    .map(([specimen, damages, which, isInside]) => {
      const apply = (bytes: Uint8Array) => damages.reduce((file, harm) => harm(file), bytes)
      const { entries } = specimen
      if (!entries || !isInside) return apply(specimen.bytes)
      const names = [...entries.keys()]
      const victim = names[Math.floor(which * names.length)]
      return storedZip(
        Object.fromEntries(
          [...entries].map(([name, bytes]) => [name, name === victim ? apply(bytes) : bytes]),
        ),
      )
    })
  return fc.oneof({ arbitrary: noise, weight: 1 }, { arbitrary: mutated, weight: 4 })
}

/**
 * Reads a file and says what is wrong with how it was read; no fault means that it was refused with
 * a reason or read into questions that can be asked.
 */
export async function examine(
  bytes: Uint8Array,
): Promise<{ questions: number; fault: string | null }> {
  const { items, problems } = await readBank(bytes)
  const questions = items.length
  if (questions === 0 && problems.length === 0) {
    return { questions, fault: 'neither questions nor a reason' }
  }
  if (problems.some(({ code }) => code === '')) return { questions, fault: 'a nameless problem' }
  const faults = items.map(({ question }) => faultOf(question))
  return { questions, fault: faults.find((fault) => fault !== null) ?? null }
}

function faultOf(question: Question): string | null {
  const refused = checkQuestion(question)
  if (refused) return `a question that cannot be asked: ${refused.code}`
  if (question.stem.trim() === '') return 'a question without words'
  if (question.kind !== 'single' && question.kind !== 'multiple') return null
  const outside = question.key.some((index) => question.options[index] === undefined)
  return question.key.length === 0 || outside ? 'a key outside the options' : null
}
