import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '放到桌面', why: '像普通应用一样打开，没信号也能用。', whyIos: '苹果手机 7 天没打开网页，会清掉里面没传的东西；放到桌面就不会。',
    press: '放到桌面', later: '以后再说', menu: '在浏览器菜单里点“添加到主屏幕”。', done: '放好了，以后从桌面打开',
    ios1: '点浏览器下面的分享', ios2: '选“添加到主屏幕”', ios3: '从桌面打开，再登录一次', unsentFirst: '还有 {n} 项没传，先在这里传完再放。',
    wechat: '微信里存不住东西，也收不到新单提醒', wechatHow: '点右上角 ···，选“在浏览器打开”。或者复制地址，粘到手机自带的浏览器里。', copy: '复制地址', copied: '地址已复制',
  },
  {
    title: 'Put it on the home screen', why: 'It opens like any app, also without signal.', whyIos: 'An iPhone clears what is unsent in a page that was not opened for 7 days; on the home screen it stays.',
    press: 'Put on home screen', later: 'Later', menu: 'Choose Add to home screen in the browser menu.', done: 'Done. Open it from the home screen from now on',
    ios1: 'Tap Share below', ios2: 'Choose Add to Home Screen', ios3: 'Open it from there and log in once more', unsentFirst: { one: '{n} item is unsent. Let it go through here first.', other: '{n} items are unsent. Let them go through here first.' },
    wechat: 'WeChat keeps nothing and gives no reminders', wechatHow: 'Tap ··· at the top right and choose Open in Browser. Or copy the address into your browser.', copy: 'Copy address', copied: 'Address copied',
  },
)
