/** A shift as duty rosters write it: pure. */

import type { ShiftLetter } from './plan.ts'

/**
 * 值 (and 24 小时值班) ends on the next morning, as a night does. 备 is ordinary work with a telephone
 * at hand. Whoever comes off a night shift (下夜) rests.
 */
const words: [RegExp, ShiftLetter][] = [
  [/^(早|白|日|正常|常|行政|上|备|备勤|内勤|e|d|early|day|morning|standby)$/i, 'E'],
  [/^(晚|中|小夜|l|late|evening|afternoon)$/i, 'L'],
  [/^(夜|大夜|通宵|值|值班|全天|24小时(值|值班)?|24h|n|night|duty)$/i, 'N'],
  [
    /^(休|休息|轮休|补休|调休|公休|休假|年休|年假|病假|事假|产假|婚假|丧假|请假|假|下夜|出夜|下夜休|r|o|off|rest|leave)$/i,
    'R',
  ],
]

/** The shift that a cell names: `-` where it is empty, null where it names none. */
export function readShift(cell: string): ShiftLetter | null {
  const text = cell.normalize('NFKC').replace(/\s/g, '')
  if (/^[-—–/\\无]*$/.test(text)) return '-'
  const plain = text.replace(/\([\d:~—–-]*\)$/, '').replace(/(?<=.)班次?$/, '')
  return words.find(([pattern]) => pattern.test(plain) || pattern.test(text))?.[1] ?? null
}
