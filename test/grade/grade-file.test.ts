import { describe, expect, it } from 'vitest'

import { badGradeFileText } from '../../src/grade/bad-file-text.ts'
import { BadGradeFile, gradeFile } from '../../src/grade/grade-file.ts'
import { builtInGrader } from '../../src/grade/grader.ts'
import type { GradeInput, Grader } from '../../src/grade/grader.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { locales } from '../../src/shared/locale.ts'

const line = (answer: string) =>
  JSON.stringify({
    question: '人数？',
    points: [
      { id: 'p1', weight: 40, text: '不得少于二人', keywords: [], quantities: ['2人'] },
      { id: 'p2', weight: 60, text: '出示证件', keywords: [['证件']], quantities: [] },
    ],
    answer,
  })

const slowForTwo: Grader = async (input: GradeInput) => {
  if (input.answer === '两人') await new Promise((resolve) => setTimeout(resolve, 20))
  return await builtInGrader()(input)
}

describe('a file of answers', () => {
  it('comes back as rows in its own order', async () => {
    const text = `\uFEFF${line('两人')}\r\n\r\n${line('出示证件')}\n${line('')}\n`
    expect(await gradeFile(builtInGrader(), text)).toEqual([
      {
        score: 40,
        max: 100,
        points: [
          { id: 'p1', hit: true, quote: '两人' },
          { id: 'p2', hit: false, quote: null },
        ],
        provisional: false,
        flags: [],
      },
      expect.objectContaining({ score: 60 }),
      expect.objectContaining({ score: 0 }),
    ])
  })

  it('keeps its order when later answers are marked sooner', async () => {
    const rows = await gradeFile(slowForTwo, [line('两人'), line('证件')].join('\n'))
    expect(rows.map(({ score }) => score)).toEqual([40, 60])
  })

  it.each([
    ['not-json', 2, `${line('两人')}\n{oops`],
    ['bad-shape', 3, `${line('两人')}\n\n{"question":"?","points":[],"answer":""}`],
    ['bad-shape', 1, line('两人').replace('"weight":40', '"weight":"40"')],
    ['same-id-twice', 1, line('两人').replace('"p2"', '"p1"')],
    ['empty-file', 0, ' \n'],
  ])('is refused whole, naming the line: %s', async (reason, number, text) => {
    let marked = 0
    const grader: Grader = (input) => {
      marked += 1
      return builtInGrader()(input)
    }
    const refusal = await gradeFile(grader, text).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(BadGradeFile)
    expect(refusal).toMatchObject({ line: number, reason })
    expect(marked).toBe(0)
  })
})

describe('what the person is told', () => {
  it.each(locales)('names the line and the field (%s)', async (locale) => {
    const t = loadTexts()(locale)
    const refusal = await gradeFile(builtInGrader(), '{"question":"?","points":[{}]}').catch(
      (error: unknown) => error,
    )
    if (!(refusal instanceof BadGradeFile)) throw new Error('not refused')
    const text = badGradeFileText(t, refusal)
    expect(text).toContain('1')
    expect(text).toContain('points.0.id')
  })
})
