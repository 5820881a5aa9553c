import { articleData } from '../../shared/article-button.ts'
import { draftArticleButton } from '../../shared/draft-button.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Button, type Screen } from '../../shared/screen.ts'
import { isAnswered, quoteOf, type CitedPart, type LawAnswer, type Remark } from './answer.ts'
import { longestQuestion } from './ask-law.ts'
import type { KeptAnswer, LawQuestion } from './ask-store.ts'
import type { ForwardOutcome } from './forward-question.ts'
import { longestReply, type ReplyOutcome } from './reply-question.ts'

/** How words are set: Telegram HTML, or plain for the command line and the database. */
interface Markup {
  safe: (text: string) => string
  bold: (text: string) => string
}

const html: Markup = { safe: escapeHtml, bold: (text) => `<b>${escapeHtml(text)}</b>` }
const bare: Markup = { safe: (text) => text, bold: (text) => text }

/** Three articles with their headings stay well below Telegram's 4,096 characters. */
const roomForAll = 3_000
const mostButtons = 6

/** The answer in plain words, ending with 以正式文本为准. */
export function answerText(t: Translate, answer: LawAnswer): string {
  return [...partsOf(t, answer, bare), ...footOf(t, answer)].join('\n\n')
}

/** What is kept, and printed as JSON, of an answer. */
export function answerRecord(t: Translate, answer: LawAnswer): KeptAnswer {
  return {
    answered: isAnswered(answer),
    text: answerText(t, answer),
    citations: answer.citations.map(recordOf),
  }
}

/** An article of an answer as it is kept and printed. */
export function recordOf(part: CitedPart): KeptAnswer['citations'][number] {
  const { law, version, article } = part.source
  return { law, version, article, quote: quoteOf(part) }
}

/** The answer with buttons for its articles and one to hand the question on. */
export function answerScreen(t: Translate, answer: LawAnswer, questionId: number): Screen {
  const parts = [...partsOf(t, answer, html), t('ask-hint'), ...footOf(t, answer)]
  const sources = [...answer.citations, ...answer.related].map(({ source }) => source)
  const once = sources.filter(
    (source, index) => sources.findIndex((one) => one.articleId === source.articleId) === index,
  )
  const articles = once.slice(0, mostButtons).map(({ articleId, article }): Button => {
    return { label: t('ask-button-article', { article }), data: articleData(articleId) }
  })
  const rows = [articles.slice(0, 2), articles.slice(2, 4), articles.slice(4)]
  const forward = { label: t('ask-button-forward'), data: `ak:fwd:${questionId}` }
  return { text: parts.join('\n\n'), buttons: [...rows, [forward]].filter((row) => row.length > 0) }
}

function partsOf(t: Translate, answer: LawAnswer, markup: Markup): string[] {
  const { kind, masked, citations, related, remarks, isModelOut } = answer
  const kinds = masked.map(({ kind: hidden }) => t(`ask-kind-${hidden}`)).join('、')
  const blocks = (parts: CitedPart[], room = roomForAll / Math.max(1, parts.length)) =>
    parts.map((part, index) => blockOf(t, part, { markup, room, number: index + 1 }))
  return [
    ...(masked.length > 0 ? [t('ask-masked', { kinds })] : []),
    ...(isModelOut ? [t('ask-model-out')] : []),
    ...remarks.map((remark) => remarkText(t, remark, markup)),
    ...(kind === 'prose'
      ? [proseOf(answer, markup), quotesOf(t, citations, markup)]
      : blocks(citations)),
    ...(isAnswered(answer) ? [] : [t(`ask-${kind}`)]),
    ...(kind === 'related' ? blocks(related, 500) : []),
    ...(kind === 'none' && related.length > 0 ? [nearest(t, related, markup)] : []),
  ]
}

function footOf(t: Translate, { kind }: LawAnswer): string[] {
  return kind === 'no-laws' ? [] : [t('ask-official')]
}

function proseOf({ sentences }: LawAnswer, { safe }: Markup): string {
  return sentences
    .map(({ text, cites }) => `${safe(text)}${cites.map((one) => `[${one + 1}]`).join('')}`)
    .join('\n')
}

function quotesOf(t: Translate, citations: CitedPart[], { safe }: Markup): string {
  const lines = citations.map(
    (part, index) =>
      `[${index + 1}] ${sourceText(t, part, safe)}\n“${safe(quoteOf(part).replace(/\s*\n\s*/g, ' '))}”`,
  )
  return lines.join('\n')
}

function nearest(t: Translate, related: CitedPart[], { safe }: Markup): string {
  const lines = related.map((part) => `• ${sourceText(t, part, safe)}`)
  return [t('ask-nearest'), ...lines].join('\n')
}

function sourceText(t: Translate, { source }: CitedPart, safe: Markup['safe']): string {
  const { law, article, version } = source
  return t('law-hit', { law: safe(law), article, version })
}

/** An article with the words that matter marked; a long one is cut around them. */
function blockOf(
  t: Translate,
  part: CitedPart,
  { markup, room, number }: { markup: Markup; room: number; number: number },
): string {
  const { safe, bold } = markup
  const { text } = part.source
  const spare = Math.max(0, room - (part.end - part.start))
  const isLong = text.length > room
  const from = isLong ? Math.max(0, part.start - Math.floor(spare / 2)) : 0
  const to = isLong ? Math.min(text.length, part.end + Math.floor(spare / 2)) : text.length
  const isWhole = part.end - part.start >= text.length
  const marked = clip(text.slice(part.start, part.end), Math.max(room, 100))
  const words = [
    from > 0 ? '…' : '',
    safe(text.slice(from, part.start)),
    isWhole ? safe(marked) : bold(marked),
    safe(text.slice(part.end, to)),
    to < text.length ? '…' : '',
  ]
  return `${number}. ${sourceText(t, part, safe)}\n${words.join('')}`
}

function remarkText(t: Translate, remark: Remark, { safe }: Markup): string {
  const { kind, law, article, version, date, current } = remark
  const said = t(`ask-remark-${kind}`, { law: safe(law), article, version, date })
  return current === null || kind === 'no-part'
    ? said
    : `${said}${t('ask-remark-current', { current })}`
}

/** Stands where the answer will be. */
export function lookingScreen(t: Translate): Screen {
  return { text: t('ask-looking') }
}

/** Asks for a question. */
export function promptScreen(t: Translate): Screen {
  return { text: t('ask-prompt'), asks: t('ask-prompt-hint') }
}

/** A question that is too long to be one. */
export function tooLongScreen(t: Translate): Screen {
  return { text: t('ask-too-long', { most: longestQuestion }) }
}

/** What became of handing a question on. */
export function forwardedText(t: Translate, outcome: ForwardOutcome): string {
  return t(`ask-forward-${outcome}`)
}

/** A question as the legal office sees it. */
export function officeScreen(t: Translate, { id, text, answer, repliedAt }: LawQuestion): Screen {
  const shown = answer
    ? `${t('ask-office-shown')}\n${escapeHtml(clip(answer.text, 1_500))}`
    : t('ask-office-no-answer')
  const parts = [`<b>${t('ask-office-title')}</b>`, escapeHtml(text), shown]
  const button = { label: t('ask-button-reply'), data: `ak:re:${id}` }
  return { text: parts.join('\n\n'), buttons: repliedAt ? [] : [[button]] }
}

/** Asks the legal office for its words. */
export function askReplyScreen(t: Translate, { text }: LawQuestion): Screen {
  return {
    text: t('ask-reply-prompt', { question: escapeHtml(clip(text, 200)) }),
    asks: t('ask-reply-hint'),
  }
}

/** What became of a reply; what was worth asking the office may be worth training: `articleId` is what it is about. */
export function replyOutcomeScreen(
  t: Translate,
  outcome: ReplyOutcome,
  articleId: number | null = null,
): Screen {
  const reply = outcome.kind === 'already' ? escapeHtml(outcome.reply) : ''
  const text = t(`ask-reply-${outcome.kind}`, { reply, most: longestReply })
  return articleId === null ? { text } : { text, buttons: [[draftArticleButton(t, articleId)]] }
}

/** The legal office's reply as the person who asked gets it. */
export function replyScreen(t: Translate, { text, reply }: LawQuestion): Screen {
  const parts = [
    `<b>${t('ask-reply-title')}</b>`,
    t('ask-reply-to', { question: escapeHtml(text) }),
    escapeHtml(reply ?? ''),
  ]
  return { text: parts.join('\n\n') }
}
