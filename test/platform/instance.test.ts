import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import {
  AlreadyRunning,
  FolderRefused,
  holdInstance,
  InstanceLost,
  sendToInstance,
  type CommandRequest,
} from '../../src/platform/instance.ts'

const request: CommandRequest = { arguments: ['status'], cwd: '/tmp', locale: 'zh-CN' }

describe('the lock on a data folder', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'chenxun-lock-'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  const echo = async ({ arguments: words, cwd }: CommandRequest) => ({
    exitCode: 1,
    stdout: words.join(' '),
    stderr: cwd,
  })

  it.each([
    ['a short path', 'data'],
    ['spaces and Chinese', '市局 晨训/数据 文件夹'],
    ['a path far longer than a socket may have', join('x'.repeat(90), '数据'.repeat(30), 'data')],
  ])('holds %s, carries commands out, and lets go', async (_, name) => {
    const folder = join(home, name)
    const instance = await holdInstance(folder)
    await expect(holdInstance(folder)).rejects.toThrow(AlreadyRunning)
    await expect(holdInstance(folder)).rejects.toThrow(/DATA_DIR|DATABASE_URL/)
    instance.serve(echo)
    expect(await sendToInstance(folder, request)).toEqual({
      exitCode: 1,
      stdout: 'status',
      stderr: '/tmp',
    })
    expect(readdirSync(folder)).toEqual(['chenxun.sock'])
    await instance.release()
    expect(readdirSync(folder)).toEqual([])
    expect(await sendToInstance(folder, request)).toBeNull()
    await (await holdInstance(folder)).release()
  })

  it('keeps two folders apart whose long paths begin alike', async () => {
    const long = join(home, 'y'.repeat(100))
    const first = await holdInstance(join(long, 'first'))
    const second = await holdInstance(join(long, 'second'))
    first.serve(async () => ({ exitCode: 0, stdout: 'first', stderr: '' }))
    second.serve(async () => ({ exitCode: 0, stdout: 'second', stderr: '' }))
    expect((await sendToInstance(join(long, 'first'), request))?.stdout).toBe('first')
    expect((await sendToInstance(join(long, 'second'), request))?.stdout).toBe('second')
    await first.release()
    await second.release()
  })

  it('lets nobody but its owner into a folder it makes', async () => {
    const folder = join(home, 'data')
    const instance = await holdInstance(folder)
    expect(statSync(folder).mode & 0o077).toBe(0)
    await instance.release()
  })

  it('goes to exactly one of several that ask at once', async () => {
    const folder = join(home, 'data')
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => holdInstance(folder)))
    const held = asked.filter((one) => one.status === 'fulfilled')
    expect(held).toHaveLength(1)
    await held[0]?.value.release()
  })

  it('is taken over from a process that was killed', async () => {
    const folder = join(home, 'data')
    mkdirSync(join(folder, 'starting'), { recursive: true })
    writeFileSync(join(folder, 'chenxun.sock'), '')
    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(join(folder, 'starting'), longAgo, longAgo)
    const instance = await holdInstance(folder)
    await instance.release()
    expect(existsSync(join(folder, 'starting'))).toBe(false)
  })

  it('says that a file is no data folder', async () => {
    writeFileSync(join(home, 'data'), 'not a folder')
    await expect(holdInstance(join(home, 'data'))).rejects.toThrow(FolderRefused)
    await expect(holdInstance(join(home, 'data', 'below'))).rejects.toThrow(/DATA_DIR .*data/)
  })

  it('makes a command wait for a bot that is still starting', async () => {
    const folder = join(home, 'data')
    const instance = await holdInstance(folder)
    const reply = sendToInstance(folder, request)
    setTimeout(() => instance.serve(echo), 300)
    expect((await reply)?.stdout).toBe('status')
    await instance.release()
  })

  it('makes a command wait for another one and then go on by itself', async () => {
    const folder = join(home, 'data')
    const instance = await holdInstance(folder)
    const reply = sendToInstance(folder, request)
    setTimeout(() => void instance.release(), 300)
    expect(await reply).toBeNull()
  })

  it('outlives callers that send garbage or go away in the middle', async () => {
    const folder = join(home, 'data')
    const instance = await holdInstance(folder)
    instance.serve(echo)
    const path = join(folder, 'chenxun.sock')
    for (const words of ['garbage', '{"arguments":', '{}', 'null']) {
      await new Promise<void>((closed) => {
        const socket = connect(path, () => socket.end(words))
        socket.on('error', () => {}).on('close', () => closed())
        socket.resume()
      })
    }
    await new Promise<void>((gone) => {
      const socket = connect(path, () => {
        socket.write('{"argu')
        socket.destroy()
        gone()
      })
    })
    expect((await sendToInstance(folder, request))?.stdout).toBe('status')
    await instance.release()
  })

  it('tells a command whose bot stopped in the middle', async () => {
    const folder = join(home, 'data')
    const instance = await holdInstance(folder)
    instance.serve(() => Promise.reject(new Error('gone')))
    await expect(sendToInstance(folder, request)).rejects.toThrow(InstanceLost)
    await instance.release()
  })

  it('answers several commands at once, each with its own output', async () => {
    const folder = join(home, 'data')
    const instance = await holdInstance(folder)
    instance.serve(echo)
    const words = Array.from({ length: 20 }, (_, index) => `command ${index}`)
    const replies = await Promise.all(
      words.map((word) => sendToInstance(folder, { ...request, arguments: [word] })),
    )
    expect(replies.map((reply) => reply?.stdout)).toEqual(words)
    await instance.release()
  })
})
