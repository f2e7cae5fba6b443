import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    earlyTitle: '原卡插新终端，先看这条', stopTitle: '停：这张卡不能这样换', refusedTitle: '运营商没批，换一张卡', askTitle: '先别通电，先报重绑', officeTitle: '先别通电，先问办公室', onSiteTitle: '先重绑，再通电',
    waitingTitle: '已报办公室，等消息，先别通电', doneTitle: '卡没问题了，可以通电', overrideTitle: '按口头批准用这张卡', changed: '规则刚改过，以这条为准：{rule}',
    install: '旧卡插新装的终端', swap_device: '换机不换卡', swap_sim: '换卡不换机', swap_both: '换机又换卡', transfer: '移机', card: '卡', from: '绑着', to: '要进',
    overLimit: '这张卡本月已重绑 {n} 次，用完了，要报办公室办。', usedUp: '本月第 {n} 次，一共 {most} 次', ask: '没上电，报办公室重绑', askOffice: '没上电，问办公室', other: '换一张卡', word: '有口头批准',
    step1: '打开运营商后台，把卡绑到新 IMEI', step2: '等 {n} 分钟', step3: '重启终端，再通电', copy: '复制卡号和 IMEI', copied: '复制好了', startWait: '绑好了，开始等', waiting: '还要等 {time}', rebound: '已重绑，终端重启了', cannot: '现场办不了，报办公室',
    doAsk: '没上电，报重绑', doOffice: '没上电，问办公室', doOnSite: '先在线重绑', doStop: '这张卡不能用', row: 'SIM 卡要先处理',
    wordTitle: '谁批的', wordWho: '谁批准的', wordHow: '怎么说的', byPhone: '电话', byWechat: '微信', inPerson: '当面', wordWhy: '为什么只能用这张卡', wordSend: '按口头批准用这张卡', wordHint: '明天可能停机，办公室会看到并跟进。',
    newsDone: '卡 {card} 已重绑，可以通电', newsRefused: '卡 {card} 运营商没批，要换卡', newsNot: '卡 {card} 不用重绑', news: '运营商消息', note: '办公室说：{text}',
  },
  {
    earlyTitle: 'Old SIM into a new terminal: read this first', stopTitle: 'Stop: this SIM must not do that', refusedTitle: 'The carrier refused: take another SIM', askTitle: 'No power yet: rebind first', officeTitle: 'No power yet: ask the office', onSiteTitle: 'Rebind, then power on',
    waitingTitle: 'Office told. No power until they answer', doneTitle: 'The SIM is fine, power on', overrideTitle: 'This SIM on somebody’s word', changed: 'The rule has just changed; this one counts: {rule}',
    install: 'A used SIM into the new terminal', swap_device: 'Terminal swapped, SIM kept', swap_sim: 'SIM swapped, terminal kept', swap_both: 'Terminal and SIM swapped', transfer: 'Transfer', card: 'SIM', from: 'Bound to', to: 'Goes into',
    overLimit: { one: 'Rebound {n} time this month, no more allowed: the office must do it.', other: 'Rebound {n} times this month, no more allowed: the office must do it.' }, usedUp: 'Number {n} of {most} this month', ask: 'Not powered: ask office to rebind', askOffice: 'Not powered: ask the office', other: 'Take another SIM', word: 'Somebody allowed it',
    step1: 'Open the carrier’s portal and bind the SIM to the new IMEI', step2: { one: 'Wait {n} minute', other: 'Wait {n} minutes' }, step3: 'Restart the terminal, then power on', copy: 'Copy SIM and IMEI', copied: 'Copied', startWait: 'Bound, start waiting', waiting: '{time} to wait', rebound: 'Rebound and restarted', cannot: 'Can’t do it here, ask the office',
    doAsk: 'Not powered: ask to rebind', doOffice: 'Not powered: ask office', doOnSite: 'Rebind online first', doStop: 'This SIM is not allowed', row: 'SIM card to deal with',
    wordTitle: 'Who allowed it', wordWho: 'Allowed by', wordHow: 'How', byPhone: 'By phone', byWechat: 'WeChat', inPerson: 'In person', wordWhy: 'Why this SIM and no other', wordSend: 'Use this SIM on that word', wordHint: 'It may be shut down tomorrow. The office sees this and follows it up.',
    newsDone: 'SIM {card} is rebound, power on', newsRefused: 'SIM {card}: carrier refused, take another', newsNot: 'SIM {card} needs no rebinding', news: 'News from the carrier', note: 'Office: {text}',
  },
)
