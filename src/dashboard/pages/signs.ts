import type { HelpSigns } from '../../report/signs.ts'
import { html, type Html } from '../html.ts'
import { unitAddress } from '../unit-frame.ts'
import type { Look, Visit } from '../visit.ts'

/** Whether the pages about officers of this very unit are the person's to see. */
export function mayOpenOfficers({ person }: Visit, unitId: number): boolean {
  return person.isAdmin || person.leads.some(({ id }) => id === unitId)
}

/** Who and what needs help, with the rule it is told by; nothing where nobody does. */
export function signsHtml(visit: Visit, signs: HelpSigns): Html | '' {
  const { t } = visit.look
  const lines = [
    ...unitLines(visit.look, signs),
    ...peopleLines(visit, signs),
    ...topicLines(visit.look, signs),
  ]
  if (lines.length === 0) return ''
  return html`<section class="card">
    <h2>${t('page-signs')}</h2>
    <ul class="signs">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
    <p class="note">${t('page-signs-rules')}</p>
  </section>`
}

function mark({ t }: Look, help: 'red' | 'amber'): Html {
  return help === 'red'
    ? html`<span class="mark help">${t('page-help')}</span>`
    : html`<span class="mark watch">${t('page-watch')}</span>`
}

function unitLines(look: Look, { units }: HelpSigns): Html[] {
  const { t } = look
  return units.map(({ unitId, name, own, red, amber }) => {
    const shown = own ? t('report-own') : name
    const title = own ? shown : html`<a href="${unitAddress(unitId, { span: null })}">${shown}</a>`
    return html`${mark(look, red > 0 ? 'red' : 'amber')} ${title}
    ${t('page-signs-people', { red, amber })}`
  })
}

function peopleLines(visit: Visit, { people, unitId }: HelpSigns): Html[] {
  const mayOpen = mayOpenOfficers(visit, unitId)
  return people.map(({ officerId, name, badge, help }) => {
    const title = mayOpen ? html`<a href="/dashboard/officers/${officerId}">${name}</a>` : name
    return html`${mark(visit.look, help)} ${title} ${badge}`
  })
}

function topicLines(look: Look, { topics }: HelpSigns): Html[] {
  return topics.map(
    ({ name, rate, help }) =>
      html`${mark(look, help)}
      ${look.t('page-signs-topic', { topic: name, percent: Math.floor(rate * 100) })}`,
  )
}
