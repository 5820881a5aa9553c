import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/jobs.ts'
import { dayIn } from '../shared/day.ts'
import type { Question } from '../shared/question.ts'
import { isOpenFor } from './choose-day.ts'
import { saveFinish, saveStart } from './duty-store.ts'
import { judge, type Given } from './judge.ts'
import { reviewed } from './review.ts'
import { findItem, finishSitting, saveAnswer, saveDraft, saveSure, type Item } from './store.ts'

type AnswerDeps = Pick<Deps, 'db' | 'now' | 'settings'>

export type AnswerOutcome =
  /** The button belongs to another officer's set, or to none. */
  | { kind: 'not-yours' }
  | { kind: 'closed' }
  /** A multiple choice was submitted with no option chosen. */
  | { kind: 'nothing-chosen' }
  | { kind: 'already'; item: Item }
  | { kind: 'answered'; item: Item }

/** Reads what the officer did as an answer to the question that it turns out to be; null for nothing. */
export type Giving = (item: Item) => Given | null

/**
 * An officer answered a question. The first answer counts; it is saved, and a short answer's marking
 * asked for, before anything is shown.
 */
export async function answerQuestion(
  deps: AnswerDeps,
  input: { officerId: number; answerId: number; give: Giving },
): Promise<AnswerOutcome> {
  const found = await findOpenItem(deps, input)
  if ('kind' in found) {
    // The same update again after a crash, which may have come before the set was closed.
    if (found.kind === 'already') await finishIfComplete(deps, found.item)
    return found
  }
  const { item } = found
  const given = input.give(item)
  if (given === null) return { kind: 'nothing-chosen' }
  if (!fits(item.question, given)) return { kind: 'not-yours' }
  const answered =
    item.question.kind === 'short'
      ? await saveForMarking(deps, item, given)
      : await saveJudged(deps, item, given)
  if (!answered) {
    const first = await findItem(deps.db, item.answerId)
    // Its key was mended between reading and saving: judge it by the new one.
    if (first && first.outcome === null) return await answerQuestion(deps, input)
    return first ? { kind: 'already', item: first } : { kind: 'not-yours' }
  }
  if (answered.left === 0) await finishIfComplete(deps, item)
  return { kind: 'answered', item: answered.item }
}

export type ChoiceOutcome =
  | Exclude<AnswerOutcome, { kind: 'answered' }>
  | { kind: 'chosen'; item: Item }

/**
 * An officer chose an option of a multiple choice, or took it back. The button says which of the two,
 * so that a repeated press changes nothing.
 */
export async function chooseOption(
  deps: AnswerDeps,
  input: { officerId: number; answerId: number; option: number; chosen: boolean },
): Promise<ChoiceOutcome> {
  const found = await findOpenItem(deps, input)
  if ('kind' in found) return found
  const { item } = found
  if (item.question.kind !== 'multiple' || !fits(item.question, [input.option])) {
    return { kind: 'not-yours' }
  }
  const others = item.draft.filter((index) => index !== input.option)
  const draft = input.chosen ? [...others, input.option].sort((one, other) => one - other) : others
  await saveDraft(deps.db, item.answerId, draft)
  await noteStart(deps, item)
  return { kind: 'chosen', item: { ...item, draft } }
}

/** An officer says to be sure of the answer that follows, or takes it back; where they were asked. */
export async function saySure(
  deps: AnswerDeps,
  input: { officerId: number; answerId: number; sure: boolean },
): Promise<ChoiceOutcome> {
  const found = await findOpenItem(deps, input)
  if ('kind' in found) return found
  const { item } = found
  if (item.sure === null) return { kind: 'not-yours' }
  await saveSure(deps.db, item.answerId, input.sure)
  await noteStart(deps, item)
  return { kind: 'chosen', item: { ...item, sure: input.sure } }
}

async function findOpenItem(
  deps: AnswerDeps,
  { officerId, answerId }: { officerId: number; answerId: number },
): Promise<{ item: Item } | Exclude<AnswerOutcome, { kind: 'answered' }>> {
  const item = await findItem(deps.db, answerId)
  if (!item || item.officerId !== officerId) return { kind: 'not-yours' }
  if (item.outcome !== null) return { kind: 'already', item }
  const isOpen = item.sitting.kind !== 'DAILY' || (await isOpenFor(deps, item.day))
  return isOpen ? { item } : { kind: 'closed' }
}

/** Button data can be forged: an answer must have the shape of its question. */
function fits(question: Question, given: Given): boolean {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return (
        Array.isArray(given) &&
        (question.kind === 'multiple' || given.length === 1) &&
        given.every((index) => typeof index === 'number' && index < question.options.length)
      )
    case 'true-false':
      return typeof given === 'boolean'
    case 'fill-in':
      return Array.isArray(given) && given.every((text) => typeof text === 'string')
    case 'short':
      return typeof given === 'string'
  }
}

/** An answer that was saved, and how many questions of its set are left. */
interface Answered {
  item: Item
  left: number
}

async function saveJudged(
  { db, now, settings }: AnswerDeps,
  item: Item,
  given: Given,
): Promise<Answered | null> {
  const { outcome, score } = judge(item.question, given, item.rule)
  const today = dayIn(settings.timeZone, now())
  await noteStart({ db, now, settings }, item)
  const left = await saveAnswer(db, {
    ...keysOf(item),
    given,
    outcome,
    score,
    now: now(),
    review: reviewed(item.card, { isRight: outcome === 'RIGHT', sure: item.sure }, today),
  })
  return left === null ? null : { item: { ...item, given, outcome, score }, left }
}

async function saveForMarking(
  deps: AnswerDeps,
  item: Item,
  given: Given,
): Promise<Answered | null> {
  await noteStart(deps, item)
  return await deps.db.$transaction(async (sql) => {
    const now = deps.now()
    const pending = { given, outcome: 'PENDING' as const, score: null }
    const left = await saveAnswer(sql, { ...keysOf(item), ...pending, now, review: null })
    if (left === null) return null
    const { answerId } = item
    await enqueue(sql, {
      name: 'grade-answer',
      key: `grade:${answerId}`,
      data: { answerId },
      now,
    })
    return { item: { ...item, ...pending }, left }
  })
}

function keysOf({ answerId, officerId, questionId, versionId, sure }: Item) {
  return { answerId, officerId, questionId, versionId, sure }
}

async function noteStart({ db, now }: AnswerDeps, item: Item): Promise<void> {
  if (item.sitting.kind === 'DAILY' && item.position === 1) {
    await saveStart(db, item.officerId, item.day, now())
  }
}

/**
 * Closes the set after its last answer and counts the day, at the time of that answer. Safe to call
 * again.
 */
export async function finishIfComplete(
  { db, settings }: AnswerDeps,
  { sittingId, officerId, day, sitting }: Pick<Item, 'sittingId' | 'officerId' | 'day' | 'sitting'>,
): Promise<void> {
  const finishedAt = await finishSitting(db, sittingId)
  if (!finishedAt || sitting.kind !== 'DAILY') return
  const today = dayIn(settings.timeZone, finishedAt)
  await saveFinish(db, { officerId, day, sittingId, today, now: finishedAt })
}
