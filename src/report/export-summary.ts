import type { Deps } from '../platform/deps.ts'
import { writeWorkbook, type OutCell, type OutSheet } from '../platform/tables.ts'
import { itemsOf, type ItemCount } from '../quiz/items.ts'
import { dayIn } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import { fairNumbersOf, type FairNumbers } from './fair-numbers.ts'
import { masteryBy } from './mastery.ts'
import { monthSheet } from './month-sheet.ts'
import { mostMissedOf, type MissedArticle } from './most-missed.ts'
import { isMonth } from './period.ts'
import { signSheet } from './sign-sheet.ts'
import type { Summary } from './summarise-unit.ts'
import { hidesMean, meanOf, nameOf, optionOf, shareOf } from './wording.ts'

/** More articles than this nobody reads. */
const mostArticles = 200

/**
 * The summary as an xlsx workbook, a sheet for each level down to the stations; for a station the
 * names as well; of a month the sheet to sign; then mastery and the articles missed.
 */
export async function exportSummary(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
  t: Translate,
  summary: Summary,
): Promise<Uint8Array> {
  const { unitId, fromDay, day: toDay } = summary
  const span = { unitId, fromDay, toDay }
  const month = isMonth(span, dayIn(deps.settings.timeZone, deps.now()))
    ? await monthSheet(deps, { unitId, month: fromDay.slice(0, 7) })
    : null
  const items = await itemsOf(deps.db, span)
  const articles = await mostMissedOf(deps.db, span, mostArticles)
  return writeWorkbook([
    totalSheet(t, summary),
    ...(await levelSheets(deps, t, summary)),
    ...(summary.level === 'STATION' ? [missingSheet(t, summary)] : []),
    ...(month ? [signSheet(t, month)] : []),
    masterySheet(t, items),
    articlesSheet(t, { articles, few: summary.few }),
  ])
}

const numberColumns = [
  'due',
  'done',
  'made-up',
  'excused',
  'missed',
  'open',
  'unbound',
  'rate',
  'mean',
]
const numberWidths = [8, 8, 8, 8, 8, 10, 8, 10, 10]

function numbersOf(unit: FairNumbers): OutCell[] {
  const share = shareOf(unit)
  return [
    unit.due,
    unit.done,
    unit.madeUp,
    unit.excused,
    unit.missed - unit.open,
    unit.open,
    unit.unbound,
    share === null ? null : { percent: share / 1000 },
    decimalOf(meanOf(unit)),
  ]
}

function decimalOf(value: number | null): OutCell {
  return value === null ? null : { decimal: value }
}

function totalSheet(t: Translate, summary: Summary): OutSheet {
  const { unit, fromDay, day } = summary
  return {
    name: t('report-sheet-total'),
    header: columns(t, ['unit', 'from', 'to', ...numberColumns]),
    rows: [[unit, { day: fromDay }, { day }, ...numbersOf(summary)], ...noteOf(t, [summary])],
    widths: [40, 12, 12, ...numberWidths],
  }
}

/** The units directly below, and of a city the stations below these. */
async function levelSheets(
  { db }: Pick<Deps, 'db'>,
  t: Translate,
  { level, fromDay, day, children }: Summary,
): Promise<OutSheet[]> {
  if (level === 'STATION') return []
  if (level === 'COUNTY') return [unitsSheet(t, t('report-sheet-stations'), children)]
  const stations: FairNumbers[] = []
  for (const { unitId, own } of children) {
    if (own) continue
    stations.push(...(await fairNumbersOf(db, { unitId, fromDay, toDay: day })).children)
  }
  return [
    unitsSheet(t, t('report-sheet-units'), children),
    unitsSheet(t, t('report-sheet-stations'), stations),
  ]
}

function unitsSheet(t: Translate, name: string, units: FairNumbers[]): OutSheet {
  return {
    name,
    header: columns(t, ['unit', ...numberColumns]),
    rows: [...units.map((unit) => [pathOf(t, unit), ...numbersOf(unit)]), ...noteOf(t, units)],
    widths: [40, ...numberWidths],
  }
}

/** The path of the unit; of an office's own officers the office and the word for them. */
function pathOf(t: Translate, unit: FairNumbers): string {
  return unit.own ? `${unit.unit.replace(/\/[^/]*$/, '')}/${nameOf(t, unit)}` : unit.unit
}

function noteOf(t: Translate, units: FairNumbers[]): OutCell[][] {
  return units.some(hidesMean) ? [[t('report-few-note')]] : []
}

function missingSheet(t: Translate, summary: Summary): OutSheet {
  return {
    name: t('report-sheet-missing'),
    header: columns(t, ['badge', 'name', 'unit', 'days']),
    rows: summary.missing.map(({ badge, name, unit, days }) => [badge, name, unit, days]),
    widths: [12, 12, 40, 8],
  }
}

function masterySheet(t: Translate, items: ItemCount[]): OutSheet {
  const groups = (['law', 'topic'] as const).flatMap((field) =>
    masteryBy(items, field).map((group) => ({ kind: t(`report-group-${field}`), ...group })),
  )
  return {
    name: t('report-sheet-mastery'),
    header: columns(t, ['group', 'group-name', 'items', 'answered', 'mastery']),
    rows: [
      ...groups.map(({ kind, name, items: count, answered, rate }) => [
        kind,
        name,
        count,
        answered,
        { percent: Math.floor(rate * 1000) / 1000 },
      ]),
      [t('report-mastery-note')],
    ],
    widths: [22, 36, 8, 10, 10],
  }
}

/** Of fewer than five people only what is no single mistake. */
function articlesSheet(
  t: Translate,
  { articles, few }: { articles: MissedArticle[]; few: boolean },
): OutSheet {
  return {
    name: t('report-sheet-articles'),
    header: columns(t, ['law', 'article', 'answered', 'wrong', 'option', 'chosen', 'stem']),
    rows: articles
      .filter(({ wrong }) => !few || wrong > 1)
      .map(({ law, article, answered, wrong, option }) => [
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
