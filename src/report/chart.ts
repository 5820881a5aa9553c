import type { EChartsOption, TitleComponentOption, YAXisComponentOption } from 'echarts'

import type { UnitNumbers } from '../quiz/participation.ts'
import type { Translate } from '../shared/locale.ts'
import type { Summary } from './summarise-unit.ts'
import { daysOf, nameOf, percentOf, worstFirst } from './wording.ts'

/** Everything a picture shows, as plain data: what the worker gets and what the cache compares. */
export interface Chart {
  title: string
  subtitle: string
  legend: { done: string; madeUp: string; missed: string }
  /** Worst first. */
  bars: Bar[]
  /** A line below the bars, when not every unit is drawn. */
  note: string
}

interface Bar {
  name: string
  done: number
  madeUp: number
  missed: number
  /** At the end of the bar: the rate, and who was excused. */
  label: string
}

/** Telegram keeps 2,560 pixels of a side: more rows would shrink the writing. */
const maxBars = 40

/** The participation of each unit below as a chart. */
export function chartOf(t: Translate, summary: Summary): Chart {
  const units = worstFirst(summary.children)
  const more = units.length - maxBars
  return {
    title: nameOf(t, summary),
    subtitle: t('report-chart-subtitle', {
      days: daysOf(t, summary),
      rate: percentOf(summary),
      finished: summary.done + summary.madeUp,
      due: summary.due,
    }),
    legend: {
      done: t('report-column-done'),
      madeUp: t('report-column-made-up'),
      missed: t('report-column-missed'),
    },
    bars: units.slice(0, maxBars).map((unit) => barOf(t, unit)),
    note: more > 0 ? t('report-more-children', { count: more }) : '',
  }
}

function barOf(t: Translate, unit: UnitNumbers): Bar {
  const { done, madeUp, missed, excused, due } = unit
  return {
    name: nameOf(t, unit),
    done,
    madeUp,
    missed,
    label:
      due === 0
        ? t('report-chart-none-due', { excused })
        : t('report-chart-label', { rate: percentOf(unit), excused }),
  }
}

/** Pixels. 1,080 wide is three per point on a phone, so 30 here is read as 10. */
const width = 1080
const fontSize = { title: 40, text: 30 }
const margin = { top: 200, bottom: 70, side: 40 }
const lineHeight = 38
const titleLine = 52
const barHeight = 34
const maxNameWidth = 390
const endWidth = 290

/** Okabe and Ito's palette: told apart by every kind of colour vision, and by lightness in print. */
const colours = { done: '#0072B2', madeUp: '#56B4E9', missed: '#E69F00' }

/**
 * The size in pixels and the ECharts option of a chart. Every bar has the same length, so that units
 * of different size can be compared; the parts carry their counts.
 */
export function layOut(chart: Chart): { width: number; height: number; option: EChartsOption } {
  const nameWidth = Math.min(
    maxNameWidth,
    Math.max(120, ...chart.bars.map(({ name }) => widthOf(name))),
  )
  const lines = Math.max(1, ...chart.bars.map(({ name }) => linesOf(name, nameWidth)))
  const rowHeight = Math.max(barHeight + 20, lines * lineHeight + 14)
  const top = margin.top + titleRise(chart)
  const height = top + Math.max(1, chart.bars.length) * rowHeight + margin.bottom
  return {
    width,
    height,
    option: {
      animation: false,
      backgroundColor: '#fff',
      textStyle: { fontFamily: 'Noto Sans SC', fontSize: fontSize.text, color: '#222' },
      title: titles(chart),
      legend: { ...legend, top: legend.top + titleRise(chart) },
      grid: {
        left: margin.side + nameWidth + 16,
        right: endWidth,
        top,
        bottom: margin.bottom,
      },
      xAxis: { type: 'value', max: 1, show: false },
      yAxis: nameAxis(chart, nameWidth),
      series: [
        part(chart, 'done', { color: '#fff' }),
        part(chart, 'madeUp', { color: '#222' }),
        part(chart, 'missed', { color: '#222' }),
        ends(chart),
      ],
    },
  }
}

const legend = {
  top: 138,
  left: margin.side - 6,
  itemWidth: 34,
  itemHeight: 26,
  itemGap: 36,
  selectedMode: false,
  textStyle: { fontSize: fontSize.text },
}

function titles(chart: Chart): TitleComponentOption[] {
  return [
    {
      text: chart.title,
      subtext: chart.subtitle,
      left: margin.side - 6,
      top: 20,
      textStyle: {
        fontSize: fontSize.title,
        color: '#222',
        width: width - 2 * margin.side,
        overflow: 'break',
        lineHeight: titleLine,
      },
      subtextStyle: { fontSize: fontSize.text, color: '#444' },
    },
    {
      text: chart.note,
      left: margin.side - 6,
      bottom: 16,
      textStyle: { fontSize: fontSize.text, fontWeight: 'normal', color: '#444' },
    },
  ]
}

function nameAxis(chart: Chart, nameWidth: number): YAXisComponentOption {
  return {
    type: 'category',
    inverse: true,
    data: chart.bars.map(({ name }) => name),
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: {
      interval: 0,
      fontSize: fontSize.text,
      lineHeight,
      width: nameWidth,
      overflow: 'break',
      color: '#222',
    },
  }
}

function part(chart: Chart, field: 'done' | 'madeUp' | 'missed', label: { color: string }) {
  return {
    type: 'bar' as const,
    name: chart.legend[field],
    stack: 'all',
    barWidth: barHeight,
    color: colours[field],
    data: chart.bars.map((bar) => {
      const share = bar[field] / Math.max(1, bar.done + bar.madeUp + bar.missed)
      // A count is written where its part has room for it.
      const fits = share * 400 > 24 * `${bar[field]}`.length
      return {
        value: share,
        label: { show: fits, formatter: `${bar[field]}`, fontSize: 26, ...label },
      }
    }),
  }
}

/** A part without length that carries the writing behind the bar. */
function ends(chart: Chart) {
  return {
    type: 'bar' as const,
    stack: 'all',
    silent: true,
    data: chart.bars.map(({ label, ...bar }) => {
      const isEmpty = bar.done + bar.madeUp + bar.missed === 0
      return {
        value: 0,
        label: {
          show: true,
          position: isEmpty ? ('insideLeft' as const) : ('right' as const),
          align: 'left' as const,
          formatter: label,
          fontSize: fontSize.text,
          color: '#222',
        },
      }
    }),
  }
}

/** What a title of more than one line pushes the rest down by. */
function titleRise({ title }: Chart): number {
  const perLine = ((width - 2 * margin.side) * fontSize.text) / fontSize.title
  return (linesOf(title, perLine) - 1) * titleLine
}

function linesOf(text: string, lineWidth: number): number {
  return Math.max(1, Math.ceil(widthOf(text) / lineWidth))
}

/** Chinese characters are as wide as they are high, Latin letters about 0.6 of it. */
function widthOf(text: string): number {
  const ems = [...text].reduce((sum, char) => sum + (/[\u0020-\u024f]/.test(char) ? 0.6 : 1), 0)
  return Math.ceil(ems * fontSize.text)
}
