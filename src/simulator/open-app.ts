import { createHmac } from 'node:crypto'

import type { World } from './chats.ts'
import type { User } from './types.ts'

/**
 * The address at which Telegram opens a Mini App for a person: who they are, signed as
 * https://core.telegram.org/bots/webapps describes, stands behind the #.
 */
export function appAddress({ token, now }: World, user: User, address: string): string {
  const fields = [
    ['auth_date', `${Math.floor(now().getTime() / 1000)}`],
    ['chat_instance', `${user.id}`],
    ['chat_type', 'private'],
    ['user', JSON.stringify(user)],
  ] as const
  const text = fields.map(([name, value]) => `${name}=${value}`).join('\n')
  const key = createHmac('sha256', 'WebAppData').update(token).digest()
  const hash = createHmac('sha256', key).update(text).digest('hex')
  const initData = new URLSearchParams([...fields.map(([...pair]) => pair), ['hash', hash]])
  const launch = new URLSearchParams({
    tgWebAppData: initData.toString(),
    tgWebAppVersion: '9.1',
    tgWebAppPlatform: 'web',
    tgWebAppThemeParams: '{}',
  })
  return `${address}#${launch.toString()}`
}
