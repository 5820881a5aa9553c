import { readZip } from '../../../platform/tables-zip.ts'
import { childOf, descendantsOf, elementsOf, parseXml } from '../../../platform/xml.ts'
import { decodeXml } from './xml.ts'

/** The files of a package that may hold questions, in the order of its list of contents. */
export interface Package {
  documents: { name: string; text: string }[]
  /** Files of questions that the list names and the package lacks. */
  missing: string[]
}

/**
 * Opens a content package (`imsmanifest.xml` anywhere). What is read does not depend on the list of
 * contents, which often names files otherwise than the zip does: it gives the order.
 * @throws UnreadableFile as `readZip` does
 */
export async function openPackage(bytes: Uint8Array): Promise<Package> {
  const entries = await readZip(bytes, isDocument)
  const manifests = [...entries.keys()].filter((name) => /(^|\/)imsmanifest\.xml$/i.test(name))
  const listed = manifests.flatMap((name) => listedFiles(name, entries.get(name)))
  const names = [...entries.keys()].filter((name) => !manifests.includes(name))
  const kept = withoutCopies(names)
  const order = new Map(listed.map(({ path }, at) => [loose(path), at]))
  const at = (name: string): number => order.get(loose(name)) ?? listed.length
  const found = new Set(names.map((name) => loose(baseName(name))))
  return {
    documents: kept
      .toSorted((a, b) => at(a) - at(b))
      .map((name) => ({ name, text: decodeXml(entries.get(name) ?? new Uint8Array()) })),
    missing: listed
      .filter(({ path, questions }) => questions && !found.has(loose(baseName(path))))
      .map(({ path }) => path),
  }
}

function isDocument(name: string): boolean {
  if (/(^|\/)__MACOSX\/|(^|\/)\._/.test(name)) return false
  return /\.(xml|qti|dat)$/i.test(name)
}

/** Canvas puts each quiz in twice: whole, and as far as Common Cartridge knows its kinds. */
function withoutCopies(names: string[]): string[] {
  const whole = new Set(
    names.flatMap((name) => /(?:^|\/)non_cc_assessments\/([^/]+)\.xml\.qti$/.exec(name)?.[1] ?? []),
  )
  return names.filter((name) => {
    const quiz = /(?:^|\/)([^/]+)\/assessment_qti\.xml$/.exec(name)?.[1]
    return quiz === undefined || !whole.has(quiz)
  })
}

interface Listed {
  path: string
  questions: boolean
}

/** A list of contents that cannot be read orders nothing. */
function listedFiles(name: string, bytes: Uint8Array | undefined): Listed[] {
  try {
    const root = parseXml(decodeXml(bytes ?? new Uint8Array()))
    const folder = name.replace(/[^/]+$/, '')
    const resources = childOf(root, 'resources')
    return (resources ? elementsOf(resources, 'resource') : []).flatMap((resource) => {
      const type = resource.attributes.get('type') ?? ''
      const questions = /^imsqti_(item_)?xmlv|x-bb-qti-(pool|test|survey)/.test(type)
      const files = descendantsOf(resource, 'file').map((file) => file.attributes.get('href') ?? '')
      const own = resource.attributes.get('href') ?? files[0] ?? ''
      return own === '' ? [] : [{ path: resolvePath(folder, own), questions }]
    })
  } catch {
    return []
  }
}

/** A reference inside a package as the name of an entry; nothing outside can be named. */
export function resolvePath(folder: string, reference: string): string {
  const parts: string[] = []
  for (const part of `${folder}${decodeReference(reference)}`.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function decodeReference(reference: string): string {
  try {
    return decodeURIComponent(reference)
  } catch {
    return reference
  }
}

function baseName(path: string): string {
  return path.replace(/^.*\//, '')
}

/** Names are alike when only case, spaces and the signs that stand for them differ. */
function loose(path: string): string {
  return path.toLowerCase().replace(/[^\p{L}\p{N}/]+/gu, '')
}
