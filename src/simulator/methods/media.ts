import { type Chat, type World, addMessage } from '../chats.ts'
import { ApiError, badRequest } from '../errors.ts'
import type { StoredFile } from '../files.ts'
import type { Message } from '../types.ts'
import type { Call, Method } from './method.ts'
import {
  type CaptionParams,
  type SendParams,
  openChat,
  readCaption,
  sendFields,
} from './outgoing.ts'

type Kind = StoredFile['kind']

/** An InputMedia of sendMediaGroup and editMessageMedia. */
export interface MediaInput extends CaptionParams {
  type: string
  media: string
}

const sendPhoto: Method = (world, params: SendParams & CaptionParams & { photo: string }, call) =>
  sendFile(world, params, readMedia(world, { type: 'photo', media: params.photo }, call))

const sendDocument: Method = (
  world,
  params: SendParams & CaptionParams & { document: string },
  call,
) => sendFile(world, params, readMedia(world, { type: 'document', media: params.document }, call))

const sendMediaGroup: Method = (world, params: SendParams & { media: MediaInput[] }, call) => {
  const chat = openChat(world, params.chat_id)
  const { media } = params
  if (media.length < 2 || media.length > 10) {
    throw badRequest('wrong number of messages to send; must be between 2 and 10')
  }
  if (new Set(media.map((each) => each.type)).size > 1) {
    throw badRequest("document can't be mixed with other media types")
  }
  // Read all before sending any: an album goes out whole or not at all.
  const contents = media.map((each) => ({
    ...readMedia(world, each, call),
    ...readCaption(each),
    ...sendFields(chat, params),
  }))
  const group = String(world.lastMessageId + 1)
  return contents.map((content) =>
    addMessage(world, { chat, from: world.bot, content: { ...content, media_group_id: group } }),
  )
}

const getFile: Method = (world, params: { file_id: string }) => {
  const file = world.files.byId(params.file_id)
  if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable')
  if (file.size > DOWNLOAD_LIMIT) throw badRequest('file is too big')
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.size,
    file_path: file.path,
  }
}

/** The photo or document that an InputMedia names: an uploaded file or a known file_id. */
export function readMedia(
  world: World,
  input: MediaInput,
  call: Call,
): Pick<Message, 'photo' | 'document'> {
  if (input.type !== 'photo' && input.type !== 'document') {
    throw new ApiError(
      501,
      `Not Implemented: the local Telegram has no media of type ${input.type}`,
    )
  }
  const file = findFile(world, { kind: input.type, source: input.media, call })
  return fileFields(file)
}

/** A stored file as the field of a message. */
export function fileFields(file: StoredFile): Pick<Message, 'photo' | 'document'> {
  const base = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size }
  if (file.kind === 'photo') return { photo: [{ ...base, width: file.width, height: file.height }] }
  return { document: { ...base, file_name: file.name, mime_type: file.mimeType } }
}

function sendFile(
  world: World,
  params: SendParams & CaptionParams,
  file: Pick<Message, 'photo' | 'document'>,
): Message {
  const chat: Chat = openChat(world, params.chat_id)
  const content = { ...file, ...readCaption(params), ...sendFields(chat, params) }
  return addMessage(world, { chat, from: world.bot, content })
}

const UPLOAD_LIMITS: Record<Kind, number> = { photo: 10 << 20, document: 50 << 20 }
const DOWNLOAD_LIMIT = 20 << 20

function findFile(
  world: World,
  { kind, source, call }: { kind: Kind; source: string; call: Call },
): StoredFile {
  if (!source.startsWith('attach://')) {
    const known = world.files.byId(source)
    if (known?.kind === kind) return known
    if (known) throw badRequest(`can't use file of type ${title(known.kind)} as ${title(kind)}`)
    if (/^https?:/i.test(source)) throw badRequest('failed to get HTTP URL content')
    throw badRequest('wrong file identifier/HTTP URL specified')
  }
  const upload = call.files.get(source.slice('attach://'.length))
  if (!upload) throw badRequest(`there is no ${kind} in the request`)
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty')
  if (upload.bytes.length > UPLOAD_LIMITS[kind]) {
    throw new ApiError(413, 'Request Entity Too Large')
  }
  const file = world.files.add({ kind, name: upload.name || 'file', bytes: upload.bytes })
  if (kind === 'photo') checkPhoto(file)
  return file
}

function checkPhoto({ width, height }: StoredFile): void {
  if (width === 0 || height === 0) throw badRequest('IMAGE_PROCESS_FAILED')
  const ratio = Math.max(width, height) / Math.min(width, height)
  if (width + height > 10_000 || ratio > 20) throw badRequest('PHOTO_INVALID_DIMENSIONS')
}

function title(kind: Kind): string {
  return kind === 'photo' ? 'Photo' : 'Document'
}

export const mediaMethods = {
  sendPhoto,
  sendDocument,
  sendMediaGroup,
  getFile,
} satisfies Record<string, Method>
