import type { UnitRef } from '../../shared/person.ts'
import { html, type Html } from '../html.ts'
import { pageOf } from '../layout.ts'
import type { Visit } from '../visit.ts'

/** The choice for somebody with several units, or with none yet. */
export function startPage(visit: Visit, units: UnitRef[]): Html {
  const { t } = visit.look
  return pageOf(visit, {
    title: t('page-menu-units'),
    part: 'units',
    body: html`<h1>${t('page-menu-units')}</h1>
      <div class="card">
        ${
          units.length === 0
            ? html`<p>${t('report-no-units')}</p>`
            : html`<ul>
                ${units.map(
                  ({ id, path }) =>
                    html`<li>
                      <a href="/dashboard/units/${id}">${path.replaceAll('/', ' / ')}</a>
                    </li>`,
                )}
              </ul>`
        }
      </div>`,
  })
}
