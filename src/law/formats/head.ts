import { isDay, type Day } from '../../shared/day.ts'
import { numeral, readNumeral } from '../article-number.ts'
import type { InForceSource } from './law-text.ts'

/** What a law's head, its last articles and its file name say about its dates. */
export interface Dates {
  date: Day | null
  inForce: Day | null
  source: InForceSource
  /** Remarks about how the dates were found: codes of `LawProblem` with their arguments. */
  notes: { code: string; args: Record<string, string> }[]
}

interface DatedEvent {
  day: Day
  kind: 'passed' | 'revised' | 'in-force'
}

/** What titles of laws, regulations, rules and interpretations end with. */
const lawWord =
  '(?:法|法典|条例|规定|办法|细则|规则|规范|条令|准则|解释|决定|规程|制度|标准|意见|通则|章程|纲要|批复|守则|纪要|通知)'
const title = new RegExp(`${lawWord}(?:[（(][^（）()]{1,20}[）)])?$`)

/** True for a line that can be the title of a law. */
export function isTitle(line: string): boolean {
  const text = line.replace(/^《(.*)》$/, '$1')
  const isShort = text.length >= 3 && text.length <= 80
  return isShort && title.test(text) && !/[。；，：!?]|^[（(第附]/.test(text)
}

/** `中华人民共和国宪法（2018年修正文本）` → `中华人民共和国宪法`: the date is the version's, not the law's. */
export function bareTitle(text: string): string {
  return text
    .replace(/\s+/g, '')
    .replace(/^《(.*)》$/, '$1')
    .replace(/[（(][^（）()]*(?:\d{4}|修正|修订|修改|文本|版)[^（）()]*[）)]$/, '')
}

/** The title that a file name gives: without folder, ending, date and the marks around them. */
export function titleFromName(name: string): string {
  const base = name.replace(/^.*[/\\]/, '').replace(/\.[A-Za-z0-9]{1,5}$/, '')
  const words = base
    .replace(/[（(_\s-]*(?:19|20)\d{2}-?\d{2}-?\d{2}[）)]?/g, '')
    .split(/[-_\s]/)
    .filter((part) => part !== '')
  return bareTitle(words.findLast((part) => title.test(bareTitle(part))) ?? words.at(-1) ?? base)
}

/**
 * When a text was made and when it came into force. The words of the head decide; the file name
 * completes them (a head often gives only the first publication). A date of coming into force that
 * is older than the text belongs to the first version: amendments are then taken to hold from the
 * day they were made, and a note says so.
 */
export function readDates(head: string, ending: string, fileName: string): Dates {
  const events = eventsOf(plainDates(head))
  const made = versionDate(events, dateInName(fileName))
  const last = plainDates(ending)
  const stated = [
    ...events.filter(({ kind }) => kind === 'in-force').map(({ day }) => day),
    ...[...last.matchAll(inForceSentence)].flatMap(([, ...parts]) => dayOf(parts) ?? []),
  ].sort()
  const latest = stated.at(-1)
  const date = made.date ?? latest ?? null
  const notes = [...made.notes]
  if (date === null) return { date: null, inForce: null, source: 'assumed', notes }
  if (latest !== undefined && latest >= date)
    return { date, inForce: latest, source: 'stated', notes }
  const isFirst = !events.some(({ kind }) => kind === 'revised')
  if (latest === undefined && isFirst && fromPublication.test(last + plainDates(head))) {
    return { date, inForce: date, source: 'published', notes }
  }
  const args = { date, stated: latest ?? '' }
  notes.push({ code: latest ? 'note-in-force-older' : 'note-in-force-assumed', args })
  return { date, inForce: date, source: 'assumed', notes }
}

const writtenDay = /(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})\s*日/g
const inForceSentence = /自\s*(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})\s*日起(?:施行|实施|执行|生效)/g
const fromPublication = /自(?:公布|发布|颁布|印发)之日起(?:施行|实施|执行|生效)/

/** Full-width digits and `二○○四年十月一日` as `2004年10月1日`. */
function plainDates(text: string): string {
  const chinese = new RegExp(`(${numeral}{4})年(${numeral}{1,3})月(${numeral}{1,3})日`, 'g')
  return text
    .replace(chinese, (_, ...parts: string[]) => {
      const [year, month, day] = parts.slice(0, 3).map((part) => readNumeral(part))
      return `${year}年${month}月${day}日`
    })
    .normalize('NFKC')
}

/** Every day of the head with what happened on it: the first verb before the next day. */
function eventsOf(head: string): DatedEvent[] {
  const found = [...head.matchAll(writtenDay)]
  return found.flatMap((match, index): DatedEvent[] => {
    const day = dayOf(match.slice(1))
    const words = head.slice(match.index + match[0].length, found[index + 1]?.index)
    const verb = /修正|修订|修改|通过|公布|发布|印发|批准|颁布|施行|实施/.exec(words)?.[0] ?? ''
    if (!day || verb === '') return []
    if (/施行|实施/.test(verb)) return [{ day, kind: 'in-force' }]
    return [{ day, kind: verb.startsWith('修') ? 'revised' : 'passed' }]
  })
}

function versionDate(
  events: DatedEvent[],
  named: Day | null,
): { date: Day | null; notes: Dates['notes'] } {
  const made = events.filter(({ kind }) => kind !== 'in-force')
  const latest =
    made
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? null
  const revised = made
    .filter(({ kind }) => kind === 'revised')
    .map(({ day }) => day)
    .sort()
    .at(-1)
  if (named === null || latest === null) return { date: latest ?? named, notes: [] }
  const isInHead = made.some(({ day }) => day === named)
  if (isInHead && (revised === undefined || named >= revised)) return { date: named, notes: [] }
  const date = revised === undefined && named > latest ? named : latest
  const args = { date, named, head: latest }
  return {
    date,
    notes: [{ code: date === named ? 'note-date-from-name' : 'note-date-differs', args }],
  }
}

function dateInName(name: string): Day | null {
  const found = /(?<!\d)((?:19|20)\d{2})[-年.]?(\d{1,2})[-月.]?(\d{1,2})(?!\d)/.exec(name)
  return found ? dayOf(found.slice(1)) : null
}

function dayOf([year = '', month = '', day = '']: string[]): Day | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(text) ? text : null
}
