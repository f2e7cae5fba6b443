import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '通知通道', lead: '手机收不到提醒的师傅，从自己的通道收；群里的机器人按服务中心收。', readOnly: '通道由经理和管理员改。', add: '加通道', none: '还没有通道', noneHint: '接上企业微信、钉钉、飞书的群机器人，或者邮箱、手机号。',
    wecom: '企业微信', dingtalk: '钉钉', feishu: '飞书', lark: 'Lark', mail: '邮件', sms: '短信', visits: '派工', cases: '办理结果', alarms: '报警', visitsHint: '新单、改时间、撤单', casesHint: '返工、号码裁定、运营商办理', alarmsHint: '拒单、客户不签字、紧急和超时投诉、监管期限',
    name: '叫什么', nameHint: '比如：深圳派工群', address: '地址', addressHint: '群机器人粘贴 Webhook 地址；短信写手机号；邮件写 mailtos://账号:密码@发信服务器?to=收件人', addressKept: '不填就不改，现在是 {tail}', secret: '签名密钥', secretHint: '机器人开了加签或签名校验才填，在它的安全设置里复制', secretKept: '不填就不改', who: '给谁', company: '全公司', people: '师傅', centres: '服务中心', about: '发什么', lang: '用什么话', zh: '中文', en: 'English', save: '存好', cancel: '算了', remove: '删掉', removed: '已删掉', added: '已加上，试发一条看看',
    tryIt: '试发', trying: '正在试发', taken: '对方收下了', refused: '没发出去，对方答：{answer}', unreached: '没发出去，连不上对方', noAnswer: '连不上对方', neverSent: '还没发过', sentAt: '{time} 发出', failedAt: '{time} 没发出去', colon: '：', needAbout: '至少选一样',
    givenUp: '没送到的', givenUpLead: '试了几次还没人收下。', toPhone: '手机提醒', tries: '试了 {n} 次', again: '再发', sentAgain: '再发了一次',
  },
  {
    title: 'Channels', lead: 'Technicians whose phone takes no reminders are told by their own channel; robots of group chats by service centre.', readOnly: 'Channels are changed by managers and administrators.', add: 'Add a channel', none: 'No channel yet', noneHint: 'Connect a group robot of WeCom, DingTalk or Feishu, a mailbox or a mobile number.',
    wecom: 'WeCom', dingtalk: 'DingTalk', feishu: 'Feishu', lark: 'Lark', mail: 'Mail', sms: 'Text message', visits: 'Visits', cases: 'Answers', alarms: 'Alarms', visitsHint: 'new, moved, withdrawn', casesHint: 'to be done again, settled numbers, carriers', alarmsHint: 'declined visits, customers who will not sign, urgent and late complaints, authority dates',
    name: 'Name', nameHint: 'For example: Shenzhen dispatch group', address: 'Address', addressHint: 'Robots: paste the webhook. Text messages: the mobile number. Mail: mailtos://user:password@mail-server?to=recipient', addressKept: 'Empty: stays as it is, {tail}', secret: 'Signing key', secretHint: 'Only where the robot asks for signatures: copy it from its security settings', secretKept: 'Empty: stays as it is', who: 'For', company: 'Whole company', people: 'Technicians', centres: 'Service centres', about: 'About', lang: 'Language', zh: '中文', en: 'English', save: 'Save', cancel: 'Cancel', remove: 'Remove', removed: 'Removed', added: 'Added. Send a test message now',
    tryIt: 'Test', trying: 'Sending', taken: 'It was taken', refused: 'Not sent. The answer: {answer}', unreached: 'Not sent, nobody answers there', noAnswer: 'nobody answers there', neverSent: 'Nothing sent yet', sentAt: 'Sent {time}', failedAt: 'Not sent {time}', colon: ': ', needAbout: 'Choose one at least',
    givenUp: 'Not delivered', givenUpLead: 'Nobody took these after several tries.', toPhone: 'Phone', tries: { one: '{n} try', other: '{n} tries' }, again: 'Send again', sentAgain: 'Sent once more',
  },
)
