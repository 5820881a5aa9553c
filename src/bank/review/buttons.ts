const acts = [
  ...(['next', 'card', 'ok', 'stop', 'stopped', 'back', 'returned', 'why', 'edit'] as const),
  ...(['q', 'qstop', 'qstopped', 'qedit'] as const),
  ...(['submit', 'drop'] as const),
  'retest' as const,
]

/**
 * What a button of review does, to the task or (those with `q`) the question of its id: `stop` and
 * `back` ask again before `stopped` and `returned` do it, `why` asks for a reason first. `submit` and
 * `drop` are about the edit that their message shows. `retest` asks officers anew, after a task that a
 * law opened was settled.
 */
export type ReviewAct = (typeof acts)[number]

/** The data of a button of review, at most 22 bytes. */
export function reviewData(act: ReviewAct, id = 0): string {
  return `rv:${act}:${id}`
}

/** What a button of review asks for; null for other data. */
export function readReviewData(data: string): { act: ReviewAct; id: number } | null {
  const [, name, id] = /^rv:([a-z]+):(\d{1,9})$/.exec(data) ?? []
  const act = acts.find((one) => one === name)
  return act && id ? { act, id: Number(id) } : null
}

/** The data of a button that makes an admin's choice: `rs:own:1`. */
export function choiceData(name: string, value: boolean): string {
  return `rs:${name}:${value ? 1 : 0}`
}

/** Opens the choices. */
export const choicesData = 'rs:show'
