import { describe, expect, it } from 'vitest'

import { loadTexts } from '../../src/platform/texts.ts'
import { chartOf, layOut } from '../../src/report/chart.ts'
import { openPainter } from '../../src/report/draw-chart.ts'
import { countyOf, unitOf } from './summaries.ts'

const t = loadTexts()('zh-CN')
const stations = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    unitOf(`第${index + 1}派出所`, { done: index, madeUp: 1, missed: count - index, excused: 2 }),
  )

describe('a leader who asks for a picture', () => {
  it('gets a PNG that Telegram shows, and the same one again', async () => {
    const paint = openPainter()
    const png = await paint(chartOf(t, countyOf(stations(3))))
    const header = Buffer.from(png)
    expect(header.subarray(1, 4).toString()).toBe('PNG')
    expect(header.readUInt32BE(16)).toBe(1080)
    expect(header.readUInt32BE(20)).toBeGreaterThan(300)
    expect(header.readUInt32BE(20)).toBeLessThan(1000)
    expect(png.length).toBeGreaterThan(10_000)
    expect(await paint(chartOf(t, countyOf(stations(3))))).toBe(png)
  })

  it('sees the worst first, with the rate and who was excused at the end of the bar', () => {
    const { bars } = chartOf(
      t,
      countyOf([
        unitOf('甲所', { done: 3 }),
        unitOf('乙所', { excused: 5 }),
        unitOf('丙所', { done: 2, missed: 1, excused: 1 }),
      ]),
    )
    expect(bars.map(({ name, label }) => `${name}：${label}`)).toEqual([
      '丙所：66.6% 免训 1',
      '甲所：100%',
      '乙所：没有应训人员，免训 5',
    ])
  })

  it('of forty units and more reads the forty worst, no higher than Telegram keeps', () => {
    const chart = chartOf(t, countyOf(stations(45)))
    expect(chart.bars).toHaveLength(40)
    expect(chart.note).toBe('另有 5 个单位，见 Excel。')
    expect(layOut(chart).height).toBeLessThanOrEqual(2560)
  })
})
