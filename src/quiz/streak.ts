export interface DutyOfDay {
  day: string
  state: 'DUE' | 'DONE' | 'MADE_UP' | 'EXCUSED' | 'MISSED'
}

/**
 * Training days in a row on which the set was finished, counted back from the latest. A day excused
 * neither adds nor breaks, and a day still open does not break.
 * @param duties newest first
 */
export function streakOf(duties: DutyOfDay[]): number {
  let streak = 0
  for (const { state } of duties) {
    if (state === 'DONE' || state === 'MADE_UP') streak++
    else if (state === 'MISSED') return streak
  }
  return streak
}
