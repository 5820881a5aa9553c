import type { CheckReport } from './bank/check-bank.ts'

/** What a bank file holds, for a person at a terminal. */
export function bankReportText(report: CheckReport): string {
  const kinds = Object.entries(report.byKind)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${count}`)
  const encoding = report.encoding ? `, ${report.encoding}` : ''
  return [
    `${report.format}${encoding}: ${report.questions} (${kinds.join(', ')})`,
    ...report.problems.map(({ where, reason }) => `! ${where}: ${reason}`),
    ...report.duplicates.map(({ where, first }) => `= ${where} = ${first}`),
    ...report.preview.map((question) => `\n${question}`),
  ].join('\n')
}
