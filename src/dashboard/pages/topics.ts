import type { ItemCount } from '../../quiz/items.ts'
import { masteryBy, sureButWrong } from '../../report/mastery.ts'
import type { MissedArticle } from '../../report/most-missed.ts'
import { helpForMastery } from '../../report/signs.ts'
import { articleOf } from '../../report/wording.ts'
import { lawTitle } from '../../shared/law-title.ts'
import { tableCard } from '../card.ts'
import { html, type Html } from '../html.ts'
import { columnsOf, type Mark, type Table } from '../table.ts'
import { unitAddress, unitPage, type Place } from '../unit-frame.ts'
import type { Look, Visit } from '../visit.ts'
import { articlesTable } from './overview.ts'

export interface Topics {
  items: ItemCount[]
  articles: MissedArticle[]
  /** Fewer than five people were due: what would tell one person's result is left out. */
  few: boolean
}

/** What a unit masters and what it misses, by law, topic and article. */
export function topicsPage(visit: Visit, place: Place, topics: Topics): Html {
  const { look } = visit
  const { t } = look
  const xlsx = unitAddress(place.unit.id, { path: '/topics.xlsx', span: place.span })
  return unitPage(visit, place, {
    tab: 'topics',
    body: html`<p class="note">${t('page-topics-rules')}</p>
      ${topicTables(look, topics).map((table) =>
        tableCard(look, table, { xlsx, empty: t(topics.few ? 'page-few' : 'page-nothing-yet') }),
      )}`,
  })
}

/** What stands on the page, for the workbook as well. */
export function topicTables(look: Look, { items, articles, few }: Topics): Table[] {
  const shown = few ? [] : items
  return [
    masteryTable(look, shown, 'law'),
    masteryTable(look, shown, 'topic'),
    articlesTable(look, articles),
    sureTable(look, shown),
  ]
}

function masteryTable({ t }: Look, items: ItemCount[], field: 'law' | 'topic'): Table {
  return {
    caption: t(`page-mastery-${field}`),
    columns: [
      ...columnsOf('text', [t(`page-${field}`)]),
      ...columnsOf('percent', [t('page-mastery')]),
      ...columnsOf('number', [t('page-items'), t('report-column-answered')]),
    ],
    rows: masteryBy(items, field).map(({ name, rate, items: count, answered }) => [
      { value: field === 'law' ? lawTitle(name) : name, mark: markOf({ t }, rate) },
      rate,
      count,
      answered,
    ]),
  }
}

function markOf({ t }: Pick<Look, 't'>, rate: number): Mark | null {
  const help = helpForMastery(rate)
  if (!help) return null
  return help === 'red'
    ? { tone: 'help', text: t('page-help') }
    : { tone: 'watch', text: t('page-watch') }
}

function sureTable({ t }: Look, items: ItemCount[]): Table {
  const { articles, merged } = sureButWrong(items)
  return {
    caption: t('page-sure'),
    columns: [
      ...columnsOf('text', [t('report-column-article')]),
      ...columnsOf('number', [t('page-sure-answers'), t('page-sure-wrong')]),
    ],
    rows: [
      ...articles.map((article) => [
        articleOf(t, { ...article, answered: 0, wrong: 0, option: null }),
        article.sure,
        article.sureWrong,
      ]),
      ...(merged
        ? [[t('page-sure-merged', { count: merged.articles }), merged.sure, merged.sureWrong]]
        : []),
    ],
    note: t('page-sure-note'),
  }
}
