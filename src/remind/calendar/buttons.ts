/** Button data of the calendar: `cal:act`, with a month or the id of a plan. */
export const calendarData = {
  month: (month: string) => `cal:month:${month}`,
  ask: 'cal:ask',
  confirm: (planId: number) => `cal:ok:${planId}`,
  cancel: (planId: number) => `cal:no:${planId}`,
  undo: (planId: number) => `cal:undo:${planId}`,
  list: (planId: number) => `cal:list:${planId}`,
}
