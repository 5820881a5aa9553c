import { setTimeout as pause } from 'node:timers/promises'

import type { Fault, OwnGround } from './fault.ts'
import { embeddedGround, ownServerGround, type Ground } from './places.ts'
import { mountSmallDisk } from './small-disk.ts'

/** What the world around the program can do to it. */
export const badWorld: Fault[] = [
  { name: 'none', disturb: () => Promise.resolve() },
  {
    name: '429 storm',
    async disturb({ telegram, calls }) {
      await calls(10)
      for (let storm = 0; storm < 3; storm++) {
        telegram.faults.next('*', { kind: 'status', code: 429, retryAfter: 1 }, 15)
        await pause(1_500)
      }
    },
  },
  {
    name: '502 for a while',
    async disturb({ telegram, calls }) {
      await calls(10)
      telegram.faults.next('*', { kind: 'status', code: 502, description: 'Bad Gateway' }, 40)
      await pause(3_000)
    },
  },
  {
    name: 'replies dropped after the act',
    async disturb({ telegram, calls }) {
      for (let count = 0; count < 15; count++) {
        await calls(8)
        telegram.faults.next('sendMessage', { kind: 'drop-reply' })
      }
    },
  },
  {
    name: 'Telegram slow (0.4 s a call)',
    disturb({ telegram }) {
      telegram.faults.next('*', { kind: 'slow', ms: 400 }, 300)
      return Promise.resolve()
    },
  },
  {
    name: 'updates doubled and out of order',
    shape: { webhook: true },
    disturb({ postman }) {
      postman?.beUnfaithful(400)
      return Promise.resolve()
    },
  },
  {
    name: 'model down (refuses)',
    shape: { model: 'refuses', kinds: ['true-false', 'short'] },
    disturb: () => Promise.resolve(),
  },
  {
    name: 'model hangs (never answers)',
    shape: { model: 'hangs', kinds: ['true-false', 'short'] },
    disturb: () => Promise.resolve(),
  },
  {
    name: 'disk full for 10 s',
    ground: onSmallDisk,
    async disturb({ calls }, own) {
      await calls(40)
      own?.fill()
      await pause(10_000)
      own?.free()
      // Whoever makes room looks whether the database has come back.
      own?.ground.revive()
    },
  },
  {
    name: 'database away for 5 s',
    on: 'PostgreSQL',
    async disturb({ database, calls }) {
      await calls(40)
      database?.cut()
      await pause(5_000)
      database?.mend()
    },
  },
  {
    name: 'database slow (50 ms a reply)',
    on: 'PostgreSQL',
    async disturb({ database, calls }) {
      database?.slow(50)
      await calls(150)
      database?.mend()
    },
  },
  {
    name: 'no more than 3 connections',
    on: 'PostgreSQL',
    async disturb({ database, calls }) {
      await calls(20)
      database?.limit(3)
      await calls(150)
      database?.mend()
    },
  },
  {
    name: 'three programs, rolling restart',
    on: 'PostgreSQL',
    shape: { programs: 3 },
    async disturb({ calls, replaceOne }) {
      for (let count = 0; count < 3; count++) {
        await calls(20)
        await replaceOne()
      }
    },
  },
]

/** Room for the database and its log, and for a morning twice over. */
const diskMegabytes = 256

async function onSmallDisk(name: Ground['name']): Promise<OwnGround | null> {
  const disk = mountSmallDisk(diskMegabytes)
  if (!disk) return null
  const isEmbedded = name === 'PGlite'
  const ground = isEmbedded ? embeddedGround(disk.folder) : await ownServerGround(disk.folder)
  if (!ground) {
    disk.remove()
    return null
  }
  return {
    ground,
    fill: () => disk.fill(),
    free: () => disk.free(),
    async clear() {
      await ground.clear()
      disk.remove()
    },
  }
}
