import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { parse } from 'yaml'
import { z } from 'zod'

/** A prompt file as it was loaded and checked. */
export interface Prompt {
  id: string
  /** Raised with every change of the text; `prompts/versions.json` keeps the hash of each. */
  version: number
  temperature: number
  maxOutputTokens: number
  /** Untrusted inputs are fenced and may not close their fence. */
  inputs: Record<string, 'trusted' | 'untrusted'>
  system: string
  user: string
  sha256: string
}

/** A prompt file that cannot be used, or inputs that do not fit it: a fault of the program. */
export class PromptRefused extends Error {}

export const promptsFolder = fileURLToPath(new URL('../../prompts', import.meta.url))

const frontMatter = z.strictObject({
  id: z.string().min(1),
  version: z.int().positive(),
  output: z.string().min(1),
  temperature: z.number().min(0).max(2),
  maxOutputTokens: z.int().positive(),
  inputs: z.record(z.string(), z.enum(['trusted', 'untrusted'])),
})

/**
 * Loads `<id>.md`: YAML front matter, then the sections `## system` and `## user` with {{inputs}}.
 * @throws PromptRefused when a part is missing, an input is unknown or an announced one is not used.
 */
export function loadPrompt(id: string, folder: string = promptsFolder): Prompt {
  const file = readFileSync(join(folder, `${id}.md`), 'utf8').replace(/\r\n/g, '\n')
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file)
  const head = frontMatter.safeParse(parts ? parse(parts[1] ?? '') : null)
  if (!head.success) throw new PromptRefused(`prompt ${id}: ${z.prettifyError(head.error)}`)
  const body = /^\s*## system\n([\s\S]*?)\n## user\n([\s\S]*)$/.exec(parts?.[2] ?? '')
  if (!body) throw new PromptRefused(`prompt ${id}: sections "## system" and "## user" are needed`)
  if (head.data.id !== id) throw new PromptRefused(`prompt ${id}: its id is ${head.data.id}`)
  const { output: _, ...rest } = head.data
  const [system, user] = [(body[1] ?? '').trim(), (body[2] ?? '').trim()]
  checkInputs(id, rest.inputs, `${system}\n${user}`)
  return { ...rest, system, user, sha256: hashOf(system, user) }
}

/**
 * The two messages with every input in its place. `fence` names the tag around untrusted inputs and
 * must be unguessable, so that the text cannot close it.
 * @throws PromptRefused when an input is missing or unknown.
 */
export function fillPrompt(
  prompt: Prompt,
  inputs: Record<string, string>,
  fence: string,
): { system: string; user: string } {
  const known = Object.keys(prompt.inputs)
  const wrong = [
    ...known.filter((name) => !(name in inputs)),
    ...Object.keys(inputs).filter((name) => !known.includes(name)),
  ]
  if (wrong.length > 0) throw new PromptRefused(`prompt ${prompt.id}: input ${wrong.join(', ')}`)
  const fill = (text: string) =>
    text.replace(placeholder, (_, name: string) => {
      const value = inputs[name] ?? ''
      return prompt.inputs[name] === 'untrusted' ? fenced(name, value, fence) : value
    })
  return { system: fill(prompt.system), user: fill(prompt.user) }
}

/** `grade-short-answer@3`, as it is kept with every mark. */
export function versionOf({ id, version }: Prompt): string {
  return `${id}@${version}`
}

const placeholder = /\{\{([^{}]*)\}\}/g

function checkInputs(id: string, inputs: Prompt['inputs'], text: string): void {
  const used = new Set([...text.matchAll(placeholder)].map(([, name]) => name ?? ''))
  const unknown = [...used].filter((name) => !(name in inputs))
  const unused = Object.keys(inputs).filter((name) => !used.has(name))
  if (unknown.length > 0)
    throw new PromptRefused(`prompt ${id}: unknown {{${unknown.join('}} {{')}}}`)
  if (unused.length > 0) throw new PromptRefused(`prompt ${id}: unused input ${unused.join(', ')}`)
}

function fenced(name: string, value: string, fence: string): string {
  const text = value.replace(/</g, '＜').replace(/>/g, '＞')
  return `<${name}-${fence}>\n${text}\n</${name}-${fence}>`
}

function hashOf(system: string, user: string): string {
  return createHash('sha256').update(`${system}\n## user\n${user}`).digest('hex')
}
