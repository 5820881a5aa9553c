import type { Draft } from '../draft.ts'
import type { Place, Problem } from '../format.ts'
import { headingOf } from '../headers.ts'
import { kindOf } from '../kinds.ts'
import { isQuestionObject, readObject, type Fields } from './object.ts'

/** A list nested deeper than this is no bank; the walk must end on any input. */
const maxDepth = 12

interface Walk {
  drafts: Draft[]
  problems: Problem[]
  count: number
  placeOf: (item: number) => Place
}

/** What the lists around a question say about it. */
interface Context {
  kind?: string
  topic?: string
}

/**
 * Every question in a JSON value of any shape: lists of objects, objects of lists by kind or
 * chapter, `{stem: {…}}`, `{"stem|option|option": answer}`, rows of a table. `placeOf` names the
 * n-th question.
 */
export function findDrafts(
  value: unknown,
  placeOf: (item: number) => Place,
): { drafts: Draft[]; problems: Problem[] } {
  const walk: Walk = { drafts: [], problems: [], count: 0, placeOf }
  visit(walk, value, {}, 0)
  return { drafts: walk.drafts, problems: walk.problems }
}

function visit(walk: Walk, value: unknown, context: Context, depth: number): void {
  if (depth > maxDepth) return
  if (Array.isArray(value)) return visitList(walk, value, context, depth)
  if (typeof value !== 'object' || value === null) return
  const fields = value as Fields
  if (isQuestionObject(fields)) {
    const nested = nestedQuestions(fields)
    if (nested) return visit(walk, nested, { ...context, ...contextOf(fields) }, depth + 1)
    return add(walk, readObject(fields, nextPlace(walk)), context)
  }
  visitObject(walk, fields, context, depth)
}

function visitList(walk: Walk, list: unknown[], context: Context, depth: number): void {
  const table = tableRows(list)
  if (table) return visitList(walk, table, context, depth + 1)
  const ofQuestions = list.some((element) => isObject(element) && isQuestionObject(element))
  for (const element of list) {
    const before = walk.drafts.length
    visit(walk, element, context, depth + 1)
    // Among questions, an object that gave none is named and not passed over.
    const lost = ofQuestions && isObject(element) && walk.drafts.length === before
    if (lost) walk.problems.push({ where: nextPlace(walk), code: 'not-a-question' })
  }
}

function visitObject(walk: Walk, fields: Fields, context: Context, depth: number): void {
  const own = { ...context, ...contextOf(fields) }
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'object' && value !== null) {
      const inner = { ...own, ...contextOfName(name) }
      if (isObject(value) && !isQuestionObject(value) && isStemless(value)) {
        add(walk, readObject({ ...value, stem: name }, nextPlace(walk)), own)
      } else visit(walk, value, inner, depth + 1)
    } else if (isEntry(name, value)) add(walk, readEntry(name, value, nextPlace(walk)), own)
  }
}

function add(walk: Walk, draft: Draft, context: Context): void {
  walk.drafts.push({
    ...draft,
    ...(draft.kind === undefined && context.kind !== undefined ? { kind: context.kind } : {}),
    ...(draft.topic === undefined && context.topic !== undefined ? { topic: context.topic } : {}),
  })
}

function nextPlace(walk: Walk): Place {
  walk.count += 1
  return walk.placeOf(walk.count)
}

/** `"stem|option|option": "answer"` and `"stem": "answer"`. */
function isEntry(name: string, value: unknown): value is string | boolean {
  if (typeof value !== 'string' && typeof value !== 'boolean') return false
  if (name.includes('|')) return true
  return name.length >= 6 && headingOf(name) === null && /[\u4e00-\u9fff]|\s/.test(name)
}

function readEntry(name: string, value: string | boolean, place: Place): Draft {
  const [stem = '', ...options] = name.split('|')
  const choice = options.length > 0 ? { keyIsText: true as const } : {}
  return { place, stem, options: options.map((option) => option.trim()), key: value, ...choice }
}

function contextOf(fields: Fields): Context {
  const context: Context = {}
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string' || value === '' || value.length > 60) continue
    const role = headingOf(name)?.role
    if (role === 'kind' && kindOf(value) !== 'unknown') context.kind = value
    else if (role === 'topic' || /^(name|section|chaptername|名称)$/i.test(name))
      context.topic = value
  }
  return context
}

/** `{"单选题": […]}` names a kind, `{"第一章 总则": […]}` a topic. */
function contextOfName(name: string): Context {
  const kind = kindOf(name)
  if (kind !== 'unknown' && kind !== 'code') return { kind: name }
  const meaningless =
    headingOf(name) !== null || /^(data|list|items|rows|result|questions?|records|\d+)$/i.test(name)
  return meaningless || !/[\u4e00-\u9fff]/.test(name) ? {} : { topic: name }
}

/** An object that has options or a key but takes its stem from its name in the outer object. */
function isStemless(fields: Fields): boolean {
  const roles = Object.keys(fields).map((name) => headingOf(name)?.role)
  const answered = roles.includes('key')
  return (
    answered && (roles.includes('options') || roles.includes('option') || roles.includes('kind'))
  )
}

/** A section that looks like a question (it has a title) but carries a list of questions. */
function nestedQuestions(fields: Fields): unknown[] | null {
  for (const [name, value] of Object.entries(fields)) {
    const role = headingOf(name)?.role
    const ofQuestion = role === 'options' || role === 'key' || role === 'option'
    if (ofQuestion || !Array.isArray(value) || value.length === 0) continue
    if (value.some((element) => isObject(element) && isQuestionObject(element))) return value
  }
  return null
}

/** `[["题干", "答案"], ["…", "A"]]`: a table with its headings in the first row. */
function tableRows(list: unknown[]): Fields[] | null {
  const [header, ...rows] = list
  if (!Array.isArray(header) || rows.length === 0 || !rows.every(Array.isArray)) return null
  const names = header.map(String)
  if (!names.some((name) => headingOf(name)?.role === 'stem')) return null
  return (rows as unknown[][]).map((row) =>
    Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])),
  )
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
