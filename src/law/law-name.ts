import { lawTitle } from '../shared/law-title.ts'
import { bareTitle } from './formats/head.ts'
import { shortNames } from './short-names.ts'

/**
 * One spelling for all the ways a law is called: without 《》, spaces, the date of a text in brackets
 * and 中华人民共和国. Two names of one law have the same key.
 */
export function lawKey(name: string): string {
  const plain = name.normalize('NFKC').replace(/[\s《》〈〉<>“”"]/g, '')
  return lawTitle(bareTitle(plain).normalize('NFKC'))
}

/** The other names by which a law of this title is known, its title without 中华人民共和国 first. */
export function aliasesOf(title: string): string[] {
  const key = lawKey(title)
  const names = [key, ...(shortNames[key] ?? [])]
  return names.filter((name) => name !== title)
}
