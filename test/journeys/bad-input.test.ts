import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { writeWorkbook } from '../../src/platform/tables.ts'
import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { waitingQuestion } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, press, say, sendFile } from '../support/people.ts'
import { deliver, leftInInbox, privateMessage } from '../support/raw-update.ts'

const sunday = '2026-11-29'
const monday = '2026-11-30'
const tuesday = '2026-12-01'
const megabyte = 1024 * 1024

/** Five questions, so that every set holds them all, and all of them are typed. */
const shortBank = JSON.stringify({
  format: 'chenxun-bank',
  version: 1,
  name: '简答',
  questions: ['盘查', '传唤', '检查', '扣押', '询问'].map((act) => ({
    kind: 'short',
    stem: `${act}时民警首先应当做什么？`,
    key: `${act}时应当出示人民警察证，表明身份。`,
    explanation: '表明执法身份是前提。',
  })),
})

describe('clumsy and hostile input', () => {
  let bureau: Bureau
  let deng: SimPerson
  let fang: SimPerson

  beforeAll(async () => {
    bureau = await openBureau({ day: sunday, time: '15:00' })
    const codes = await loadRoster(bureau)
    deng = await bind(bureau, 302, codes.get('000302') ?? '')
    fang = await bind(bureau, 303, codes.get('000303') ?? '')
  })
  afterAll(() => bureau.stop())

  const questions = () => bureau.running.deps.db.question.count()
  const answers = () =>
    bureau.running.deps.db.answer.count({ where: { answeredAt: { not: null } } })

  describe('as a file', () => {
    it.each([
      ['a broken xlsx', '坏.xlsx', Buffer.from('PK\u0003\u0004这不是表格')],
      ['half an xlsx', '半.xlsx', halfOf(writeWorkbook([sheet]))],
      ['an empty file', '空.csv', Buffer.alloc(0)],
      ['a program', 'virus.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4000, 7)])],
      ['a picture', '题.png', Buffer.from('\u0089PNG\r\n\u001a\nxxxx', 'latin1')],
      ['a text that only looks like a bank', '题库.json', Buffer.from('{"format":"chenxun-bank"')],
      ['a table of something else', '工资.csv', Buffer.from('月份,金额\n1,2\n3,4\n')],
    ])('is answered with a reason when an admin sends %s', async (_, name, bytes) => {
      const shown = await sendFile(bureau.admin, name, bytes)
      expect(shown.text).toContain('没有可以导入的题目')
      expect(shown.text).toMatch(/需要注意的地方（\d+）\n• .{4,}/)
      expect(labels(shown)).not.toContain('导入')
      expect(await questions()).toBe(0)
    })

    it('that holds neither questions nor a law is answered with how the two look', async () => {
      const words = Buffer.from('今天上午开会。\n请各单位准时参加。\n')
      const shown = await sendFile(bureau.admin, '通知.txt', words)
      expect(shown.text).toContain('没有可以导入的题目')
      expect(shown.text).toContain('法规：名称写在最前面，正文是“第一条”“第二条”这样的条文')
    })

    it('is refused by the size it declares, by its true size, and by Telegram’s word', async () => {
      const declared = bureau.admin.sendFile('大.xlsx', Buffer.from('x'), {
        declaredSize: 25 * megabyte,
      })
      expect((await answerAfter(bureau.admin, declared)).text).toContain('文件超过 20 MB')
      const lying = bureau.admin.sendFile('大.csv', Buffer.alloc(20 * megabyte + 1, 65), {
        declaredSize: 10,
      })
      expect((await answerAfter(bureau.admin, lying)).text).toContain('文件超过 20 MB')
      const fileId = await fileIdOf(bureau, '大.xlsx')
      const before = bureau.admin.last()?.id ?? 0
      await deliver(
        bureau,
        privateMessage(bureau.admin.id, before + 1, {
          document: { file_id: fileId, file_unique_id: 'u', file_name: '大.xlsx', file_size: 10 },
        }),
      )
      expect((await answerAfter(bureau.admin, before)).text).toContain('文件超过 20 MB')
    })

    it('is fetched again when the line breaks, and answered in the end', async () => {
      bureau.telegram.faults.next('getFile', { kind: 'refuse' }, 2)
      const shown = await sendFile(bureau.admin, '空.csv', '')
      expect(shown.text).toContain('没有可以导入的题目')
    })

    it('is asked for when a photo comes instead', async () => {
      const sent = bureau.admin.sendPhoto(Buffer.from('jpg'))
      expect((await answerAfter(bureau.admin, sent)).text).toContain('请用“文件”方式发送')
    })

    it('is not taken from an officer or a stranger', async () => {
      const ofOfficer = await sendFile(deng, '题库.json', shortBank)
      expect(ofOfficer.text).toContain('只有管理员可以导入文件')
      const stranger = bureau.telegram.person(667, { languageCode: 'zh-hans' })
      const ofStranger = await sendFile(stranger, '题库.json', shortBank)
      expect(ofStranger.text).toContain('请用单位发给您的绑定码')
      expect(await bureau.running.deps.db.bankImport.count({ where: { createdBy: 302 } })).toBe(0)
    })
  })

  describe('on a day without questions', () => {
    it('says on a Sunday when the next training day is', async () => {
      const shown = await say(deng, '/quiz')
      expect(shown.text).toContain('今天不是训练日')
      expect(shown.text).toContain('11月30日')
    })

    it('says before 06:40 when the set comes', async () => {
      await bureau.moveTo(monday, '05:00')
      expect((await say(deng, '/quiz')).text).toContain('06:40')
    })

    it('tells the admin once that there is nothing to send, and officers nothing', async () => {
      const before = deng.messages().length
      await bureau.moveTo(monday, '06:40')
      await bureau.moveTo(monday, '06:41')
      await bureau.restart()
      await bureau.moveTo(monday, '07:00')
      const told = bureau.admin.messages().filter(({ text }) => text.includes('今天的晨训没有发出'))
      expect(told).toHaveLength(1)
      expect(deng.messages()).toHaveLength(before)
    })

    it('opens the day after the import', async () => {
      await sendFile(bureau.admin, '简答.json', shortBank)
      await press(bureau.admin, '导入')
      await bureau.moveTo(monday, '07:30')
      expect(deng.last()?.text).toContain('晨训 · 11月30日')
      expect(deng.last()?.text).toContain('【简答】第1/5题')
    })
  })

  describe('in the middle of a short answer', () => {
    it('answers a command and goes on waiting for the question', async () => {
      expect((await say(deng, '/me')).text).toContain('我的训练')
      expect((await say(deng, '/help')).text).toContain('/quiz')
      expect((await say(deng, '/summary')).text).toContain('没有使用它的权限')
      expect((await say(deng, '/不存在')).text).toContain('没有这个命令')
      expect(await answers()).toBe(0)
    })

    it('asks for less when 4,096 characters come', async () => {
      for (const text of ['出'.repeat(4096), '👮'.repeat(1001), 'x'.repeat(1001)]) {
        expect((await say(deng, text)).text).toMatch(/答案超过 1,?000 字/)
      }
      expect(await answers()).toBe(0)
    })

    it.each([
      [
        'a sticker',
        { sticker: { file_id: 's', file_unique_id: 's', type: 'regular', width: 1, height: 1 } },
      ],
      ['a voice message', { voice: { file_id: 'v', file_unique_id: 'v', duration: 3 } }],
      ['a location', { location: { latitude: 30, longitude: 112 } }],
      ['a contact', { contact: { phone_number: '1', first_name: 'x' } }],
      ['a poll', { poll: { id: '1', question: 'x', options: [] } }],
    ])('says that only text counts when %s comes', async (_, content) => {
      const before = deng.last()?.id ?? 0
      await deliver(bureau, privateMessage(deng.id, before + 1, content))
      expect((await answerAfter(deng, before)).text).toContain('只能处理文字和按钮')
      expect(await answers()).toBe(0)
    })

    it('takes the words that come then as the answer, whatever is in them', async () => {
      const hostile = '<b>&lt;script&gt; {$x} %s \u0000\u202e ‮ \ud83d 出示人民警察证</b>'
      deng.send(hostile)
      const shown = await deng.until((self) => {
        const marked = self.messages().find(({ text }) => /第1\/5题/.test(text))
        return marked && /答案：/.test(marked.text) ? marked : null
      }, 'the mark')
      expect(shown.text).toContain('人民警察证')
      expect(await answers()).toBe(1)
    })

    it('sets nothing aside', async () => {
      expect(await leftInInbox(bureau)).toEqual([])
    })
  })

  describe('after the set', () => {
    it('says that the day is done, and that words answer nothing', async () => {
      for (let position = 2; position <= 5; position++) {
        await deng.until((self) => waitingQuestion(self)?.text.includes(`第${position}/5题`))
        deng.send('应当出示人民警察证，表明身份。')
      }
      await deng.until((self) => /得分 [\d.]+\/5/.test(self.last()?.text ?? ''), 'the result')
      const shown = await say(deng, '/quiz')
      expect(shown.text).toContain('11月30日的训练已完成')
      expect((await say(deng, '再来一题')).text).toContain('现在没有等待回答的题目')
      expect(await answers()).toBe(5)
    })

    it('tells an officer on leave that today asks nothing', async () => {
      await say(fang, `/leave 假 ${tuesday} ${tuesday}`)
      await bureau.moveTo(tuesday, '06:40')
      expect((await say(fang, '/quiz')).text).toContain('您今天免训')
    })
  })

  it('stays silent in groups', async () => {
    const calls = bureau.telegram.calls.length
    const group = { id: -100_200, type: 'supergroup', title: '训练群' }
    const from = { id: deng.id, is_bot: false, first_name: 'X' }
    const bot = { id: 1000, is_bot: true, first_name: '晨训', username: 'chenxun_bot' }
    const sent = { message_id: 5, from, chat: group, date: 0 }
    const member = { user: bot, status: 'member' }
    await deliver(bureau, { message: { ...sent, text: '/quiz@chenxun_bot' } })
    await deliver(bureau, { message: { ...sent, text: '/start' } })
    await deliver(bureau, { message: { ...sent, document: { file_id: 'd' } } })
    await deliver(bureau, {
      callback_query: { id: '1', from, message: sent, chat_instance: 'x', data: 'q:1:0' },
    })
    await deliver(bureau, {
      my_chat_member: {
        chat: group,
        from,
        date: 0,
        old_chat_member: member,
        new_chat_member: { ...member, status: 'kicked', until_date: 0 },
      },
    })
    const made = bureau.telegram.calls.slice(calls).map(({ method }) => method)
    expect(made.filter((method) => method !== 'getUpdates')).toEqual([])
    expect(await leftInInbox(bureau)).toEqual([])
    const officer = await bureau.running.deps.db.officer.findFirst({
      where: { telegramId: deng.id },
    })
    expect(officer?.blockedAt).toBeNull()
  })

  it('makes the bot ask Telegram for nothing that Telegram refuses', () => {
    const refused = bureau.telegram.calls
      .filter(({ ok, error }) => !ok && error)
      .map(({ method, error }) => `${method}: ${String(error)}`)
    const expected = /not modified|too old|query ID is invalid|file is too big|connection reset/
    expect(refused.filter((reason) => !expected.test(reason))).toEqual([])
  })
})

const sheet = { name: '题库', header: ['题干', '答案'], rows: [['一加一等于二', '对']] }

function halfOf(bytes: Uint8Array): Uint8Array {
  return bytes.slice(0, bytes.length / 2)
}

function labels(message: SimMessage): string {
  return message.buttons
    .flat()
    .map(({ label }) => label)
    .join(' ')
}

async function answerAfter(person: SimPerson, messageId: number): Promise<SimMessage> {
  return await person.until(
    (self) => self.messages().find(({ id, fromBot }) => fromBot && id > messageId),
    'an answer',
  )
}

/** The id under which Telegram keeps the last file of this name. */
async function fileIdOf(bureau: Bureau, name: string): Promise<string> {
  const [row] = await bureau.running.deps.db.$queryRaw<{ id: string }[]>`
    select body #>> '{message,document,file_id}' as id from "Inbox"
    where body #>> '{message,document,file_name}' = ${name} order by "updateId" desc limit 1`
  return row?.id ?? ''
}
