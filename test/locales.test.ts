import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { FluentResource } from '@fluent/bundle'
import { describe, expect, it } from 'vitest'

const keysOf = (locale: string) =>
  new FluentResource(readFileSync(`locales/${locale}.ftl`, 'utf8')).body.map(({ id }) => id)

const variablesOf = (locale: string) => {
  const text = readFileSync(`locales/${locale}.ftl`, 'utf8')
  const messages = text.split(/\n(?=[a-z][\w-]* = ?)/)
  return new Map(
    messages.map((message) => [
      /^([a-z][\w-]*) =/m.exec(message)?.[1] ?? '',
      [...new Set([...message.matchAll(/\$([A-Za-z]+)/g)].map(([, name]) => name))].sort(),
    ]),
  )
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n')

describe('the texts people see', () => {
  it('exist in Chinese and English under the same keys', () => {
    expect(keysOf('en').sort()).toEqual(keysOf('zh-CN').sort())
  })

  it('have no key twice', () => {
    const keys = keysOf('zh-CN')
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('speak of the same things in both languages', () => {
    const [zh, en] = [variablesOf('zh-CN'), variablesOf('en')]
    const differing = [...zh].filter(([key, names]) => String(en.get(key)) !== String(names))
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it('exist for every key that the program names', () => {
    const named = [...sources.matchAll(/\bt\(\s*'([\w-]+)'/g)].map(([, key = '']) => key)
    const keys = new Set(keysOf('zh-CN'))
    expect([...new Set(named)].filter((key) => !keys.has(key))).toEqual([])
  })

  it('are all used', () => {
    const templates = [...sources.matchAll(/`([a-z]+(?:-[a-z]+)*-)\$\{/g)].map(
      ([, start = '']) => start,
    )
    const unused = keysOf('zh-CN').filter(
      (key) => !sources.includes(`'${key}'`) && !templates.some((start) => key.startsWith(start)),
    )
    expect(unused).toEqual([])
  })

  it('are calm: no exclamation marks in Chinese', () => {
    expect(readFileSync('locales/zh-CN.ftl', 'utf8')).not.toMatch(/[！!]/)
  })
})
