import { burdenLine } from '../../report/burden-screen.ts'
import type { Burden } from '../../report/burden.ts'
import type { FairNumbers } from '../../report/fair-numbers.ts'
import type { MissedArticle } from '../../report/most-missed.ts'
import type { HelpSigns } from '../../report/signs.ts'
import type { Summary } from '../../report/summarise-unit.ts'
import {
  articleOf,
  meanOf,
  nameOf,
  optionOf,
  percentOf,
  scoreOf,
  sentenceOf,
  worstFirst,
} from '../../report/wording.ts'
import { lawTitle } from '../../shared/law-title.ts'
import { tableCard } from '../card.ts'
import { html, type Html } from '../html.ts'
import { columnsOf, countColumns, type Table } from '../table.ts'
import { unitAddress, unitPage, type Place } from '../unit-frame.ts'
import type { Look, Visit } from '../visit.ts'
import { mayOpenOfficers, signsHtml } from './signs.ts'

/** How a unit stands: what it means, the numbers, the units below, who is missing, what went wrong. */
export function overviewPage(
  visit: Visit,
  place: Place,
  { summary, signs, burden }: { summary: Summary; signs: HelpSigns; burden: Burden | null },
): Html {
  const { look } = visit
  const xlsx = look.wall
    ? null
    : unitAddress(summary.unitId, { path: '/summary.xlsx', span: place.span })
  const load = burden && burdenLine(look.t, burden)
  const hasUnits = summary.children.length > 0
  return unitPage(visit, place, {
    tab: 'overview',
    body: html`<p class="sentence">${sentenceOf(look.t, summary)}</p>
      ${tilesHtml(look, summary)} ${load ? html`<p class="note">${load}</p>` : ''}
      ${signsHtml(visit, signs)} ${hasUnits ? chartHtml(look, summary, place) : ''}
      ${hasUnits ? tableCard(look, unitsTable(look, summary, place), { xlsx }) : ''}
      ${
        summary.missing.length > 0 && !look.wall
          ? tableCard(look, missingTable(visit, summary), { xlsx })
          : ''
      }
      ${weakOf(summary.articles).length > 0 ? tableCard(look, articlesTable(look, summary.articles), { xlsx }) : ''}
      ${summary.newLaws.length > 0 ? tableCard(look, newLawsTable(look, summary), { xlsx: null }) : ''}`,
  })
}

/** The five words, the rate and the mean; while the last day is open also who may still finish. */
export function tilesHtml({ t }: Look, numbers: FairNumbers): Html {
  const tile = (key: string, value: string | number, { tone = '', more = '' } = {}) =>
    html`<div class="${tone}">
      <dt>${t(key)}</dt>
      <dd>${value}${more ? html`<small>${more}</small>` : ''}</dd>
    </div>`
  const { due, done, madeUp, missed, open, excused, unbound, few } = numbers
  return html`<dl class="tiles">
    ${tile('page-rate', percentOf(numbers), { tone: 'tone-done' })}
    ${tile('report-column-due', due)} ${tile('report-column-done', done, { tone: 'tone-done' })}
    ${tile('report-column-made-up', madeUp, { tone: 'tone-made-up' })}
    ${tile('report-column-missed', missed - open, { tone: 'tone-missed' })}
    ${open > 0 ? tile('report-column-open', open) : ''} ${tile('report-column-excused', excused)}
    ${unbound > 0 ? tile('report-column-unbound', unbound) : ''}
    ${tile('report-column-mean', scoreOf(numbers), { more: few ? t('page-few') : '' })}
  </dl>`
}

function chartHtml({ t, theme }: Look, { unitId }: Summary, { span, unit }: Place): Html {
  const picture = (shade: 'light' | 'dark') => {
    const address = `${unitAddress(unitId, { path: '/chart.svg', span })}&theme=${shade}`
    const alt = t('page-chart', { unit: unit.name })
    return html`<img class="in-${shade}" src="${address}" alt="${alt}" loading="lazy" />`
  }
  const shades = theme ? [theme] : (['light', 'dark'] as const)
  return html`<figure class="card">${shades.map(picture)}</figure>`
}

/** The units below, who needs help first. */
export function unitsTable({ t }: Look, summary: Summary, { span }: Place): Table {
  const units = worstFirst(summary.children)
  return {
    caption: t('report-children'),
    columns: [
      ...columnsOf('text', [t('report-column-unit')]),
      ...columnsOf('percent', [t('page-rate')]),
      ...countColumns(t, [
        'due',
        'done',
        'made-up',
        'missed',
        'open',
        'excused',
        'unbound',
        'mean',
      ]),
    ],
    rows: units.map((unit) => [
      { value: nameOf(t, unit), href: unit.own ? null : unitAddress(unit.unitId, { span }) },
      unit.rate,
      unit.due,
      unit.done,
      unit.madeUp,
      unit.missed - unit.open,
      unit.open,
      unit.excused,
      unit.unbound,
      meanOf(unit),
    ]),
    note: units.some(({ few }) => few) ? t('page-few-note') : undefined,
  }
}

function missingTable(visit: Visit, { missing, unitId }: Summary): Table {
  const { t } = visit.look
  const mayOpen = mayOpenOfficers(visit, unitId)
  return {
    caption: t('page-missing', { count: missing.length }),
    columns: [
      ...columnsOf('text', [t('report-column-name'), t('report-column-badge')]),
      ...columnsOf('number', [t('report-column-days')]),
    ],
    rows: missing.map(({ officerId, name, badge, days }) => [
      { value: name, href: mayOpen ? `/dashboard/officers/${officerId}` : null },
      badge,
      days,
    ]),
  }
}

/** One wrong answer is nobody's weak point. */
function weakOf(articles: MissedArticle[]): MissedArticle[] {
  return articles.filter(({ wrong }) => wrong > 1)
}

/** The articles most often missed, with the wrong option most often chosen. */
export function articlesTable({ t }: Look, articles: MissedArticle[]): Table {
  return {
    caption: t('report-articles'),
    columns: [
      ...columnsOf('text', [t('report-column-article')]),
      ...columnsOf('number', [t('report-column-answered'), t('report-column-wrong')]),
      ...columnsOf('text', [t('report-column-option')]),
      ...columnsOf('number', [t('report-column-chosen')]),
    ],
    rows: weakOf(articles).map((article) => [
      articleOf(t, article),
      article.answered,
      article.wrong,
      article.option && optionOf(t, article.option),
      article.option && article.option.count,
    ]),
  }
}

function newLawsTable({ t }: Look, { newLaws }: Summary): Table {
  return {
    caption: t('report-new-laws'),
    columns: [
      ...columnsOf('text', [t('report-column-law'), t('page-in-force')]),
      ...columnsOf('number', [t('page-officers'), t('page-mastered')]),
    ],
    rows: newLaws.map(({ law, inForce, officers, mastered }) => [
      lawTitle(law),
      inForce,
      officers,
      mastered,
    ]),
  }
}
