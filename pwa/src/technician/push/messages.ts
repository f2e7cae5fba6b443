import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '新单提醒', on: '开着。来单、改时间、撤单，不开应用也会响。', off: '来单、改时间、撤单，不开应用也知道。', turnOn: '打开提醒', turnOff: '关掉提醒',
    blocked: '手机不让弹通知。到系统设置里给这个应用打开通知，再回来。', install: '苹果手机先放到桌面，从桌面打开后才能开提醒。', none: '这部手机收不了提醒。请调度给你接企业微信、钉钉、飞书或短信。',
    turnedOn: '提醒打开了', turnedOff: '提醒关掉了', offer: '下回来单，不开应用也提醒你？',
  },
  {
    title: 'Reminders', on: 'On. New visits, new times and withdrawn ones ring even when the app is closed.', off: 'Hear of new visits, new times and withdrawn ones even when the app is closed.', turnOn: 'Switch on', turnOff: 'Switch off',
    blocked: 'This phone lets no notification through. Allow them for this app in the system settings, then come back.', install: 'On an iPhone put the app on the home screen first and open it from there.', none: 'This phone can take no reminders. Ask your dispatcher for WeCom, DingTalk, Feishu or text messages.',
    turnedOn: 'Reminders are on', turnedOff: 'Reminders are off', offer: 'Be told of the next visit even when the app is closed?',
  },
)
