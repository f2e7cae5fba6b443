import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '平台验证', lists: '列表', list_waiting: '待验证 {n}', list_given_up: '转人工 {n}', list_failed: '没通过 {n}', list_not_checked: '未验证 {n}', list_passed: '已验证 {n}', list_rework: '返修建议 {n}', week: '没通过和已验证只数最近 7 天',
    none_waiting: '没有等着验证的', none_given_up: '没有要人来定的', none_failed: '最近没有验不过的', none_not_checked: '没有没问到平台的', none_passed: '最近没有验过的', none_rework: '没有装后又掉线的', noneHint: '师傅记完的车会在这里等平台验证；拆机不用验证。', noneReworkHint: '验证过的终端 30 天内又掉线，会在这里建议返修。',
    choose: '选一条看每一项', next: '下一条', previous: '上一条', more: '再看一些', order: '工单', technician: '师傅', terminal: '终端', act: '做了什么',
    recheck: '再问平台', rechecked: '这就去问，结果一会儿就到', settlePassed: '定为通过', settleFailed: '定为没通过', why: '凭什么这样定', whyExample: '例：平台截图在线，车主确认', settled: '定好了', failHint: '定为没通过，工单会退回给同一位师傅重做。',
    darkSince: '最后一次上报', never: '没有上报过', proven: '{time} 验证通过', found: '{time} 发现掉线', back: '{time} 又上线了', accept: '开返修单', accepted: '开了返修单', dismiss: '不返修', dismissWhy: '为什么不返修', dismissExample: '例：车在修理厂，断了电', dismissed: '放下了', counts: '算作没有一次修好',
    days: '{n} 天', hours: '{n} 小时', minutes: '{n} 分',
    act_install: '安装', act_swap_device: '换机', act_swap_sim: '换卡', act_swap_both: '换机换卡', act_transfer: '移机', act_none: '没换件',
    toSettings: '设置', rules: '验证规则', needs: '要验的项', satellites: '卫星至少（颗）', metres: '离工单地址不超过（米）', volts: '电压差不超过（%）', fixHours: '几小时没定位算没通过', waitHours: '等几小时转人工', darkHours: '掉线几小时建议返修', save: '保存', saved: '规则改好了', rulesHint: '“上线”和“定位”一定要验。一天才报一次的无线设备，把时间放宽。拆机没有要验的。', callWait: '回访等验证不超过（小时）', callWaitHint: '验证没结果时，过了这么久照常回访；没通过的不回访。', addFamily: '给这类终端单独定规则', dropNew: '不加了',
  },
  {
    title: 'Proof', lists: 'Lists', list_waiting: 'Awaiting {n}', list_given_up: 'For a person {n}', list_failed: 'Failed {n}', list_not_checked: 'Not checked {n}', list_passed: 'Proven {n}', list_rework: 'Rework {n}', week: 'Failed and proven: the last 7 days',
    none_waiting: 'Nothing awaits proof', none_given_up: 'Nothing for a person to settle', none_failed: 'Nothing failed lately', none_not_checked: 'Nothing that could not be asked about', none_passed: 'Nothing proven lately', none_rework: 'Nothing went dark again', noneHint: 'A vehicle that a technician has finished waits here for the platform; a removal needs no proof.', noneReworkHint: 'A proven terminal that goes dark within 30 days is suggested for rework here.',
    choose: 'Choose one to see every check', next: 'Next', previous: 'Previous', more: 'Show more', order: 'Order', technician: 'Technician', terminal: 'Terminal', act: 'What was done',
    recheck: 'Ask the platform again', rechecked: 'The platform is being asked', settlePassed: 'It works', settleFailed: 'It does not work', why: 'What you go by', whyExample: 'e.g. screenshot shows it online, owner confirms', settled: 'Settled', failHint: 'The order goes back to the same technician.',
    darkSince: 'Last report', never: 'never', proven: 'proven {time}', found: 'found dark {time}', back: 'back online {time}', accept: 'Open a repair', accepted: 'A repair is opened', dismiss: 'No rework', dismissWhy: 'Why no rework', dismissExample: 'e.g. the vehicle is in a workshop without power', dismissed: 'Put aside', counts: 'Counts against first-time fix',
    days: { one: '{n} day', other: '{n} days' }, hours: { one: '{n} hour', other: '{n} hours' }, minutes: '{n} min',
    act_install: 'Installed', act_swap_device: 'Terminal swapped', act_swap_sim: 'Card swapped', act_swap_both: 'Both swapped', act_transfer: 'Transferred', act_none: 'Nothing swapped',
    toSettings: 'Settings', rules: 'Rules of proof', needs: 'Checks', satellites: 'Satellites, at least', metres: 'Metres from the site, at most', volts: 'Voltage off by, at most %', fixHours: 'Hours without a fix to fail', waitHours: 'Hours until a person decides', darkHours: 'Hours dark to suggest rework', save: 'Save', saved: 'Rule changed', rulesHint: 'Online and Position are always checked. Give battery trackers that report once a day more time. A removal has nothing to prove.', callWait: 'Hours the follow-up call waits, at most', callWaitHint: 'Without a result the customer is called after that all the same; never about work that failed.', addFamily: 'A rule of its own for', dropNew: 'Leave it',
  },
)
