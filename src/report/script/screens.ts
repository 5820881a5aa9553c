import { articleData } from '../../shared/article-button.ts'
import { addDays } from '../../shared/day.ts'
import { lawTitle } from '../../shared/law-title.ts'
import type { Translate } from '../../shared/locale.ts'
import type { UnitRef } from '../../shared/person.ts'
import { clip, escapeHtml, type Button, type Screen } from '../../shared/screen.ts'
import type { Script } from './make-script.ts'
import { quoteFrom } from './quote.ts'
import { subjectOf } from './why.ts'

export const scriptPattern = /^sc:(\d{1,9})$/
export const dailyPattern = /^sc:daily:([01])$/

/** Characters that are read out in a minute without hurry. */
const spokenLength = 245
/** A rule is quoted at least at this length, and no longer than one can follow. */
const quoteLength = { least: 60, most: 140 }
const shown = { answer: 100, unit: 30 }

/** The script: what is read out, and below it the answer for whoever reads. `why` is a model's sentence, if there is one. */
export function scriptScreen(t: Translate, script: Script, why: string | null): Screen {
  const { unit, day, question, article } = script
  const title = t('script-title', {
    unit: escapeHtml(clip(unit.name, shown.unit)),
    month: Number(day.slice(5, 7)),
    date: Number(day.slice(8)),
  })
  const answer =
    question && t('script-answer', { answer: clip(answerOf(t, question.answer), shown.answer) })
  return {
    text: [
      `<b>${title}</b>`,
      ...spokenLines(t, script, why).map(escapeHtml),
      ...(answer ? [`<i>${escapeHtml(answer)}</i>`] : []),
    ].join('\n\n'),
    buttons: [[{ label: t('law-button-article'), data: articleData(article.articleId) }]],
  }
}

/** What is read out, about 200 to 250 Chinese characters: which rule, its words, why it matters, a question. */
export function spokenLines(t: Translate, script: Script, why: string | null): string[] {
  const { article, topic, question, quoted } = script
  const opening = openingOf(t, script)
  const reason = why ?? t(`script-why-${subjectOf(topic, article.law)}`)
  const asked = question
    ? t(`script-question-${question.form}`, { question: question.text })
    : t('script-question-none')
  const rest = [opening, t('script-rule', { quote: '' }), reason, asked].join('').length
  const room = Math.min(quoteLength.most, Math.max(quoteLength.least, spokenLength - rest))
  const about = `${question?.text ?? ''}${question ? answerOf(t, question.answer) : ''}`
  const quote = quoteFrom(article.text, { wanted: quoted, about, room })
  return [opening, t('script-rule', { quote }), reason, asked]
}

/** Which of the units a leader has the script is for. */
export function scriptPick(t: Translate, units: UnitRef[]): Screen {
  return { text: t('report-pick'), buttons: scriptButtons(units) }
}

/** The buttons that lead to the scripts of other units. */
export function scriptButtons(units: UnitRef[]): Button[][] {
  return units.slice(0, 90).map(({ id, name }) => [{ label: clip(name, 40), data: `sc:${id}` }])
}

/** Under the script that came by itself: no more of them. */
export function stopDailyButton(t: Translate): Button[] {
  return [{ label: t('script-stop-daily'), data: 'sc:daily:0' }]
}

/** Under a script that was asked for, for whoever gets none by itself. */
export function startDailyButton(t: Translate): Button[] {
  return [{ label: t('script-start-daily'), data: 'sc:daily:1' }]
}

/** What holds from now on. */
export function dailyScreen(t: Translate, isDaily: boolean): Screen {
  if (isDaily) return { text: t('script-daily') }
  return { text: t('script-not-daily'), buttons: [startDailyButton(t)] }
}

function openingOf(t: Translate, { day, drill, from, article: { law, article }, topic }: Script) {
  return t(`script-opening-${from}`, {
    when: drill === addDays(day, -1) ? 'yesterday' : 'last',
    law: lawTitle(law),
    article,
    topic: topic ?? 'none',
  })
}

function answerOf(t: Translate, answer: string | boolean): string {
  if (typeof answer === 'string') return answer
  return t(answer ? 'report-true' : 'report-false')
}
