import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'

const file = `一、单选题
1．民警执法时应当出示什么？（ A ）
A．人民警察证
B．身份证
2．现场执法须几人？可选：一人/两人以上 ⇒ 应选：两人以上
`
const mock = new LLMock({ port: 0 })
let bureau: Bureau

beforeAll(async () => {
  const read = {
    block: 1,
    kind: 'single',
    stem: '现场执法须几人？',
    options: ['一人', '两人以上'],
    key: 'B',
    explanation: '',
  }
  mock.onMessage(/段号：1/, { content: JSON.stringify({ questions: [read] }) })
  await mock.start()
  const model = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: `${mock.url}/v1` }
  bureau = await openBureau({ day: '2026-11-24', time: '09:00' }, model)
})
afterAll(async () => {
  await bureau.stop()
  await mock.stop()
})

test('an admin lets a model read what no rule understood, and a reviewer sees it first', async () => {
  const { admin } = bureau
  admin.sendFile('执法.txt', Buffer.from(file))
  const preview = await admin.until(showing('没有选项'), 'the preview')
  press(admin, preview, /^让模型试读 1 段/)
  const read = await admin.until(showing('模型读出 1 道题'), 'what the model read')
  expect(read.text).toContain('由模型整理')
  press(admin, read, /^导入 2 题/)
  await admin.until(showing('已导入 2 题'), 'the import')
  const questions = await bureau.running.deps.db.question.findMany({ orderBy: { id: 'asc' } })
  expect(questions.map(({ state }) => state)).toEqual(['LIVE', 'WAITING'])
  admin.send('/review')
  const card = await admin.until(showing('新题待审'), 'the card')
  expect(card.text).toContain('现场执法须几人？')
})

const showing = (text: string) => (person: SimPerson) =>
  person.messages().findLast((message) => message.fromBot && message.text.includes(text))

function press(person: SimPerson, message: SimMessage, label: RegExp): void {
  const button = message.buttons.flat().find((one) => label.test(one.label))
  if (!button) throw new Error(`no button ${label}: ${JSON.stringify(message.buttons)}`)
  person.press(message, button.label)
}
