import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, press, say, sendFile } from '../support/people.ts'
import { publicOrder2012, publicOrder2025, sampleLaw } from './law-fixture.ts'

describe('the law library in the chat', () => {
  let bureau: Bureau
  let officer: SimPerson

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-22', time: '15:00' })
    const codes = await loadRoster(bureau)
    officer = await bind(bureau, 700_302, codes.get('000302') ?? '')
  })
  afterAll(() => bureau.stop())

  it('shows an admin what a law file holds and takes it in when they say so', async () => {
    const { admin } = bureau
    expect((await say(admin, '/laws')).text).toContain('法规库里还没有法律')
    const preview = await sendFile(admin, publicOrder2012, sampleLaw(publicOrder2012))
    expect(preview.text).toContain('共 119 条')
    expect(preview.text).toContain('将作为新法入库')
    expect(preview.text).toContain('生效日期暂按 2012-10-26')
    const question = await press(admin, '改生效日期')
    admin.reply(question, '2013年1月1日')
    const corrected = await admin.until(
      (self) => self.messages().findLast(({ text }) => text.includes('2013-01-01 起生效')) ?? null,
      'the preview with the day',
    )
    expect(corrected.text).not.toContain('暂按')
    expect((await press(admin, '入库')).text).toContain('已入库，119 条，2013-01-01 起生效')
  })

  it('shows what a newer text changes, article by article', async () => {
    const { admin } = bureau
    const preview = await sendFile(admin, publicOrder2025, sampleLaw(publicOrder2025))
    expect(preview.text).toContain('与 2012-10-26 版本相比')
    expect(preview.text).toMatch(/新增 \d+ 条，修改 \d+ 条，移位 \d+ 条，删去 \d+ 条/)
    await press(admin, '全部差异与提示')
    const file = await admin.until((self) => self.last()?.document ?? null, 'the sheet')
    expect(file.name).toBe('条文差异.xlsx')
    expect((await press(admin, '入库')).text).toContain('2026-01-01 起生效')
    const again = await sendFile(admin, publicOrder2025, sampleLaw(publicOrder2025))
    expect(again.text).toContain('这个文本已在库中')
    expect(again.text).toContain('没有可以入库的内容')
  })

  it('lets an officer read from the list down to the words of an article', async () => {
    const list = await say(officer, '/laws')
    expect(list.text).toContain('法规库（1 部）')
    expect(list.text).not.toContain('入库')
    const law = await press(officer, '中华人民共和国治安管理处罚法')
    expect(law.text).toContain('2025-06-27 版本，2026-01-01 起生效，现行有效')
    const part = await press(officer, '第二章')
    expect(part.text).toContain('第十条　治安管理处罚的种类分为：')
    const article = await press(officer, '第十条')
    expect(article.text).toContain('（三）行政拘留；\n（四）吊销公安机关发放的许可证件。')
    expect(article.text).toContain('第二章 处罚的种类和适用')
    const old = await press(officer, '2012-10-26 版本的同号条文')
    expect(old.text).toContain('已失效（有效至 2025-12-31）')
  })

  it('lets an officer find an article by everyday words', async () => {
    const found = await say(officer, '/laws 楼上往下扔东西怎么处罚')
    expect(found.text).toContain('第四十三条')
  })

  it('lets only admins manage, and takes a text out after asking once more', async () => {
    const { admin } = bureau
    await say(admin, '/laws')
    await press(admin, '中华人民共和国治安管理处罚法')
    await press(admin, '管理此版本')
    await press(admin, '从库中移除')
    expect((await press(admin, '确定移除')).text).toContain('2025-06-27 版本已从库中移除')
    const list = await say(officer, '/laws')
    expect(list.text).toContain('法规库（1 部）')
    const law = await press(officer, '中华人民共和国治安管理处罚法')
    expect(law.text).toContain('2012-10-26 版本，2013-01-01 起生效，现行有效')
    expect(law.buttons.flat().map(({ label }) => label)).not.toContain('管理此版本')
  })
})
