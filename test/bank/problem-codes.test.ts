import { readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

const sources = ['src/bank', 'src/platform'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
)
const forms = [
  /\bcode: '([\w-]+)'/g,
  /new UnreadableFile\(\s*'([\w-]+)'/g,
  /'(note-[a-z\d-]+)'/g,
  /return '((?:list|gift|json|moodle|key|xml|file)-[a-z\d-]+)'/g,
  /refuse\(\w+, '([\w-]+)'/g,
]

test('every problem that a reader can name has words in both languages', () => {
  const text = sources.map((name) => readFileSync(name, 'utf8')).join('\n')
  const codes = new Set(forms.flatMap((form) => [...text.matchAll(form)].map(([, code]) => code)))
  expect(codes.size).toBeGreaterThan(60)
  for (const locale of ['zh-CN', 'en']) {
    const known = readFileSync(`locales/${locale}.ftl`, 'utf8')
    const missing = [...codes].filter((code) => !known.includes(`\nproblem-${code} =`))
    expect(missing).toEqual([])
  }
})
