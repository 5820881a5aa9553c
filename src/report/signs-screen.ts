import type { Translate } from '../shared/locale.ts'
import { clip, escapeHtml } from '../shared/screen.ts'
import type { Help, HelpSigns } from './signs.ts'

/** So many lines keep a message short; who is left out is counted. */
const shown = { units: 8, people: 20, topics: 5, nameLength: 30 }

/** The signs as a block of Telegram HTML of at most about 1,200 characters; empty where nobody needs help. */
export function signsBlock(t: Translate, signs: HelpSigns): string {
  const lines = [...peopleLines(t, signs), ...unitLines(t, signs), ...topicLines(t, signs)]
  if (lines.length === 0) return ''
  return [`<b>${t('help-sign-title')}</b>`, ...lines].join('\n')
}

/** A rate of 0 to 1 in whole percent, rounded down, so that 59.9 is not shown as a 60 that is red. */
export function wholePercent(rate: number): string {
  return `${Math.floor(100 * rate + 1e-9)}%`
}

function peopleLines(t: Translate, { red, amber, people }: HelpSigns): string[] {
  const line = (help: Help, count: number) => {
    if (count === 0) return []
    const names = people.filter((one) => one.help === help).map(({ name }) => short(name))
    const listed = names.slice(0, shown.people).join(t('help-sign-comma'))
    const more = names.length - shown.people
    const tail = more > 0 ? t('help-sign-more', { listed, more }) : listed
    return [t(`help-sign-missed-${help}`, { count, names: tail || 'none' })]
  }
  return [...line('red', red), ...line('amber', amber)]
}

function unitLines(t: Translate, { units }: HelpSigns): string[] {
  const lines = units.slice(0, shown.units).map(({ name, own, red, amber }) =>
    t('help-sign-unit', {
      unit: own ? t('report-own') : short(name),
      red,
      amber,
      both: red > 0 && amber > 0 ? 'yes' : 'no',
    }),
  )
  const more = units.length - shown.units
  return more > 0 ? [...lines, t('help-sign-more-units', { count: more })] : lines
}

function topicLines(t: Translate, { topics }: HelpSigns): string[] {
  const line = (help: Help) => {
    const listed = topics
      .filter((topic) => topic.help === help)
      .slice(0, shown.topics)
      .map(({ name, rate }) =>
        t('help-sign-topic', { topic: short(name), rate: wholePercent(rate) }),
      )
    return listed.length === 0
      ? []
      : [t(`help-sign-topics-${help}`, { topics: listed.join(t('help-sign-comma')) })]
  }
  return [...line('red'), ...line('amber')]
}

function short(text: string): string {
  return escapeHtml(clip(text, shown.nameLength))
}
