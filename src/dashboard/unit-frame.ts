import type { Period } from '../report/period.ts'
import type { Day } from '../shared/day.ts'
import type { UnitRef } from '../shared/person.ts'
import { addressOf, html, type Html } from './html.ts'
import { pageOf } from './layout.ts'
import { presetsOf, spanBefore } from './span.ts'
import type { Visit } from './visit.ts'

/** The unit a page is about, with the unit above it when that is the person's to see as well. */
export interface Place {
  unit: UnitRef
  up: UnitRef | null
  span: Period
  today: Day
}

const tabs = [
  { name: 'overview', path: '' },
  { name: 'topics', path: '/topics' },
  { name: 'trend', path: '/trend' },
  { name: 'month', path: '/month' },
] as const

export type Tab = (typeof tabs)[number]['name']

/** The address of a unit's page for the same days, or for those it shows where nobody asks otherwise. */
export function unitAddress(
  unitId: number,
  { path = '', span }: { path?: string; span: Period | null },
): string {
  const days = span ? { from: span.fromDay, to: span.toDay } : {}
  return addressOf(`/dashboard/units/${unitId}${path}`, days)
}

/** What stands around every page about a unit: where it is, which days, the other pages about it. */
export function unitPage(
  visit: Visit,
  place: Place,
  {
    tab,
    body,
    script,
    withSpan = true,
  }: { tab: Tab; body: Html; script?: string; withSpan?: boolean },
): Html {
  const { t, wall } = visit.look
  const { unit, up, span } = place
  return pageOf(visit, {
    title: unit.name,
    part: 'units',
    script,
    body: html`${
        up && !wall
          ? html`<p class="up no-print">
              <a href="${unitAddress(up.id, { span })}">${t('page-up', { unit: up.name })}</a>
            </p>`
          : ''
      }
      <h1>${unit.name}</h1>
      ${withSpan ? html`<p class="days">${daysOf(visit, span)}</p>` : ''}
      ${wall ? '' : html`${tabsHtml(visit, place, tab)}${withSpan ? spanForm(visit, place, tab) : ''}`}
      ${body}`,
  })
}

function daysOf({ look: { t } }: Visit, { fromDay, toDay }: Period): string {
  return fromDay === toDay ? fromDay : t('report-days', { from: fromDay, to: toDay })
}

function tabsHtml({ look: { t } }: Visit, { unit, span }: Place, current: Tab): Html {
  const link = ({ name, path }: (typeof tabs)[number]) =>
    html`<li>
      <a
        href="${unitAddress(unit.id, { path, span: name === 'topics' ? null : span })}"
        ${name === current ? html`aria-current="page"` : ''}
        >${t(`page-tab-${name}`)}</a
      >
    </li>`
  return html`<nav aria-label="${t('page-tabs')}">
    <ul class="tabs">
      ${tabs.map(link)}
    </ul>
  </nav>`
}

function spanForm({ look: { t } }: Visit, { unit, span, today }: Place, tab: Tab): Html {
  const path = tabs.find(({ name }) => name === tab)?.path ?? ''
  const to = (target: Period) => unitAddress(unit.id, { path, span: target })
  const preset = ({ key, span: target }: { key: string; span: Period }) => {
    const isCurrent = target.fromDay === span.fromDay && target.toDay === span.toDay
    return html`<a class="button" href="${to(target)}" ${isCurrent ? html`aria-current="true"` : ''}
      >${t(key)}</a
    >`
  }
  return html`<form class="span" method="get" action="/dashboard/units/${unit.id}${path}">
    <div class="presets">
      ${presetsOf(today).map(preset)}
      <a class="button" href="${to(spanBefore(span))}">${t('page-before')}</a>
    </div>
    <label
      >${t('page-from')}
      <input type="date" name="from" value="${span.fromDay}" max="${today}" required
    /></label>
    <label
      >${t('page-to')} <input type="date" name="to" value="${span.toDay}" max="${today}" required
    /></label>
    <button>${t('page-show')}</button>
  </form>`
}
