import { autoRetry } from '@grammyjs/auto-retry'
import { Api, GrammyError, HttpError, InlineKeyboard, InputFile, type Transformer } from 'grammy'
import type { ForceReply } from 'grammy/types'

import { clip, type Attachment, type Button, type Screen } from '../shared/screen.ts'
import type { SendFile, SentFile } from './sent-files.ts'

/** What the program does to chats; answers to people and broadcasts have their own ways of failing. */
export interface Telegram {
  /** For answers to people: waits out a short 429 by itself. */
  api: Api
  /** Sends a screen as a new message. Returns the message id. @throws GrammyError, HttpError */
  send(chatId: number, screen: Screen): Promise<number>
  /** The same for the paced sender, which decides about every failure itself. */
  sendBulk(chatId: number, screen: Screen): Promise<number>
  /** From now on files go this way; without, the bytes go up each time. */
  sendFilesBy(sendFile: SendFile): void
  /** Turns a message into the screen. Returns false when Telegram no longer lets it be edited. */
  edit(chatId: number, messageId: number, screen: Screen): Promise<boolean>
  /** Changes the buttons below a message, where Telegram still lets it be edited. */
  editButtons(chatId: number, messageId: number, buttons: Button[][]): Promise<void>
  /** Takes a message away where Telegram still allows it. */
  remove(chatId: number, messageId: number): Promise<void>
  /** Calls `listener` after every call of the Bot API, each try of its own. */
  onCall(listener: (call: TelegramCall) => void): void
  /** The bytes of a file a person sent, at most `limit` bytes. @throws FileTooBig */
  download(fileId: string, limit: number): Promise<Uint8Array>
}

/** A call of the Bot API that has ended. */
export interface TelegramCall {
  method: string
  /** Of the paced sender. */
  isBulk: boolean
  /** Null when it was done. */
  failure: SendFailure | null
}

export class FileTooBig extends Error {}

/** Telegram hands files of at most this many bytes to bots. */
export const downloadLimit = 20 * 1024 * 1024

/** A download that stands still would hold up whatever its sender writes after it. */
const downloadMs = 120_000

/** Connects to the Bot API at `apiRoot`; nothing is sent before the first call. */
export function connectTelegram(token: string, apiRoot: string): Telegram {
  const bulkApi = new Api(token, { apiRoot, timeoutSeconds: 30 })
  const api = new Api(token, { apiRoot, timeoutSeconds: 60 })
  const listeners: ((call: TelegramCall) => void)[] = []
  let sendFile: SendFile = (_, way) => way.send(null)
  const tell = (call: TelegramCall) => listeners.forEach((listener) => listener(call))
  bulkApi.config.use(watchCalls((call) => tell({ ...call, isBulk: true })))
  // Before the retries, so that it hears of every refusal.
  api.config.use(watchCalls((call) => tell({ ...call, isBulk: false })))
  // A lost reply is not a failed send: retrying on it would double the message.
  api.config.use(
    autoRetry({
      maxDelaySeconds: 5,
      maxRetryAttempts: 2,
      rethrowHttpErrors: true,
      rethrowInternalServerErrors: true,
    }),
  )
  return {
    api,
    send: (chatId, screen) => sendScreen({ api, sendFile }, chatId, screen),
    sendBulk: (chatId, screen) => sendScreen({ api: bulkApi, sendFile }, chatId, screen),
    sendFilesBy(way) {
      sendFile = way
    },
    edit: (chatId, messageId, screen) => editScreen(api, chatId, messageId, screen),
    editButtons: async (chatId, messageId, buttons) => {
      await api
        .editMessageReplyMarkup(chatId, messageId, keyboard(buttons))
        .catch((error: unknown) => {
          if (!isNotModified(error) && !isGone(error)) throw error
        })
    },
    remove: async (chatId, messageId) => {
      await api.deleteMessage(chatId, messageId).catch((error: unknown) => {
        if (!(error instanceof GrammyError)) throw error
      })
    },
    onCall(listener) {
      listeners.push(listener)
    },
    download: (fileId, limit) => download(api, `${apiRoot}/file/bot${token}`, fileId, limit),
  }
}

/** Tells how each call ended. */
function watchCalls(tell: (call: Omit<TelegramCall, 'isBulk'>) => void): Transformer {
  return async (previous, method, payload, signal) => {
    try {
      const response = await previous(method, payload, signal)
      const error = response.ok ? null : new GrammyError('', response, method, payload)
      tell({ method, failure: error && readSendFailure(error) })
      return response
    } catch (error) {
      tell({ method, failure: readSendFailure(error) })
      throw error
    }
  }
}

async function sendScreen(
  { api, sendFile }: { api: Api; sendFile: SendFile },
  chatId: number,
  screen: Screen,
): Promise<number> {
  const options = { parse_mode: 'HTML' as const, ...markupOf(screen) }
  const { attachment, text } = screen
  if (!attachment) {
    const message = await api.sendMessage(chatId, text, {
      ...options,
      link_preview_options: { is_disabled: true },
    })
    return message.message_id
  }
  const sent = await sendFile(attachment, {
    send: (fileId) =>
      postFile(api, attachment.kind, {
        ...options,
        chatId,
        source: fileId ?? asInputFile(attachment),
        caption: text,
      }),
    isRefused: (error) => readSendFailure(error).kind === 'refused',
  })
  return sent.messageId
}

type FileOptions = NonNullable<Parameters<Api['sendPhoto']>[2] & Parameters<Api['sendDocument']>[2]>

async function postFile(
  api: Api,
  kind: Attachment['kind'],
  { chatId, source, ...options }: FileOptions & { chatId: number; source: InputFile | string },
): Promise<SentFile> {
  if (kind === 'photo') {
    const { message_id: messageId, photo } = await api.sendPhoto(chatId, source, options)
    return { messageId, fileId: photo.at(-1)?.file_id }
  }
  const { message_id: messageId, document } = await api.sendDocument(chatId, source, options)
  return { messageId, fileId: document.file_id }
}

async function editScreen(
  api: Api,
  chatId: number,
  messageId: number,
  screen: Screen,
): Promise<boolean> {
  try {
    await api.editMessageText(chatId, messageId, screen.text, {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...keyboard(screen.buttons),
    })
    return true
  } catch (error) {
    if (isNotModified(error)) return true
    if (isGone(error)) return false
    throw error
  }
}

function markupOf({ buttons, asks }: Screen): { reply_markup?: InlineKeyboard | ForceReply } {
  if (asks === undefined) return keyboard(buttons)
  return { reply_markup: { force_reply: true, input_field_placeholder: clip(asks, 64) } }
}

function keyboard(buttons: Button[][] | undefined): { reply_markup?: InlineKeyboard } {
  if (!buttons || buttons.length === 0) return {}
  const rows = buttons.map((row) =>
    row.map(({ label, data, url, app }) => {
      if (app) return InlineKeyboard.webApp(label, app)
      return url ? InlineKeyboard.url(label, url) : InlineKeyboard.text(label, data ?? '')
    }),
  )
  return { reply_markup: InlineKeyboard.from(rows) }
}

/** Telegram's parser ends a bare file name at `;` and decodes `%`. */
function asInputFile({ bytes, name }: Attachment): InputFile {
  return new InputFile(bytes, name.replace(/[;%"\r\n/\\]/g, '_'))
}

async function download(
  api: Api,
  root: string,
  fileId: string,
  limit: number,
): Promise<Uint8Array> {
  const file = await findFile(api, fileId)
  if ((file.file_size ?? 0) > limit) throw new FileTooBig(`${file.file_size} bytes`)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    const response = await fetch(`${root}/${file.file_path}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(downloadMs),
    })
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`)
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > limit) throw new FileTooBig(`more than ${limit} bytes`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof FileTooBig) throw error
    throw new HttpError('A file could not be fetched from Telegram', error)
  }
  return Buffer.concat(chunks)
}

/** Telegram refuses to hand out what is too big for bots, whatever size the message declared. */
async function findFile(api: Api, fileId: string) {
  try {
    return await api.getFile(fileId)
  } catch (error) {
    if (error instanceof GrammyError && /file is too big/i.test(error.description)) {
      throw new FileTooBig(error.description, { cause: error })
    }
    throw error
  }
}

/** What a failed send means for the message and for the chat. */
export type SendFailure =
  | { kind: 'wait'; seconds: number }
  /** The person blocked the bot or is gone: nothing more goes to this chat until they return. */
  | { kind: 'unreachable' }
  /** Telegram will never take this message. */
  | { kind: 'refused' }
  /** The group became a supergroup with another id. */
  | { kind: 'moved'; chatId: number }
  /** The line or Telegram failed; the message may or may not have arrived. */
  | { kind: 'line' }
  /** Not Telegram's doing: the message could not be made or its sending not be noted. */
  | { kind: 'unknown' }

/** Reads an error of a Bot API call. */
export function readSendFailure(error: unknown): SendFailure {
  if (error instanceof HttpError) return { kind: 'line' }
  if (!(error instanceof GrammyError)) return { kind: 'unknown' }
  const { retry_after: seconds, migrate_to_chat_id: chatId } = error.parameters
  if (chatId) return { kind: 'moved', chatId }
  if (error.error_code === 429) return { kind: 'wait', seconds: seconds ?? 1 }
  if (error.error_code === 403) return { kind: 'unreachable' }
  if (error.error_code === 400 && /chat not found/i.test(error.description)) {
    return { kind: 'unreachable' }
  }
  // A token that was replaced: nothing of it is the message's fault, and it is mended within the day.
  if (error.error_code === 401 || error.error_code === 404) return { kind: 'line' }
  if (error.error_code >= 500) return { kind: 'line' }
  return { kind: 'refused' }
}

function isNotModified(error: unknown): boolean {
  return error instanceof GrammyError && /message is not modified/.test(error.description)
}

function isGone(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    /message to edit not found|message can't be edited|there is no text in the message/.test(
      error.description,
    )
  )
}
