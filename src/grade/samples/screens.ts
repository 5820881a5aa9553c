import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import type { SamplesAdded } from './add-samples.ts'
import { samplesWanted } from './short-answer-readiness.ts'
import type { Sample } from './store.ts'

const room = { stem: 200, points: 1_500, sample: 80 }
const samplesShown = 10

/** Asks for samples as a typed reply: the points in their order, what is there, an example line. */
export function askSamplesScreen(
  t: Translate,
  { stem, points, samples }: { stem: string; points: { text: string }[]; samples: Sample[] },
): Screen {
  const forPoint = Math.floor(room.points / points.length)
  const lines = [
    t('samples-ask', { stem: escapeHtml(clip(stem, room.stem)), wanted: samplesWanted }),
    ...points.map(({ text }, i) => `${i + 1}. ${escapeHtml(clip(text, forPoint))}`),
    '',
    t('samples-example', { signs: points.map((_, i) => (i % 2 ? '✗' : '✓')).join('') }),
    ...samples.slice(-samplesShown).map(sampleLine),
  ]
  return { text: lines.join('\n'), asks: t('samples-hint') }
}

function sampleLine({ text, points }: Sample): string {
  const signs = points.map(({ hit }) => (hit ? '✓' : '✗')).join('')
  return `${signs} ${escapeHtml(clip(text, room.sample))}`
}

/** What was kept of the reply. */
export function samplesAddedScreen(t: Translate, added: SamplesAdded): Screen {
  if (added.kind !== 'added') return { text: t(`samples-${added.kind}`) }
  const { bad, readiness } = added
  const lines = [t('samples-added', { added: added.added })]
  if (bad.length > 0) lines.push(t('samples-bad', { lines: bad.join('、') }))
  if (readiness) {
    const { samples, agreement } = readiness
    const percent = Math.round((agreement ?? 0) * 100)
    lines.push(t('samples-state', { samples, wanted: samplesWanted, percent }))
  }
  return { text: lines.join('\n') }
}
