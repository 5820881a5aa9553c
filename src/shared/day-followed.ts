/** What became of the duties of an open day when the calendar or shifts changed it. */
export interface DayFollowed {
  /** Due until now and not begun. */
  excused: number
  /** Excused until now. */
  due: number
  /** Begun, not finished, and due as before. */
  begun: number
  finished: number
}
