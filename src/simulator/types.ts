// The parts of the Bot API's objects that the local Telegram builds and keeps. The tests check what
// it emits against the full schema, so these need not repeat it.

export interface User {
  id: number
  is_bot: boolean
  first_name: string
  username?: string
  language_code?: string
}

export interface PrivateChat {
  id: number
  type: 'private'
  first_name: string
  username?: string
}

/** Offsets and lengths count UTF-16 units, as Telegram's do. */
export interface Entity {
  type: string
  offset: number
  length: number
  url?: string
  language?: string
  custom_emoji_id?: string
}

export interface Formatted {
  text: string
  entities: Entity[]
}

interface Button {
  text: string
  callback_data?: string
  url?: string
  web_app?: { url: string }
}

export interface InlineKeyboard {
  inline_keyboard: Button[][]
}

interface PhotoSize {
  file_id: string
  file_unique_id: string
  width: number
  height: number
  file_size: number
}

interface Document {
  file_id: string
  file_unique_id: string
  file_name: string
  mime_type: string
  file_size: number
}

export interface Poll {
  id: string
  question: string
  options: { persistent_id: string; text: string; voter_count: number }[]
  total_voter_count: number
  is_closed: boolean
  is_anonymous: boolean
  type: 'quiz' | 'regular'
  allows_multiple_answers: boolean
  allows_revoting: boolean
  members_only: boolean
  correct_option_ids?: number[]
  explanation?: string
}

/** A stored message is never changed in place: an edit puts a new object, so snapshots hold. */
export interface Message {
  message_id: number
  from: User
  chat: PrivateChat
  date: number
  edit_date?: number
  media_group_id?: string
  reply_to_message?: Message
  text?: string
  entities?: Entity[]
  caption?: string
  caption_entities?: Entity[]
  photo?: PhotoSize[]
  document?: Document
  poll?: Poll
  reply_markup?: InlineKeyboard
}

export interface Update {
  update_id: number
  [kind: string]: unknown
}

export interface BotCommand {
  command: string
  description: string
}

/** Drops the fields that are undefined, which `exactOptionalPropertyTypes` wants kept out. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
