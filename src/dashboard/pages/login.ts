import { html, type Html } from '../html.ts'
import { entryPage } from '../layout.ts'
import type { Look } from '../visit.ts'

/** How somebody who is not logged in gets in. */
export function loginPage(look: Look): Html {
  return note(look, 'page-login', 'page-login-how')
}

/** Behind a link from the bot: a button, so that only a person uses the link up. */
export function linkPage(look: Look, { key, to }: { key: string; to: string }): Html {
  const { t } = look
  return entryPage(look, {
    title: t('page-link'),
    body: html`<p>${t('page-link-what')}</p>
      <form method="post" action="/dashboard/open">
        <input type="hidden" name="key" value="${key}" />
        <input type="hidden" name="to" value="${to}" />
        <button class="primary" autofocus>${t('page-link-open')}</button>
      </form>`,
  })
}

export function goneLinkPage(look: Look): Html {
  return note(look, 'page-link-gone', 'page-link-again')
}

export function noRightPage(look: Look): Html {
  return note(look, 'page-no-right', 'page-no-right-what')
}

export function tooFastPage(look: Look): Html {
  return note(look, 'page-too-fast', 'page-too-fast-what')
}

/** A page that is not there, or not this person's to see. */
export function refusedPage(look: Look): Html {
  return note(look, 'page-refused', 'page-refused-what')
}

export function notFoundPage(look: Look): Html {
  return note(look, 'page-not-found', 'page-not-found-what')
}

/** The first page of the Mini App: its script hands over who opened it. */
export function appPage(look: Look): Html {
  const { t } = look
  const state = (name: string, isHidden = true) =>
    html`<p data-state="${name}" ${isHidden ? html`hidden` : ''}>${t(`page-app-${name}`)}</p>`
  return entryPage(look, {
    title: t('page-app'),
    script: 'app.js',
    body: html`<div role="status">
      ${state('waiting', false)} ${state('outside')} ${state('refused')} ${state('no-right')}
      ${state('failed')}
    </div>`,
  })
}

function note(look: Look, title: string, text: string): Html {
  return entryPage(look, {
    title: look.t(title),
    body: html`<p>${look.t(text)}</p>
      <p><a href="/dashboard">${look.t('page-home')}</a></p>`,
  })
}
