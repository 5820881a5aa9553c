import type { OutCell, OutSheet } from '../platform/tables.ts'
import { weekday } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import type { MonthSheet, SheetDay } from './month-sheet.ts'
import { articleOf, shareOf } from './wording.ts'

/** A month as a sheet of a workbook: a row for each day, the sum, what was weak, and where to sign. */
export function signSheet(t: Translate, sheet: MonthSheet): OutSheet {
  const names = ['day', 'weekday', 'due', 'done', 'made-up', 'excused', 'missed', 'rate']
  return {
    name: t('report-sheet-sign'),
    header: names.map((name) => t(`report-column-${name}`)),
    rows: [
      ...sheet.days.map((day) => rowOf(t, day)),
      [t('report-sum'), null, ...numbersOf(sheet.total)],
      [],
      [t('report-column-unit'), sheet.total.unit],
      ...(sheet.isOver ? [] : [[preliminary(t, sheet)]]),
      ...sheet.articles.map((article, index) => [
        index === 0 ? t('report-sign-weak') : null,
        articleOf(t, article),
      ]),
      [],
      [t('report-sign-leader')],
      [t('report-sign-day')],
    ],
    widths: [16, 10, 8, 8, 8, 8, 8, 10],
  }
}

function rowOf(t: Translate, { day, numbers }: SheetDay): OutCell[] {
  return [
    { day },
    t(`calendar-weekday-${weekday(day)}`),
    ...(numbers ? numbersOf(numbers) : Array.from({ length: 6 }, () => null)),
  ]
}

function preliminary(t: Translate, { toDay, total }: MonthSheet): string {
  return t('report-sign-preliminary', { day: toDay, open: total.open })
}

function numbersOf(numbers: NonNullable<SheetDay['numbers']>): OutCell[] {
  const { due, done, madeUp, excused, missed, open } = numbers
  const share = shareOf(numbers)
  return [
    due,
    done,
    madeUp,
    excused,
    missed - open,
    share === null ? null : { percent: share / 1000 },
  ]
}
