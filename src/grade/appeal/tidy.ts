/** Marks as people write them: 7, 2.5, at most two decimals. */
export function tidy(marks: number): string {
  return String(Math.round(marks * 100) / 100)
}
