import type { OutSheet } from '../../platform/tables.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml } from '../../shared/screen.ts'
import { articleName } from '../article-number.ts'
import type { LawEffect } from './follow-texts.ts'
import type { Foreseen } from './foresee-law-import.ts'

/** How many questions in use taking a text in would stop or renumber, and when. */
export function foreseenLine(t: Translate, { day, isPlanned, questions }: Foreseen): string {
  const renumbered = questions.filter(({ isRenumbered }) => isRenumbered).length
  const counts = { count: questions.length, stopped: questions.length - renumbered, renumbered }
  return t(isPlanned ? 'law-foreseen-planned' : 'law-foreseen-now', { day, ...counts })
}

/** Every question that taking the texts in would touch, an article a row. */
export function foreseenSheet(t: Translate, foreseen: Foreseen[]): OutSheet {
  const columns = ['question', 'stem', 'law', 'article', 'kind', 'to', 'then']
  return {
    name: t('law-sheet-questions'),
    header: columns.map((name) => t(`law-column-${name}`)),
    widths: [8, 60, 24, 20, 10, 14, 24],
    rows: foreseen.flatMap(({ law, questions }) =>
      questions.flatMap(({ questionId, stem, article, changes, isRenumbered }) =>
        changes.map(({ kind, to }) => [
          String(questionId),
          clip(stem.replace(/\s+/g, ' '), 100),
          law,
          article,
          t(`law-kind-${kind}`),
          to === undefined ? '' : articleName(to),
          t(isRenumbered ? 'law-then-renumbered' : 'law-then-stopped'),
        ]),
      ),
    ),
  }
}

/** What a correction of the library did to questions in use, a line each; nothing where it did nothing. */
export function effectLines(t: Translate, effects: LawEffect[]): string[] {
  return effects.flatMap((effect) => {
    const law = escapeHtml(effect.law)
    switch (effect.kind) {
      case 'applied': {
        const { stopped, renumbered } = effect
        return stopped + renumbered > 0 ? t('law-effect-applied', { law, stopped, renumbered }) : []
      }
      case 'planned': {
        const { day, versionId, questions: count } = effect
        const key = versionId === null ? 'law-effect-ends' : 'law-effect-planned'
        return count > 0 ? t(key, { law, day, count }) : []
      }
      case 'undone': {
        const { released: count } = effect
        return count > 0 ? t('law-effect-undone', { law, count }) : []
      }
    }
  })
}
