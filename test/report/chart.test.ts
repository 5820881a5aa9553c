import { describe, expect, it } from 'vitest'

import { loadTexts } from '../../src/platform/texts.ts'
import { coloursOf } from '../../src/report/chart-theme.ts'
import { chartOf, layOut } from '../../src/report/chart.ts'
import { openPainter } from '../../src/report/draw-chart.ts'
import type { Summary } from '../../src/report/summarise-unit.ts'
import { worstFirst } from '../../src/report/wording.ts'
import { countyOf, unitOf } from './summaries.ts'

const t = loadTexts()('zh-CN')
const plain = (summary: Summary) => chartOf(t, summary, { ranked: false })
const stations = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    unitOf(`第${index + 1}派出所`, { done: index, madeUp: 1, missed: count - index, excused: 2 }),
  )

/** The contrast of two colours after WCAG 2, 1 to 21. */
function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe('a leader who asks for a picture', () => {
  it('gets a PNG that Telegram shows, and the same one again', async () => {
    const paint = openPainter()
    const drawing = { chart: plain(countyOf(stations(3))), theme: 'light' as const }
    const png = await paint(drawing)
    const header = Buffer.from(png)
    expect(header.subarray(1, 4).toString()).toBe('PNG')
    expect(header.readUInt32BE(16)).toBe(1080)
    expect(header.readUInt32BE(20)).toBeGreaterThan(300)
    expect(header.readUInt32BE(20)).toBeLessThan(1000)
    expect(png.length).toBeGreaterThan(10_000)
    expect(await paint({ ...drawing, theme: 'light' })).toBe(png)
  })

  it('sees the worst first, with the rate and who was excused at the end of the bar', () => {
    const { bars } = plain(
      countyOf([
        unitOf('甲所', { done: 3 }),
        unitOf('乙所', { excused: 5 }),
        unitOf('丙所', { done: 2, missed: 1, excused: 1 }),
      ]),
    )
    expect(bars.map(({ name, ends }) => [name, ...Object.values(ends)])).toEqual([
      ['丙所', '66.6%', '2/3', '1'],
      ['甲所', '100%', '3/3', '0'],
      ['乙所', '–', '无应训', '5'],
    ])
  })

  it('finds exactly the numbers of the summary in the bars', () => {
    const units = stations(9).map((unit, index) => ({
      ...unit,
      open: Math.min(index, unit.missed),
    }))
    const { bars } = plain(countyOf(units))
    for (const unit of units) {
      const bar = bars.find(({ name }) => name === unit.name)
      expect(bar).toMatchObject({
        done: unit.done,
        madeUp: unit.madeUp,
        open: unit.open,
        missed: unit.missed - unit.open,
      })
    }
  })

  it('reads only of what occurs, and of what may still be finished today as that', () => {
    const names = (units: Parameters<typeof countyOf>[0]) =>
      plain(countyOf(units)).parts.map(({ name }) => name)
    expect(names([unitOf('甲所', { done: 3, missed: 2, open: 2 })])).toEqual(['已训', '尚未完成'])
    expect(names([unitOf('甲所', { done: 3, madeUp: 1, missed: 2 })])).toEqual([
      '已训',
      '补训',
      '未训',
    ])
  })

  it('sees places only where the bureau has turned them on, and is told so', () => {
    const county = countyOf([
      unitOf('甲所', { done: 1, missed: 1 }),
      unitOf('乙所', { done: 2 }),
      unitOf('丙所', { done: 4 }),
    ])
    expect(plain(county).bars.map(({ name }) => name)).toEqual(['甲所', '乙所', '丙所'])
    expect(plain(county).subtitle).not.toContain('排名')
    const ranked = chartOf(t, county, { ranked: true })
    expect(ranked.bars.map(({ name }) => name)).toEqual([
      '第 3 名 甲所',
      '第 1 名 乙所',
      '第 1 名 丙所',
    ])
    expect(ranked.subtitle).toContain('已开启排名')
  })

  it('of forty units and more reads the forty worst, no higher than Telegram keeps', () => {
    const chart = plain(countyOf(stations(45)))
    expect(chart.bars).toHaveLength(40)
    expect(chart.note).toBe('另有 5 个单位，见 Excel。')
    expect(layOut(chart, 'light').height).toBeLessThanOrEqual(2560)
  })

  it('of units with long names reads each name whole', () => {
    const units = stations(45).map((unit) => ({
      ...unit,
      name: `襄阳市公安局襄州区分局${unit.name}`,
    }))
    const chart = plain(countyOf(units))
    expect(layOut(chart, 'light').height).toBeLessThanOrEqual(2560)
    const shown = chart.bars.map(({ name }) => name)
    expect(shown).toEqual(
      worstFirst(units)
        .slice(0, shown.length)
        .map(({ name }) => name),
    )
    expect(chart.note).toBe(`另有 ${45 - shown.length} 个单位，见 Excel。`)
  })

  it.each(['light', 'dark'] as const)('can read the counts on their colours (%s)', (theme) => {
    const { text, faint, background, ...colours } = coloursOf[theme]
    const pairs: [string, string][] = [
      [text, background],
      [faint, background],
      [colours.onDone, colours.done],
      [colours.onOther, colours.madeUp],
      [colours.onOther, colours.missed],
      [colours.onOpen, colours.open],
    ]
    for (const [ink, paper] of pairs) expect(contrastOf(ink, paper)).toBeGreaterThanOrEqual(4.5)
  })
})
