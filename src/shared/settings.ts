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
  /** After so many months what people typed is forgotten; 0 for never. */
  keepAnswersMonths: number
  /** How many nightly backups of the embedded database are kept; 0: none are made. */
  backupKeep: number
  model: ModelSettings | null
  embedding: EmbeddingSettings | null
  web: { publicUrl: string; secret: string } | null
  /** Where the web server listens, `host` null for every address; null where there is none. */
  server: { port: number; host: string | null } | null
  /** Lets others than this machine read the metrics. */
  metricsToken: string | null
}

/** Where a language model is asked. */
export interface ModelEndpoint {
  apiKey: string
  /** Null for OpenAI itself. */
  baseUrl: string | null
  name: string
  /** Goes into every request as it is. */
  extraBody: Record<string, unknown>
}

export interface ModelSettings extends ModelEndpoint {
  /** Asked when the first does not answer. */
  fallback: ModelEndpoint | null
  /** `host` or `host:port`; no call goes anywhere else. */
  allowedHosts: string[]
  /** Of the whole bureau, input and output together. */
  tokensPerDay: number
  /** Of one officer on one day. */
  tokensPerOfficer: number
  price: ModelPrice | null
}

/** Where texts are turned into vectors, for search by meaning. */
export interface EmbeddingSettings {
  apiKey: string
  /** Null for OpenAI itself. */
  baseUrl: string | null
  name: string
  /** False where the address is that of the language model. */
  isOwn: boolean
  allowedHosts: string[]
  /** Of the whole bureau; the same tokens that the language model draws on. */
  tokensPerDay: number
}

/** Per million tokens, with the currency sign as it was written. */
export interface ModelPrice {
  input: number
  output: number
  before: string
  after: string
}
