import { expect, it } from 'vitest'

import { loadTexts } from '../../src/platform/texts.ts'
import { articleChangeText } from '../../src/shared/article-change-text.ts'
import { clip } from '../../src/shared/screen.ts'

const t = loadTexts()('zh-CN')

it('a heavily revised article still fits beside its question', () => {
  const clauses = (every: string) =>
    Array.from({ length: 120 }, (_, index) =>
      index % 2 === 0 ? `第${index}处的话没有变动也不短，` : `${every}${index}处改成了别的说法。`,
    ).join('')
  const change = {
    kind: 'changed' as const,
    from: '5',
    before: clauses('旧'),
    after: clauses('新'),
  }
  const text = articleChangeText(t, change, 350).replace(/<[^>]*>/g, '')
  expect(text.length).toBeLessThan(900)
})

it('nothing fits into no room', () => {
  expect(clip('三个字', 0)).toBe('')
  expect(clip('三个字', 2)).toBe('三…')
})
