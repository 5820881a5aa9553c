import { writeWorkbook, type OutSheet } from '../platform/tables.ts'
import type { UnitNumbers } from '../quiz/participation.ts'
import type { Translate } from '../shared/locale.ts'
import type { Summary } from './summarise-unit.ts'
import { nameOf, optionOf } from './wording.ts'

/**
 * The summary as an xlsx workbook: the numbers of the unit and of each unit below; for a station
 * the names; the articles most often missed.
 */
export function exportSummary(t: Translate, summary: Summary): Uint8Array {
  return writeWorkbook([
    numbersSheet(t, summary),
    ...(summary.level === 'STATION' ? [missingSheet(t, summary)] : []),
    articlesSheet(t, summary),
  ])
}

function numbersSheet(t: Translate, summary: Summary): OutSheet {
  const row = (unit: UnitNumbers) => [
    unit.own ? nameOf(t, unit) : unit.unit,
    unit.due,
    unit.done,
    unit.madeUp,
    unit.excused,
    unit.missed,
    unit.unbound,
    unit.rate === null ? null : Math.round(unit.rate * 1000) / 10,
    unit.meanScore === null ? null : Math.round(unit.meanScore * 10) / 10,
  ]
  return {
    name: t('report-sheet-numbers'),
    header: columns(t, [
      'unit',
      'due',
      'done',
      'made-up',
      'excused',
      'missed',
      'unbound',
      'rate',
      'mean',
    ]),
    rows: [summary, ...summary.children].map(row),
    widths: [40, 8, 8, 8, 8, 8, 8, 10, 10],
  }
}

function missingSheet(t: Translate, summary: Summary): OutSheet {
  return {
    name: t('report-sheet-missing'),
    header: columns(t, ['badge', 'name', 'unit', 'days']),
    rows: summary.missing.map(({ badge, name, unit, days }) => [badge, name, unit, days]),
    widths: [12, 12, 40, 8],
  }
}

function articlesSheet(t: Translate, summary: Summary): OutSheet {
  return {
    name: t('report-sheet-articles'),
    header: columns(t, ['law', 'article', 'answered', 'wrong', 'option', 'chosen', 'stem']),
    rows: summary.articles.map(({ law, article, answered, wrong, option }) => [
      law,
      article,
      answered,
      wrong,
      option && optionOf(t, option),
      option && option.count,
      option && option.stem,
    ]),
    widths: [30, 16, 8, 8, 40, 8, 60],
  }
}

function columns(t: Translate, names: string[]): string[] {
  return names.map((name) => t(`report-column-${name}`))
}
