import { assetAddress } from './assets.ts'
import { html, type Html } from './html.ts'
import type { Look, Visit } from './visit.ts'

interface Page {
  title: string
  body: Html
  /** The part of the menu it belongs to. */
  part?: 'units' | 'questions' | 'health' | 'self-check'
  /** A file of assets/ that the page cannot do without, or does better with. */
  script?: string | undefined
}

/** A page for somebody who has logged in, with the menu of what they may see. */
export function pageOf({ look, person }: Visit, { title, body, part, script }: Page): Html {
  if (look.wall) return documentOf(look, { title, body: mainOf(body), script })
  const { t } = look
  const link = (name: Page['part'], address: string, key: string) =>
    html`<a href="${address}" ${part === name ? html`aria-current="page"` : ''}>${t(key)}</a>`
  const leads = person.leads.length > 0 || person.isAdmin
  return documentOf(look, {
    title,
    script,
    body: html`<header class="top">
        <div class="inner">
          <a class="brand" href="/dashboard">${t('page-brand')}</a>
          <nav aria-label="${t('page-menu')}">
            ${leads ? link('units', '/dashboard', 'page-menu-units') : ''}
            ${
              person.isReviewer
                ? link('questions', '/dashboard/questions', 'page-menu-questions')
                : ''
            }
            ${person.isAdmin ? link('health', '/dashboard/health', 'page-menu-health') : ''}
            ${person.isAdmin ? link('self-check', '/dashboard/self-check', 'selfcheck-button') : ''}
          </nav>
          <div class="who">
            <span>${person.officer?.name ?? t('page-admin')}</span>
            ${languageLink(look)}
            <form method="post" action="/dashboard/logout">
              <button class="plain">${t('page-logout')}</button>
            </form>
          </div>
        </div>
      </header>
      ${mainOf(body)}
      <footer class="inner no-print">${t('page-footer')}</footer>`,
  })
}

/** A page for whoever has not logged in: one thing to read or do. */
export function entryPage(look: Look, { title, body, script }: Omit<Page, 'part'>): Html {
  return documentOf(look, {
    title,
    script,
    body: html`<header class="top">
        <div class="inner">
          <span class="brand">${look.t('page-brand')}</span>
          <nav aria-label="${look.t('page-menu')}"></nav>
          <div class="who">${languageLink(look)}</div>
        </div>
      </header>
      ${mainOf(
        html`<div class="entry card">
          <h1>${title}</h1>
          ${body}
        </div>`,
      )}`,
  })
}

function mainOf(body: Html): Html {
  return html`<main id="main" class="inner" tabindex="-1">${body}</main>`
}

function languageLink({ t, locale, otherLanguage }: Look): Html {
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return html`<a class="plain" lang="${other}" hreflang="${other}" href="${otherLanguage}"
    >${t('page-other-language')}</a
  >`
}

const wallSeconds = 60

function documentOf(
  { t, locale, theme, wall }: Look,
  { title, body, script }: { title: string; body: Html; script?: string | undefined },
): Html {
  return html`<!doctype html>
    <html
      lang="${locale}"
      class="${wall ? 'wall' : ''}"
      ${theme ? html`data-theme="${theme}"` : ''}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${wall ? html`<meta http-equiv="refresh" content="${wallSeconds}" />` : ''}
        <title>${title} · ${t('page-brand')}</title>
        <link rel="icon" href="${assetAddress('icon.svg')}" />
        <link rel="stylesheet" href="${assetAddress('style.css')}" />
        ${script ? html`<script src="${assetAddress(script)}" defer></script>` : ''}
      </head>
      <body>
        <a class="skip" href="#main">${t('page-skip')}</a>
        ${body}
      </body>
    </html>`
}
