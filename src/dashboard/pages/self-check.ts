import { lineText } from '../../report/self-check-screen.ts'
import type { SelfCheck, Verdict } from '../../report/self-check.ts'
import type { Day } from '../../shared/day.ts'
import { html, type Html } from '../html.ts'
import { pageOf } from '../layout.ts'
import type { Visit } from '../visit.ts'

const marks: Record<Verdict, string> = { kept: '✅', broken: '❌', absent: '–', told: '·' }

/** A month on one page: whether the bureau keeps to what makes training bearable. */
export function selfCheckPage(
  visit: Visit,
  { check, today }: { check: SelfCheck; today: Day },
): Html {
  const { t } = visit.look
  const month = check.fromDay.slice(0, 7)
  const title = t('selfcheck-title', {
    year: month.slice(0, 4),
    month: Number(month.slice(5)),
  })
  return pageOf(visit, {
    title,
    part: 'self-check',
    script: 'print.js',
    body: html`<h1>${title}</h1>
      <form class="span" method="get" action="/dashboard/self-check">
        <label
          >${t('page-month-of')}
          <input type="month" name="month" value="${month}" max="${today.slice(0, 7)}" required
        /></label>
        <button>${t('page-show')}</button>
        <button type="button" data-print hidden>${t('page-print')}</button>
      </form>
      <section class="card">
        <ul class="signs">
          ${check.lines.map((line) => html`<li>${marks[line.verdict]} ${lineText(t, line)}</li>`)}
        </ul>
        <p class="note">${t('selfcheck-legend')}</p>
      </section>`,
  })
}
