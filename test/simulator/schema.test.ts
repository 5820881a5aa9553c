import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { loadSchema } from '../../src/simulator/schema.ts'

/** The types that the installed grammY compiles against. */
function typesFolder(): string {
  const grammy = createRequire(import.meta.url).resolve('grammy')
  return dirname(createRequire(grammy).resolve('@grammyjs/types/package.json'))
}

describe('the Bot API schema', () => {
  it('has every method that the installed types name', () => {
    const text = readFileSync(join(typesFolder(), 'methods.d.ts'), 'utf8')
    const body = text.slice(text.indexOf('export type ApiMethods<F> = {'))
    const names = [...body.matchAll(/^ {4}([a-z]\w+)(?:\(|: ApiMethods)/gm)].map(
      (match) => match[1] ?? '',
    )
    expect(names.length).toBeGreaterThan(180)
    const schema = loadSchema()
    expect(names.filter((name) => schema.methodName(name) !== name)).toEqual([])
  })

  it('was made from the installed version of the types', () => {
    const { version } = JSON.parse(readFileSync(join(typesFolder(), 'package.json'), 'utf8')) as {
      version: string
    }
    const file = readFileSync(
      new URL('../../src/simulator/bot-api.schema.json', import.meta.url),
      'utf8',
    )
    expect(JSON.parse(file)).toMatchObject({ source: `@grammyjs/types@${version}` })
  })

  it('names the place of what is wrong', () => {
    const schema = loadSchema()
    const markup = { inline_keyboard: [[{ text: 'A' }]] }
    const problem = schema.problem('sendMessage', { chat_id: 7, text: '题', reply_markup: markup })
    expect(problem).toMatch(/^reply_markup\/inline_keyboard\/0\/0 must have required property/)
    expect(schema.problem('sendMessage', { chat_id: 7, text: 1 })).toBe('text must be string')
    expect(schema.problem('sendMessage', { chat_id: 7, text: '题' })).toBeUndefined()
  })

  it('reads the strings of a form as what the method wants', () => {
    const fields = { chat_id: '-100', message_id: '5', text: '7', reply_markup: '{"a":[1]}' }
    expect(loadSchema().coerce('editMessageText', fields)).toEqual({
      chat_id: -100,
      message_id: 5,
      text: '7',
      reply_markup: { a: [1] },
    })
    expect(loadSchema().coerce('sendMessage', { chat_id: '@name', other: 'x' })).toEqual({
      chat_id: '@name',
      other: 'x',
    })
  })
})
