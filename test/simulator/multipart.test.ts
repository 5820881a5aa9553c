import { describe, expect, it } from 'vitest'

import { readMultipart } from '../../src/simulator/multipart.ts'

const TYPE = 'multipart/form-data; boundary=----x'

function body(...parts: string[]): Buffer {
  return Buffer.from(`${parts.map((part) => `------x\r\n${part}\r\n`).join('')}------x--\r\n`)
}

describe('a multipart body', () => {
  it('gives fields and files, with names as Telegram’s own reader sees them', () => {
    const head = 'content-disposition:form-data;name="f";filename='
    const names = [
      ['题库 二.csv', '题库 二.csv'],
      ['"引 \\"号\\".csv"', '引 "号".csv'],
      ['a;b.csv', 'a'],
      ['%E9%A2%98.csv', '题.csv'],
      ['50%.csv', '50%.csv'],
    ]
    for (const [written, read] of names) {
      const form = readMultipart(body(`${head}${written}\r\n\r\na,b`), TYPE)
      expect(form.files.get('f')?.name).toBe(read)
    }
    const form = readMultipart(
      body('Content-Disposition: form-data; name="chat_id"\r\n\r\n7', `${head}a\r\n\r\nx\r\ny`),
      TYPE,
    )
    expect(form.fields).toEqual({ chat_id: '7' })
    expect(Buffer.from(form.files.get('f')?.bytes ?? []).toString()).toBe('x\r\ny')
  })

  it('keeps bytes and empty values as they are', () => {
    const form = readMultipart(body('content-disposition: form-data; name=a\r\n\r\n'), TYPE)
    expect(form.fields).toEqual({ a: '' })
  })

  it('is refused when it is broken', () => {
    expect(() => readMultipart(Buffer.from('------x\r\nabc'), TYPE)).toThrow('cut short')
    expect(() => readMultipart(Buffer.from(''), TYPE)).toThrow('cut short')
    expect(() => readMultipart(body('x: y\r\n\r\n1'), TYPE)).toThrow('Content-Disposition')
    expect(() => readMultipart(body('a\r\n\r\n1'), 'multipart/form-data')).toThrow('boundary')
  })
})
