import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { answerQuestion, saySure } from '../../src/quiz/answer-question.ts'
import { startPractice } from '../../src/quiz/start-set.ts'
import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { answer, waitingQuestion } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, loadStarterBank, newestWith, press, say } from '../support/people.ts'

const labelsOf = ({ buttons }: SimMessage) => buttons.map((row) => row.map(({ label }) => label))
const isPressed = ({ text }: SimMessage) => /【(单选|多选|判断)】/.test(text)

describe('who is sure of an answer', () => {
  let bureau: Bureau
  let deng: SimPerson

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    const codes = await loadRoster(bureau)
    await loadStarterBank(bureau)
    deng = await bind(bureau, 302, codes.get('000302') ?? '')
  })
  afterAll(() => bureau.stop())

  const db = () => bureau.running.deps.db
  const question = async () => await deng.until(waitingQuestion, 'a question')
  const next = async (after: SimMessage) =>
    await deng.until((self) => {
      const waiting = waitingQuestion(self)
      return waiting && waiting.id !== after.id ? waiting : null
    }, 'the next question')
  const shownAgain = async (message: SimMessage, label: string) =>
    await deng.until((self) => {
      const now = self.messages().find(({ id }) => id === message.id)
      return now?.buttons.flat().some((button) => button.label === label) ? now : null
    }, label)
  const rowOf = async ({ id }: SimMessage) =>
    await db().answer.findFirstOrThrow({ where: { messageId: id } })

  /** Says to be sure, twice, and answers wrongly. */
  async function answerSurelyWrong(message: SimMessage) {
    const before = { text: message.text, labels: labelsOf(message) }
    deng.press(message, '○ 有把握')
    deng.press(message, '○ 有把握')
    const now = await shownAgain(message, '● 有把握')
    const toggled = { text: now.text, labels: labelsOf(now) }
    const saved = await rowOf(message)
    const shown = await answer(deng, false)
    return { before, toggled, saved, shown, answered: await rowOf(message) }
  }

  it('is not asked, and the buttons are letters only, until an admin wants it', async () => {
    await bureau.moveTo('2026-11-30', '06:40')
    for (let place = 1; place <= 5; place++) {
      const message = await question()
      expect(message.buttons.flat().map(({ label }) => label)).not.toContain('○ 有把握')
      await answer(deng, true)
      if (place < 5) await next(message)
    }
    expect(await db().answer.count({ where: { sure: { not: null } } })).toBe(0)
  })

  it('is asked from the next set on after an admin turned it on, once however often it is pressed', async () => {
    await say(bureau.admin, '/banks')
    const settings = await press(bureau.admin, '⚙ 答题设置')
    expect(settings.text).toContain('不影响得分')
    const off = newestWith(bureau.admin, '询问“有把握”：关')
    bureau.admin.press(off, '询问“有把握”：关（点此打开）')
    bureau.admin.press(off, '询问“有把握”：关（点此打开）')
    await bureau.admin.until(
      (self) =>
        self
          .last()
          ?.buttons.flat()
          .some(({ label }) => label.includes('：开')),
      'the choice to be on',
    )
    await bureau.moveTo('2026-12-01', '06:40')
    expect(await db().audit.count({ where: { object: 'choice:ask-certainty' } })).toBe(1)
    const asked = await db().answer.findMany({
      where: { day: '2026-12-01' },
      include: { version: { select: { kind: true } } },
    })
    expect(asked).toHaveLength(5)
    for (const { sure, version } of asked) {
      const isChoice = ['single', 'multiple', 'true-false'].includes(version.kind)
      expect(sure).toBe(isChoice ? false : null)
    }
  })

  it('is toggled in a row of its own before the answer, which is explained with a quiet word if wrong', async () => {
    const seen: Awaited<ReturnType<typeof answerSurelyWrong>>[] = []
    for (let place = 1; place <= 5; place++) {
      const message = await question()
      if (isPressed(message)) seen.push(await answerSurelyWrong(message))
      else await answer(deng, true)
      if (place < 5) await next(message)
    }
    expect(seen.length).toBeGreaterThan(0)
    for (const { before, toggled, saved, shown, answered } of seen) {
      expect(before.labels).toContainEqual(['○ 有把握'])
      // The head of the morning and every other button stay where they were.
      expect(toggled.text).toBe(before.text)
      expect(toggled.labels.flat()).toHaveLength(before.labels.flat().length)
      expect(saved).toMatchObject({ sure: true, outcome: null })
      expect(shown.text).toMatch(/有把握但答错：请再看一遍(条文|答案)。/)
      expect(answered).toMatchObject({ sure: true, score: 0 })
    }
    const duty = await db().duty.findFirstOrThrow({ where: { day: '2026-12-01' } })
    expect(duty.state).toBe('DONE')
  })

  it('stays as it was when the answer was given, whatever comes later or twice', async () => {
    const { deps } = bureau.running
    const given = await db().answer.findFirstOrThrow({ where: { sure: true } })
    const about = { officerId: given.officerId, answerId: given.id }
    const card = await db().reviewCard.findMany({ where: { questionId: given.questionId } })
    expect(await saySure(deps, { ...about, sure: false })).toMatchObject({ kind: 'already' })
    expect(await answerQuestion(deps, { ...about, give: () => [0] })).toMatchObject({
      kind: 'already',
    })
    expect(await db().answer.findUnique({ where: { id: given.id } })).toEqual(given)
    expect(await db().reviewCard.findMany({ where: { questionId: given.questionId } })).toEqual(
      card,
    )
  })

  it('is nobody else’s to say, and is not asked in what one practises', async () => {
    const { deps } = bureau.running
    const { id: officerId } = await db().officer.findFirstOrThrow({ where: { telegramId: 302 } })
    await startPractice(deps, officerId, 'PRACTICE')
    const open = await db().answer.findFirstOrThrow({ where: { answeredAt: null } })
    const about = { answerId: open.id, sure: true }
    expect(await saySure(deps, { ...about, officerId: open.officerId })).toEqual({
      kind: 'not-yours',
    })
    expect(await saySure(deps, { ...about, officerId: open.officerId + 1 })).toEqual({
      kind: 'not-yours',
    })
    expect(await db().answer.findUnique({ where: { id: open.id } })).toMatchObject({ sure: null })
  })
})
