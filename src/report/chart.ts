import type { EChartsOption, TitleComponentOption, YAXisComponentOption } from 'echarts'

import type { Translate } from '../shared/locale.ts'
import {
  barHeight,
  columnsOf,
  fontSize,
  headsHeight,
  lineHeight,
  margin,
  mostBars,
  rowsOf,
  titleLine,
  titleRise,
  width,
  widthOf,
  type Columns,
  type Ends,
} from './chart-size.ts'
import { coloursOf, type Colours, type Theme } from './chart-theme.ts'
import type { FairNumbers } from './fair-numbers.ts'
import type { Summary } from './summarise-unit.ts'
import { daysOf, nameOf, percentOf, placeOf, worstFirst } from './wording.ts'

/** Everything a picture shows, as plain data: what the worker gets and what the cache compares. */
export interface Chart {
  title: string
  subtitle: string
  /** The parts of a bar that occur, in their order, by name. */
  parts: { part: Part; name: string }[]
  /** What stands above the columns behind the bars. */
  heads: Ends
  /** Who needs help first. */
  bars: Bar[]
  /** A line below the bars, when not every unit is drawn. */
  note: string
}

const parts = ['done', 'madeUp', 'open', 'missed'] as const
type Part = (typeof parts)[number]

/** Officer-days; `missed` without those that are still open. */
interface Bar extends Record<Part, number> {
  name: string
  ends: Ends
}

/** The participation of each unit below as a chart. Pure: the page in a browser draws the same. */
export function chartOf(t: Translate, summary: Summary, { ranked }: { ranked: boolean }): Chart {
  const bars = worstFirst(summary.children).map((unit) =>
    barOf(t, { unit, place: ranked && unit.due > 0 ? placeOf(unit, summary.children) : null }),
  )
  const fitting = bars.slice(0, mostBars(bars))
  const more = bars.length - fitting.length
  return {
    title: nameOf(t, summary),
    subtitle: [subtitleOf(t, summary), ...(ranked ? [t('report-ranked')] : [])].join(' · '),
    parts: parts
      .filter((part) => fitting.some((bar) => bar[part] > 0))
      .map((part) => ({ part, name: t(partNames[part]) })),
    heads: {
      rate: t('report-chart-rate'),
      finished: t('report-chart-finished'),
      excused: t('report-column-excused'),
    },
    bars: fitting,
    note: more > 0 ? t('report-more-children', { count: more }) : '',
  }
}

function subtitleOf(t: Translate, summary: Summary): string {
  const { done, madeUp, due } = summary
  return t('report-chart-subtitle', {
    days: daysOf(t, summary),
    state: summary.open > 0 ? 'open' : 'closed',
    rate: percentOf(summary),
    finished: done + madeUp,
    due,
  })
}

const partNames: Record<Part, string> = {
  done: 'report-column-done',
  madeUp: 'report-column-made-up',
  open: 'report-column-open',
  missed: 'report-column-missed',
}

function barOf(t: Translate, { unit, place }: { unit: FairNumbers; place: number | null }): Bar {
  const { done, madeUp, missed, open, excused, due } = unit
  const name = nameOf(t, unit)
  return {
    name: place === null ? name : `${t('report-place', { place })} ${name}`,
    done,
    madeUp,
    open,
    missed: missed - open,
    ends: {
      rate: percentOf(unit),
      finished: due === 0 ? t('report-chart-none-due') : `${done + madeUp}/${due}`,
      excused: `${excused}`,
    },
  }
}

/**
 * The size in pixels and the ECharts option of a chart. Every bar has the same length, so that units
 * of different size can be compared; the parts carry their counts. Pure.
 */
export function layOut(
  chart: Chart,
  theme: Theme,
): { width: number; height: number; option: EChartsOption } {
  const colours = coloursOf[theme]
  const { nameWidth, rowHeight } = rowsOf(chart.bars)
  const columns = columnsOf(chart)
  const top = margin.top + titleRise(chart) + headsHeight
  const height = top + Math.max(1, chart.bars.length) * rowHeight + margin.bottom
  const left = margin.side + nameWidth + 16
  const right = margin.side + columns.rate + columns.finished + columns.excused
  const barLength = width - left - right
  return {
    width,
    height,
    option: {
      animation: false,
      backgroundColor: colours.background,
      textStyle: { fontFamily: 'Noto Sans SC', fontSize: fontSize.text, color: colours.text },
      title: [...titles(chart, colours), ...heads(chart, { top, columns, colours })],
      legend: {
        ...legend,
        data: chart.parts.map(({ name }) => name),
        top: 134 + titleRise(chart),
        textStyle: { fontSize: fontSize.text, color: colours.text },
      },
      grid: { left, right, top, bottom: margin.bottom },
      xAxis: { type: 'value', max: 1, show: false },
      yAxis: nameAxis(chart, nameWidth, colours),
      series: [
        ...chart.parts.map((part) => series(chart, { ...part, barLength, colours })),
        writing(chart, { columns, colours }),
      ],
    },
  }
}

const legend = {
  left: margin.side - 6,
  itemWidth: 34,
  itemHeight: 26,
  itemGap: 36,
  selectedMode: false,
}

function titles(chart: Chart, { text, faint }: Colours): TitleComponentOption[] {
  return [
    {
      text: chart.title,
      subtext: chart.subtitle,
      left: margin.side - 6,
      top: 20,
      textStyle: {
        fontSize: fontSize.title,
        color: text,
        width: width - 2 * margin.side,
        overflow: 'break',
        lineHeight: titleLine,
      },
      subtextStyle: { fontSize: fontSize.text, color: faint },
    },
    {
      text: chart.note,
      left: margin.side - 6,
      bottom: 16,
      textStyle: { fontSize: fontSize.text, fontWeight: 'normal', color: faint },
    },
  ]
}

/** The words above the columns, each ending where its column ends. */
function heads(
  { heads: words }: Chart,
  { top, columns, colours }: { top: number; columns: Columns; colours: Colours },
): TitleComponentOption[] {
  const rightOf: Columns = {
    rate: margin.side + columns.excused + columns.finished,
    finished: margin.side + columns.excused,
    excused: margin.side,
  }
  return (['rate', 'finished', 'excused'] as const).map((column) => ({
    text: words[column],
    right: rightOf[column],
    top: top - headsHeight,
    padding: 0,
    textStyle: { fontSize: fontSize.count, fontWeight: 'normal', color: colours.faint },
  }))
}

function nameAxis(chart: Chart, nameWidth: number, { text }: Colours): YAXisComponentOption {
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
      color: text,
    },
  }
}

function series(
  chart: Chart,
  {
    part,
    name,
    barLength,
    colours,
  }: Chart['parts'][number] & { barLength: number; colours: Colours },
) {
  const color = { done: colours.onDone, open: colours.onOpen, madeUp: '', missed: '' }[part]
  return {
    type: 'bar' as const,
    name,
    stack: 'all',
    barWidth: barHeight,
    color: colours[part],
    data: chart.bars.map((bar) => {
      const share = bar[part] / Math.max(1, lengthOf(bar))
      return {
        value: share,
        label: {
          // A count is written where its part has room for it.
          show: share * barLength > widthOf(`${bar[part]}`, fontSize.count) + 4,
          formatter: `${bar[part]}`,
          fontSize: fontSize.count,
          color: color || colours.onOther,
        },
      }
    }),
  }
}

/** A bar that is not seen, over the others, carries the writing behind it. */
function writing(chart: Chart, { columns, colours }: { columns: Columns; colours: Colours }) {
  const column = (name: keyof Ends, color: string) => ({
    width: columns[name],
    align: 'right' as const,
    fontSize: fontSize.text,
    color,
  })
  return {
    type: 'bar' as const,
    barGap: '-100%',
    barWidth: barHeight,
    silent: true,
    color: 'transparent',
    data: chart.bars.map(({ ends: { rate, finished, excused } }) => ({
      value: 1,
      label: {
        show: true,
        position: 'right' as const,
        distance: 0,
        formatter: `{rate|${rate}}{finished|${finished}}{excused|${excused}}`,
        rich: {
          rate: column('rate', colours.text),
          finished: column('finished', colours.faint),
          excused: column('excused', colours.faint),
        },
      },
    })),
  }
}

function lengthOf({ done, madeUp, open, missed }: Bar): number {
  return done + madeUp + open + missed
}
