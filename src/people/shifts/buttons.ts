/** Button data of duty rosters: `sh:act:plan`. */
export const shiftData = {
  confirm: (planId: number) => `sh:ok:${planId}`,
  cancel: (planId: number) => `sh:no:${planId}`,
  undo: (planId: number) => `sh:undo:${planId}`,
  list: (planId: number) => `sh:list:${planId}`,
}
