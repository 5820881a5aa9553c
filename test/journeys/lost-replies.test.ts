import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { firstOfficerId, seedStation } from '../support/station.ts'

/** A bureau of one officer whose first card has arrived, with five questions like this one. */
async function morningOf(question: object): Promise<{ bureau: Bureau; officer: SimPerson }> {
  const questions = Array.from({ length: 5 }, (_, index) => ({
    ...question,
    stem: `第${index}道：执法人员不得少于____人，并应当出示证件。`,
  }))
  const bank = JSON.stringify({ format: 'chenxun-bank', version: 1, name: '五题', questions })
  const bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
  await seedStation(bureau.running.deps, 1, Buffer.from(bank))
  const officer = bureau.telegram.person(firstOfficerId, { languageCode: 'zh-hans' })
  await bureau.moveTo('2026-11-30', '06:40')
  await officer.until(() => copiesOf(officer, 1)[0], 'the card')
  return { bureau, officer }
}

const copiesOf = (officer: SimPerson, place: number) =>
  officer.messages().filter(({ fromBot, text }) => fromBot && text.includes(`第${place}/5题`))
const isExplained = ({ text }: SimMessage) => text.includes('答案：')

describe('a question that stands twice in the chat, because a reply was lost,', () => {
  let bureau: Bureau
  let officer: SimPerson
  beforeAll(async () => {
    ;({ bureau, officer } = await morningOf({ kind: 'true-false', key: true }))
  })
  afterAll(() => bureau.stop())

  it('is answered by either copy', async () => {
    bureau.telegram.faults.next('sendMessage', { kind: 'drop-reply' })
    officer.press(copiesOf(officer, 1)[0]?.id ?? 0, '对')
    await officer.until(() => copiesOf(officer, 2)[1], 'the second copy')
    officer.press(copiesOf(officer, 2)[0]?.id ?? 0, '对')
    await officer.until(() => copiesOf(officer, 3)[0], 'the next question')
    await officer.until(() => copiesOf(officer, 2).length === 1, 'one copy to go')
    expect(copiesOf(officer, 2).every(isExplained)).toBe(true)
  })
})

describe('words typed between the two copies of a question', () => {
  let bureau: Bureau
  let officer: SimPerson
  beforeAll(async () => {
    ;({ bureau, officer } = await morningOf({ kind: 'fill-in', key: [['两', '二']] }))
  })
  afterAll(() => bureau.stop())

  it('count when they are the right answer', async () => {
    bureau.telegram.faults.next('sendMessage', { kind: 'drop-reply' })
    officer.send('两')
    await officer.until(() => copiesOf(officer, 2)[0], 'the first copy')
    officer.send('二')
    await officer.until(() => copiesOf(officer, 3)[0], 'the next question')
    expect(copiesOf(officer, 2).some(isExplained)).toBe(true)
  })

  it('are asked for once more when they may not have meant the question', async () => {
    bureau.telegram.faults.next('sendMessage', { kind: 'drop-reply' })
    officer.send('两')
    await officer.until(() => copiesOf(officer, 4)[0], 'the first copy')
    officer.send('谢谢')
    await officer.until((self) => self.last()?.text.includes('发在第4题之前'), 'the notice')
    officer.send('两')
    await officer.until(() => copiesOf(officer, 5)[0], 'the next question')
    expect(copiesOf(officer, 4).some(({ text }) => text.includes('回答正确'))).toBe(true)
  })
})
