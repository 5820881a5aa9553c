import type { BankStatistics } from '../../bank/statistics/bank-statistics.ts'
import { leastShown, needsLook } from '../../bank/statistics/statistics.ts'
import { flagNames, signed } from '../../bank/statistics/wording.ts'
import type { BankLine } from '../../bank/store.ts'
import { clip } from '../../shared/screen.ts'
import { tableCard } from '../card.ts'
import { html, type Html } from '../html.ts'
import { pageOf } from '../layout.ts'
import { columnsOf, type Table } from '../table.ts'
import type { Look, Visit } from '../visit.ts'

const roomForStem = 80
/** The workbook holds the rest. */
const mostShown = 200

/** The question banks, each with the way to its numbers. */
export function banksPage(visit: Visit, banks: BankLine[]): Html {
  const { look } = visit
  const { t } = look
  const table: Table = {
    caption: t('page-banks'),
    columns: [
      ...columnsOf('text', [t('page-bank')]),
      ...columnsOf('number', [t('page-bank-live'), t('page-bank-retired')]),
    ],
    rows: banks.map(({ id, name, live, retired }) => [
      { value: name, href: `/dashboard/questions/${id}` },
      live,
      retired,
    ]),
  }
  return pageOf(visit, {
    title: t('page-menu-questions'),
    part: 'questions',
    body: html`<h1>${t('page-menu-questions')}</h1>
      ${tableCard(look, table, { xlsx: null, empty: t('page-no-banks') })}`,
  })
}

/** How the questions of a bank do, worst first. */
export function bankPage(visit: Visit, bank: BankStatistics): Html {
  const { look } = visit
  const { t } = look
  const shown = bank.questions.filter(({ statistics }) => statistics.facility !== null)
  const flagged = shown.filter(({ statistics }) => needsLook(statistics))
  const head = { answered: bank.questions.length, shown: shown.length, flagged: flagged.length }
  return pageOf(visit, {
    title: bank.name,
    part: 'questions',
    body: html`<p class="up no-print"><a href="/dashboard/questions">${t('page-banks-up')}</a></p>
      <h1>${bank.name}</h1>
      <p class="sentence">${t('statistics-head', head)}</p>
      <p class="note">${t('statistics-how')}</p>
      ${
        bank.oneOf > 1
          ? html`<p class="note">${t('statistics-sample', { oneOf: bank.oneOf })}</p>`
          : ''
      }
      ${tableCard(look, questionsTable(look, bank), {
        xlsx: `/dashboard/questions/${bank.bankId}/questions.xlsx`,
        empty: t('page-nothing-yet'),
      })}`,
  })
}

function questionsTable({ t }: Look, { questions }: BankStatistics): Table {
  const more = questions.length - mostShown
  return {
    caption: t('statistics-sheet-questions'),
    columns: [
      ...columnsOf('text', [t('statistics-column-stem'), t('statistics-column-kind')]),
      ...columnsOf('number', [t('statistics-column-count')]),
      ...columnsOf('percent', [t('page-facility')]),
      ...columnsOf('number', [t('statistics-column-discrimination')]),
    ],
    rows: questions.slice(0, mostShown).map(({ question, statistics }) => {
      const names = needsLook(statistics) ? flagNames(t, statistics) : ''
      const { count, facility, discrimination } = statistics
      return [
        {
          value: clip(question.stem.replace(/\s+/g, ' '), roomForStem),
          mark: names ? { tone: 'watch', text: names } : null,
        },
        t(`bank-kind-${question.kind}`),
        count,
        facility,
        discrimination === null ? null : signed(discrimination),
      ]
    }),
    note: more > 0 ? t('page-more-rows', { count: more }) : t('page-least', { least: leastShown }),
  }
}
