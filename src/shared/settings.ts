import type { ClockTime } from './day.ts'

/** Every setting of the program, as src/config.ts checked it. What each means: README and .env.example. */
export interface Settings {
  botToken: string
  telegramApiRoot: string
  databaseUrl: string | null
  dataDir: string
  adminIds: number[]
  timeZone: string
  morningAt: ClockTime
  nudgeAt: ClockTime
  summaryAt: ClockTime
  trainingDays: 'workdays' | 'all'
  model: { apiKey: string; baseUrl: string | null; name: string } | null
  web: { publicUrl: string; secret: string } | null
  port: number
}
