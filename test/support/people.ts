import { readFileSync } from 'node:fs'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import type { Bureau } from './bureau.ts'

/** A small bureau as an admin would write it down. */
export const rosterCsv = `警号,姓名,单位,岗位,类别,职务
000101,安建国,云州市公安局,局长,民警,领导
000201,毕海涛,云州市公安局/临江分局,分局长,民警,领导
000301,常志远,云州市公安局/临江分局/青石派出所,所长,民警,领导
000302,邓晓梅,云州市公安局/临江分局/青石派出所,社区民警,民警,
000303,方文斌,云州市公安局/临江分局/青石派出所,治安民警,民警,
000304,高小雨,云州市公安局/临江分局/青石派出所,巡防队员,辅警,
000401,何立新,云州市公安局/城北分局/桥头派出所,所长,民警,领导
000402,江一帆,云州市公安局/城北分局/桥头派出所,社区民警,民警,
`

/** Sends a file as a person would and gives the bot's answer to it. */
export async function sendFile(
  person: SimPerson,
  name: string,
  content: string | Uint8Array,
): Promise<SimMessage> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  return await answerTo(person, person.sendFile(name, bytes))
}

/** Sends a text and gives the bot's answer to it. */
export async function say(person: SimPerson, text: string): Promise<SimMessage> {
  return await answerTo(person, person.send(text))
}

/** Presses a button of the newest message that carries it and gives what the message says then. */
export async function press(person: SimPerson, label: string): Promise<SimMessage> {
  const message = newestWith(person, label)
  const before = { text: message.text, buttons: JSON.stringify(message.buttons) }
  const newest = person.last()?.id ?? 0
  const exact = message.buttons.flat().find((button) => fits(button.label, label))
  person.press(message, exact?.label ?? label)
  return await person.until((self) => {
    const now = self.messages().find(({ id }) => id === message.id)
    if (now && (now.text !== before.text || JSON.stringify(now.buttons) !== before.buttons))
      return now
    const added = self.messages().find(({ id, fromBot }) => fromBot && id > newest)
    return added ?? null
  }, `an answer to ${label}`)
}

/** The newest message of the bot that shows a button with this label. */
export function newestWith(person: SimPerson, label: string): SimMessage {
  const message = person
    .messages()
    .findLast(({ buttons }) => buttons.flat().some((button) => fits(button.label, label)))
  if (!message) throw new Error(`no message shows the button ${label}`)
  return message
}

function fits(shown: string, label: string): boolean {
  return shown === label || (label.length > 1 && shown.startsWith(label))
}

async function answerTo(person: SimPerson, messageId: number): Promise<SimMessage> {
  return await person.until(
    (self) => self.messages().find(({ id, fromBot }) => fromBot && id > messageId) ?? null,
    'an answer',
  )
}

/** Loads the roster above through the chat and gives everybody's binding code by badge. */
export async function loadRoster(bureau: Bureau): Promise<Map<string, string>> {
  await sendFile(bureau.admin, '名册.csv', rosterCsv)
  await press(bureau.admin, '确认导入')
  await say(bureau.admin, '/roster')
  await press(bureau.admin, '未绑定人员的绑定码')
  const file = await bureau.admin.until(
    (admin) => admin.messages().findLast(({ document }) => document)?.document,
    'the codes',
  )
  const lines = Buffer.from(file.bytes).toString('utf8').trim().split(/\r?\n/).slice(1)
  return new Map(
    lines.map((line) => {
      const [badge = '', , , code = ''] = line.split(',').map((cell) => cell.replace(/^"|"$/g, ''))
      return [badge.replace(/^'/, ''), code]
    }),
  )
}

/** Loads the starter bank through the chat. */
export async function loadStarterBank(bureau: Bureau): Promise<void> {
  await sendFile(bureau.admin, '入门题库.json', readFileSync('assets/starter-bank.json'))
  await press(bureau.admin, '导入')
}

/** A person who binds with a code. */
export async function bind(bureau: Bureau, id: number, code: string): Promise<SimPerson> {
  const person = bureau.telegram.person(id, { languageCode: 'zh-hans' })
  await say(person, `/start ${code}`)
  return person
}
