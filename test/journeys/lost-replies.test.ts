import { afterAll, beforeAll, expect, it } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { firstOfficerId, seedStation } from '../support/station.ts'

const questions = Array.from({ length: 5 }, (_, index) => ({
  kind: 'true-false',
  stem: `第${index}道：执法时应当出示证件。`,
  key: true,
}))
const bank = JSON.stringify({ format: 'chenxun-bank', version: 1, name: '五题', questions })

let bureau: Bureau
let officer: SimPerson

beforeAll(async () => {
  bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
  await seedStation(bureau.running.deps, 1, Buffer.from(bank))
  officer = bureau.telegram.person(firstOfficerId, { languageCode: 'zh-hans' })
  await bureau.moveTo('2026-11-30', '06:40')
})
afterAll(() => bureau.stop())

const copiesOf = (place: number) =>
  officer.messages().filter(({ text }) => text.includes(`第${place}/5题`))
const isExplained = ({ text }: SimMessage) => text.includes('答案：')

it('a question that stands twice in the chat, because a reply was lost, is answered by either copy', async () => {
  await officer.until(() => copiesOf(1)[0], 'the card')
  bureau.telegram.faults.next('sendMessage', { kind: 'drop-reply' })
  officer.press(copiesOf(1)[0]?.id ?? 0, '对')
  await officer.until(() => copiesOf(2)[1], 'the second copy')
  officer.press(copiesOf(2)[0]?.id ?? 0, '对')
  await officer.until(() => copiesOf(3)[0], 'the next question')
  await officer.until(() => copiesOf(2).length === 1, 'one copy to go')
  expect(copiesOf(2).every(isExplained)).toBe(true)
})
