/** Button data of drafting, at most 15 bytes. Articles and laws: shared/draft-button.ts. */

const acts = ['p', 'c', 'no'] as const

/** Draft from a text that was kept, as a policy or as a case; or forget it. */
export type TextAct = (typeof acts)[number]

export function textData(act: TextAct, draftId: number): string {
  return `dr:${act}:${draftId}`
}

export function readTextData(data: string): { act: TextAct; draftId: number } | null {
  const [, named, id] = /^dr:(p|c|no):(\d{1,9})$/.exec(data) ?? []
  const act = acts.find((one) => one === named)
  return act && id ? { act, draftId: Number(id) } : null
}

/** Explains the ways to draft questions. */
export const howData = 'dr:how'
/** Asks for a case, to be typed. */
export const caseData = 'dr:case'
