import { SAY } from './dom.js'

// The words of the page itself. What the bot says comes from the bot.
export const STRINGS = {
  zh: {
    pageTitle: '晨训 Chenxun · 本地演示',
    tagline: '本地演示，不连接 Telegram',
    clock: '机器人时钟',
    controls: '演示操作',
    phones: '手机',
    otherLanguage: 'EN',
    switchLanguage: '页面语言：切换到英文',
    switchTheme: '切换日间或夜间模式',
    phoneOf: '{name}的手机',
    choosePerson: '换一个人',
    bot: '机器人',
    typing: '正在输入',
    connecting: '正在连接',
    messages: '消息',
    today: '今天',
    yesterday: '昨天',
    edited: '已编辑',
    emptyTitle: '还没有消息',
    emptyText: '点“开始”，或在下面输入一条消息。',
    start: '开始',
    placeholder: '消息',
    send: '发送',
    menu: '菜单',
    openMenu: '打开命令菜单',
    commands: '命令',
    noCommands: '暂无命令',
    attach: '添加附件',
    attachPhoto: '照片',
    attachFile: '文件',
    dropFile: '松开鼠标，作为文件发送',
    dropPhoto: '松开鼠标，作为照片发送',
    sending: '正在发送',
    toNewest: '回到最新消息',
    unread: '{count} 条未读',
    photo: '照片',
    openPhoto: '查看大图',
    close: '关闭',
    download: '下载 {name}',
    expand: '展开引文',
    collapse: '收起引文',
    spoiler: '已隐藏的文字，点按显示',
    copy: '复制',
    copied: '已复制',
    ok: '好',
    offline: '连不上本地服务，请确认演示程序仍在运行。',
    failed: '没有成功（{status}）',
    nobody: '正在等待演示程序',
  },
  en: {
    pageTitle: '晨训 Chenxun · local demo',
    tagline: 'Local demo, not connected to Telegram',
    clock: 'Bot clock',
    controls: 'Demo controls',
    phones: 'Phones',
    otherLanguage: '中',
    switchLanguage: 'Page language: switch to Chinese',
    switchTheme: 'Switch between day and night',
    phoneOf: 'Phone of {name}',
    choosePerson: 'Choose another person',
    bot: 'bot',
    typing: 'typing',
    connecting: 'connecting',
    messages: 'Messages',
    today: 'Today',
    yesterday: 'Yesterday',
    edited: 'edited',
    emptyTitle: 'No messages here yet',
    emptyText: 'Press Start, or write a message below.',
    start: 'Start',
    placeholder: 'Message',
    send: 'Send',
    menu: 'Menu',
    openMenu: 'Open the command menu',
    commands: 'Commands',
    noCommands: 'No commands',
    attach: 'Attach',
    attachPhoto: 'Photo',
    attachFile: 'File',
    dropFile: 'Drop here to send as a file',
    dropPhoto: 'Drop here to send as a photo',
    sending: 'Sending',
    toNewest: 'Go to the newest message',
    unread: '{count} unread',
    photo: 'Photo',
    openPhoto: 'View the picture',
    close: 'Close',
    download: 'Download {name}',
    expand: 'Expand the quotation',
    collapse: 'Collapse the quotation',
    spoiler: 'Hidden text, press to reveal',
    copy: 'Copy',
    copied: 'Copied',
    ok: 'OK',
    offline: 'The local service cannot be reached. Is the demo still running?',
    failed: 'That did not work ({status})',
    nobody: 'Waiting for the demo',
  },
}

const REMEMBERED = 'chenxun.language'
let current = remembered()

/** The page's language, `zh` or `en`. */
export const language = () => current

/** The text of `key` with `{name}` replaced from `args`; the key itself when there is none. */
export const t = (key, args = {}) =>
  (STRINGS[current][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => args[name] ?? whole)

/** Changes the page's language and remembers it in this browser. */
export const setLanguage = (next) => {
  current = next
  try {
    localStorage.setItem(REMEMBERED, next)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

/** Writes the texts of all elements under `root` (and itself) that were built with `say`. */
export const speak = (root) => {
  for (const element of [root, ...root.querySelectorAll('*')]) {
    const say = element.dataset ?? {}
    if (say[SAY.text]) element.textContent = t(say[SAY.text])
    if (say[SAY.label]) element.setAttribute('aria-label', t(say[SAY.label]))
    if (say[SAY.label] && element.tagName === 'BUTTON') element.title = t(say[SAY.label])
    if (say[SAY.placeholder]) element.placeholder = t(say[SAY.placeholder])
  }
  return root
}

// Chinese unless the person chose otherwise: it is the language of the bot's people.
function remembered() {
  try {
    return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}
