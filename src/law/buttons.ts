/** Button data of this slice: `lw:act:id` or `lw:act:id:at`. Articles: shared/article-button.ts. */

/** What everybody may press: the list, a law, a text, some articles of it, all texts of a law. */
const browsing = ['list', 'law', 'text', 'part', 'texts'] as const
/** What admins may press: about a file that was read, and about a text of the library. */
const managing = [
  'ok',
  'no',
  'undo',
  'all',
  'day',
  'manage',
  'begin',
  'repeal',
  'restore',
  'remove',
  'removed',
] as const

export type BrowseAct = (typeof browsing)[number]
export type ManageAct = (typeof managing)[number]

/** `at` is a page, or the position of the first article that is shown. */
export interface LawPress<Act> {
  act: Act
  id: number
  at: number
}

export function lawData(act: BrowseAct | ManageAct, id: number, at = 0): string {
  return at === 0 ? `lw:${act}:${id}` : `lw:${act}:${id}:${at}`
}

export function readBrowseData(data: string): LawPress<BrowseAct> | null {
  return readData(data, browsing)
}

export function readManageData(data: string): LawPress<ManageAct> | null {
  return readData(data, managing)
}

function readData<Act extends string>(data: string, acts: readonly Act[]): LawPress<Act> | null {
  const [, named, id, at = '0'] = /^lw:([a-z]+):(\d{1,9})(?::(\d{1,6}))?$/.exec(data) ?? []
  const act = acts.find((one) => one === named)
  return act ? { act, id: Number(id), at: Number(at) } : null
}
