import { InputFile, InputMediaBuilder } from 'grammy'
import { describe, expect, it } from 'vitest'

import { localApi, png, refusal } from './local-bot.ts'

const csv = Buffer.from('题干,答案\n1,A\n')

const photo = (caption: string) =>
  InputMediaBuilder.photo(new InputFile(png(10, 10), 'a.png'), { caption })

describe('a file', () => {
  it('goes from a person to the bot byte by byte, under its Chinese name', async () => {
    const { simulator, api } = await localApi()
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
    simulator.person(7).sendFile('一季度 题库.xlsx', bytes, { caption: '请导入' })
    const [update] = await api.getUpdates()
    expect(update?.message).toMatchObject({
      caption: '请导入',
      document: {
        file_name: '一季度 题库.xlsx',
        mime_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        file_size: 70_000,
      },
    })
    const file = await api.getFile(update?.message?.document?.file_id ?? '')
    const url = `${simulator.url}/file/bot${simulator.token}/${file.file_path}`
    expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(bytes)
    const wrong = await fetch(url.replace(simulator.token, '1:other'))
    expect(wrong.status).toBe(401)
  })

  it('goes from the bot to a person byte by byte, under its Chinese name', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    for (const name of ['绑定码.csv', '二 月 报表.xlsx', 'a"b.csv']) {
      await api.sendDocument(7, new InputFile(csv, name), {
        caption: '<b>报表</b>',
        parse_mode: 'HTML',
      })
      expect(person.last()).toMatchObject({ text: '报表', html: '<b>报表</b>' })
      expect(person.last()?.document).toEqual({ name, bytes: Uint8Array.from(csv) })
    }
  })

  it('can be sent again by its id, as what it is', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const sent = await api.sendPhoto(7, new InputFile(png(40, 30), 'chart.png'))
    expect(sent.photo).toMatchObject([{ width: 40, height: 30, file_size: 33 }])
    const id = sent.photo[0]?.file_id ?? ''
    await api.sendPhoto(7, id, { caption: '再发' })
    expect(person.last()?.photo?.bytes).toEqual(png(40, 30))
    expect(await refusal(api.sendDocument(7, id))).toBe(
      "400 Bad Request: can't use file of type Photo as Document",
    )
    expect(await refusal(api.sendPhoto(7, 'no-such-id'))).toContain('wrong file identifier')
  })

  it('is refused when it is too big, empty, no picture or unknown', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    person.sendFile('big.zip', csv, { declaredSize: 21 << 20 })
    const [update] = await api.getUpdates()
    expect(update?.message?.document?.file_size).toBe(21 << 20)
    expect(await refusal(api.getFile(update?.message?.document?.file_id ?? ''))).toBe(
      '400 Bad Request: file is too big',
    )
    expect(await refusal(api.getFile('nothing'))).toBe(
      '400 Bad Request: wrong file_id or the file is temporarily unavailable',
    )
    expect(await refusal(api.sendDocument(7, new InputFile(Buffer.alloc(0), 'a.csv')))).toBe(
      '400 Bad Request: file must be non-empty',
    )
    expect(await refusal(api.sendPhoto(7, new InputFile(csv, 'a.png')))).toBe(
      '400 Bad Request: IMAGE_PROCESS_FAILED',
    )
    expect(await refusal(api.sendPhoto(7, new InputFile(png(9000, 2000), 'a.png')))).toBe(
      '400 Bad Request: PHOTO_INVALID_DIMENSIONS',
    )
    const huge = new InputFile(Buffer.alloc((50 << 20) + 1), 'a.zip')
    expect(await refusal(api.sendDocument(7, huge))).toBe('413 Request Entity Too Large')
  })

  it('has a caption of up to 1024 characters, which can be edited', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const long = '训'.repeat(1025)
    const send = api.sendDocument(7, new InputFile(csv, 'a.csv'), { caption: long })
    expect(await refusal(send)).toBe('400 Bad Request: message caption is too long')
    const { message_id: id } = await api.sendDocument(7, new InputFile(csv, 'a.csv'))
    await api.editMessageCaption(7, id, { caption: '说明' })
    expect(person.last()).toMatchObject({ text: '说明', edits: 1 })
    const media = InputMediaBuilder.photo(new InputFile(png(10, 10), 'b.png'), { caption: '图' })
    await api.editMessageMedia(7, id, media)
    expect(person.last()).toMatchObject({ text: '图', photo: { bytes: png(10, 10) } })
    expect(person.last()?.document).toBeUndefined()
  })

  it('may come in an album of two to ten, all or none', async () => {
    const { simulator, api } = await localApi()
    const person = simulator.person(7)
    const album = await api.sendMediaGroup(7, [photo('甲'), photo('乙')])
    const group: unknown = expect.stringMatching(/^\d+$/)
    expect(album).toMatchObject([{ media_group_id: group }, { media_group_id: group }])
    expect(person.messages().map((each) => each.text)).toEqual(['甲', '乙'])
    expect(await refusal(api.sendMediaGroup(7, [photo('甲')]))).toContain('400 Bad Request: wrong')
    const broken = api.sendMediaGroup(7, [photo('甲'), photo('乙'.repeat(1025))])
    expect(await refusal(broken)).toContain('caption is too long')
    expect(person.messages()).toHaveLength(2)
  })

  it('reaches the bot as a photo with its size in pixels', async () => {
    const { simulator, api } = await localApi()
    simulator.person(7).sendPhoto(png(640, 480))
    const [update] = await api.getUpdates()
    expect(update?.message?.photo).toMatchObject([{ width: 640, height: 480 }])
  })
})
