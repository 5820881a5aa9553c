import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import type { CheckLine, SelfCheck, Verdict } from './self-check.ts'

const marks: Record<Verdict, string> = { kept: '✅', broken: '❌', absent: '–', told: '·' }

/** The self-check on one page: what was counted with a verdict, what the program cannot do, what is only told. */
export function selfCheckScreen(t: Translate, { fromDay, lines }: SelfCheck): Screen {
  const month = { year: fromDay.slice(0, 4), month: Number(fromDay.slice(5, 7)) }
  const text = [
    `<b>${t('selfcheck-title', month)}</b>`,
    ...lines.map((line) => `${marks[line.verdict]} ${lineText(t, line)}`),
    '',
    t('selfcheck-legend'),
  ]
  return { text: text.join('\n') }
}

/** What a line of the self-check says, without its mark. */
export function lineText(t: Translate, { name, verdict, figures }: CheckLine): string {
  return t(`selfcheck-${name}${name === 'burden' && verdict === 'told' ? '-unknown' : ''}`, {
    verdict,
    ...figures,
  })
}
