/** The kinds of days as people write them: pure. */

import type { DayMode } from '../../platform/calendar.ts'

/** CLEAR: as the day usually is. */
export type ModeWord = DayMode | 'CLEAR'

/** In this order: 取消训练 stops, 取消 takes back. */
const words: [string, ModeWord][] = [
  [
    '只(?:推|发|看|学)(?:送)?(?:文章|法条)|(?:推|发)文章|文章日|article(?:s)?(?: day| only)?',
    'ARTICLE',
  ],
  [
    '(?:取消|暂停|停止|不)(?:训练|晨训|训)|停(?:训|课|止)|no training|stop(?:ped)?(?: training)?|paused?',
    'STOPPED',
  ],
  [
    '(?:照常|正常|恢复|继续|补)(?:训练|晨训|训)|训练(?:照常|正常)|照常|正常|恢复正常|training as usual|as usual|normal|train(?:ing)?',
    'NORMAL',
  ],
  ['取消|撤销|清除|删除|恢复默认|默认|恢复|cancel|clear|remove|reset|default', 'CLEAR'],
]

/** One pattern for all, the earlier word first; each kind is a group. */
export const modePattern = new RegExp(words.map(([word]) => `(${word})`).join('|'), 'iy')

/** The kind of day a match of `modePattern` names. */
export function modeOf(match: RegExpMatchArray): ModeWord {
  return words[match.slice(1).findIndex((group) => group !== undefined)]?.[1] ?? 'NORMAL'
}

/** What offices write in a column of a calendar beside the words above. */
const cells: [RegExp, ModeWord][] = [
  [/^(放假|休息日?|节假日|假日|法定节假日|休|不训|否|off|holiday)$/i, 'STOPPED'],
  [/^(上班|工作日|训练日?|晨训|补班|调休上班|是|work(day)?)$/i, 'NORMAL'],
]

/** The kind of day that a cell names; null where it names none. */
export function readModeCell(cell: string): ModeWord | null {
  const text = cell.normalize('NFKC').replace(/\s/g, ' ').trim()
  const named = cells.find(([pattern]) => pattern.test(text))
  if (named) return named[1]
  modePattern.lastIndex = 0
  const match = modePattern.exec(text)
  return match?.[0].length === text.length ? modeOf(match) : null
}
