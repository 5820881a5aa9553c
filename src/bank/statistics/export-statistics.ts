import { writeWorkbook, type OutSheet } from '../../platform/tables.ts'
import type { Translate } from '../../shared/locale.ts'
import { writtenKey } from '../question-text.ts'
import type { BankStatistics } from './bank-statistics.ts'
import type { QuestionStatistics } from './question-statistics.ts'
import { leastShown } from './statistics.ts'
import { choiceName, flagText } from './wording.ts'

/** Every question that was answered with its numbers, worst first, and every option of each. */
export function exportStatistics(t: Translate, { questions }: BankStatistics): Uint8Array {
  return writeWorkbook([questionsSheet(t, questions), choicesSheet(t, questions)])
}

function questionsSheet(t: Translate, questions: QuestionStatistics[]): OutSheet {
  return {
    name: t('statistics-sheet-questions'),
    header: columns(t, [
      'id',
      'kind',
      'stem',
      'key',
      'count',
      'facility',
      'discrimination',
      'todo',
    ]),
    widths: [8, 10, 60, 16, 10, 12, 10, 80],
    rows: questions.map(({ questionId, question, statistics }) => {
      const { count, facility, discrimination, flags } = statistics
      const todo =
        facility === null
          ? [t('statistics-too-few', { least: leastShown })]
          : flags.map((flag) => flagText(t, question, flag))
      const key = writtenKey(question)
      return [
        questionId,
        t(`bank-kind-${question.kind}`),
        question.stem,
        typeof key === 'string' ? key : key.map((blank) => blank.join(' / ')).join('；'),
        count,
        facility === null ? null : rounded(100 * facility, 1),
        discrimination === null ? null : rounded(discrimination, 2),
        todo.join('\n'),
      ]
    }),
  }
}

function choicesSheet(t: Translate, questions: QuestionStatistics[]): OutSheet {
  return {
    name: t('statistics-sheet-choices'),
    header: columns(t, ['id', 'choice', 'right', 'chosen', 'share', 'rest']),
    widths: [8, 50, 8, 8, 10, 16],
    rows: questions.flatMap(({ questionId, question, statistics }) =>
      statistics.choices.map(({ choice, isKey, count, share, meanRest }) => [
        questionId,
        choiceName(t, question, choice),
        isKey ? '✓' : null,
        count,
        rounded(100 * share, 1),
        meanRest === null ? null : rounded(100 * meanRest, 1),
      ]),
    ),
  }
}

function columns(t: Translate, names: string[]): string[] {
  return names.map((name) => t(`statistics-column-${name}`))
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
