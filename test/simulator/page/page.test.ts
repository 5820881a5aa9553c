import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

const FOLDER = new URL('../../../src/simulator/page/', import.meta.url)

interface Branch {
  entity: { type: string }
  text: string
  children: (string | Branch)[]
}
interface Entity {
  type: string
  offset: number
  length: number
}
interface EntitiesModule {
  entityTree: (text: string, entities: Entity[]) => (string | Branch)[]
  safeAddress: (address: string) => string | null
}
interface WordsModule {
  STRINGS: Record<'zh' | 'en', Record<string, string>>
}

// The page is plain JavaScript for the browser, so its modules carry no types of their own.
const { entityTree, safeAddress } = (await import(
  new URL('entities.js', FOLDER).href
)) as EntitiesModule
const { STRINGS } = (await import(new URL('i18n.js', FOLDER).href)) as WordsModule

describe('the text of a message on the demo page', () => {
  it('keeps every character, in order, whatever the entities are', () => {
    const text = '✅ 答对了😀 A. 八小时'
    const tree = entityTree(text, [
      { type: 'bold', offset: 2, length: 3 },
      { type: 'italic', offset: 4, length: 6 },
      { type: 'code', offset: 9, length: 100 },
    ])
    expect(flat(tree)).toBe(text)
  })

  it('nests an entity that lies inside another', () => {
    const tree = entityTree('一二三四', [
      { type: 'bold', offset: 1, length: 1 },
      { type: 'blockquote', offset: 0, length: 4 },
    ])
    expect(shape(tree)).toBe('blockquote(一 bold(二) 三四)')
  })

  it('cuts an entity at the border of one that it overlaps', () => {
    const tree = entityTree('一二三四', [
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 2, length: 2 },
    ])
    expect(shape(tree)).toBe('bold(一二 italic(三)) italic(四)')
  })

  it('gives two entities over the same words both effects', () => {
    const tree = entityTree('答案', [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'underline', offset: 0, length: 2 },
    ])
    expect(shape(tree)).toBe('bold(underline(答案))')
  })

  it('counts an emoji as two units, as Telegram does', () => {
    const tree = entityTree('😀条文', [{ type: 'bold', offset: 2, length: 2 }])
    expect(shape(tree)).toBe('😀 bold(条文)')
  })

  it('drops an entity that lies outside the text', () => {
    expect(entityTree('答案', [{ type: 'bold', offset: 5, length: 2 }])).toEqual(['答案'])
  })

  it('opens web, mail and Telegram addresses only', () => {
    expect(safeAddress('https://example.org/a')).toBe('https://example.org/a')
    expect(safeAddress('tg://user?id=1')).toBe('tg://user?id=1')
    expect(safeAddress('javascript:alert(1)')).toBeNull()
    expect(safeAddress('data:text/html,x')).toBeNull()
    expect(safeAddress('not an address')).toBeNull()
  })
})

describe('the demo page', () => {
  it('says everything in both languages', () => {
    expect(Object.keys(STRINGS.en)).toEqual(Object.keys(STRINGS.zh))
  })

  it('finds a text for every word that it uses', () => {
    const used = sources('js').flatMap(({ text }) => [
      ...[...text.matchAll(/\bt\('(\w+)'/g)].map((match) => match[1]),
      ...[...text.matchAll(/say: \{([^}]*)\}/g)].flatMap((match) =>
        [...(match[1] ?? '').matchAll(/: '(\w+)'/g)].map((word) => word[1]),
      ),
    ])
    expect(used.length).toBeGreaterThan(20)
    expect(used.filter((key) => key && !(key in STRINGS.zh))).toEqual([])
  })

  it('asks nothing of another server and parses no text as HTML', () => {
    for (const { name, text } of sources('js', 'css', 'html')) {
      const addresses = [...text.matchAll(/https?:\/\/(?!www\.w3\.org)[\w.-]+/g)].map(
        ([address]) => address,
      )
      expect({ name, addresses }).toEqual({ name, addresses: [] })
      expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/)
    }
  })

  it('has every file that it names', () => {
    const files = readdirSync(FOLDER)
    const named = sources('js', 'html').flatMap(({ text }) =>
      [...text.matchAll(/(?:from '\.\/|href="|src=")([\w.-]+)['"]/g)].map((match) => match[1]),
    )
    expect(named.filter((name) => name && !files.includes(name))).toEqual([])
  })
})

function flat(tree: (string | Branch)[]): string {
  return tree.map((node) => (typeof node === 'string' ? node : flat(node.children))).join('')
}

function shape(tree: (string | Branch)[]): string {
  return tree
    .map((node) =>
      typeof node === 'string' ? node.trim() : `${node.entity.type}(${shape(node.children)})`,
    )
    .join(' ')
}

function sources(...extensions: string[]): { name: string; text: string }[] {
  return readdirSync(FOLDER)
    .filter((name) => extensions.some((extension) => name.endsWith(`.${extension}`)))
    .map((name) => ({ name, text: readFileSync(fileURLToPath(new URL(name, FOLDER)), 'utf8') }))
}
