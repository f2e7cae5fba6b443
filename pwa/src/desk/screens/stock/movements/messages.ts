import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    place: '哪里', anyPlace: '不限（要填号码）', number: '终端号、IMEI、ICCID 或配件编号', why: '为什么', anyWhy: '不限', from: '从哪天', to: '到哪天', export: '导出', none: '没有这样的流水', noneHint: '换个地方、号码或日期看看。', pick: '选一个地方，或输一个号码', pickHint: '每一次进出都记着：谁、什么时候、为什么、哪张派工单。', more: '再看前面的', when: '时间', what: '东西', quantity: '数量', move: '从哪到哪', reason: '为什么', who: '谁', visit: '派工单', system: '系统', caption: '库存流水',
    received: '收货', issue: '领料', return: '退料', transfer: '调拨', arrived: '到货', undo: '撤销', found: '盘点找到', lost: '报丢', install: '安装', swap_device: '换终端', swap_sim: '换卡', remove: '拆下', case: '疑难号码处理',
  },
  {
    place: 'Where', anyPlace: 'Anywhere (with a number)', number: 'Terminal, IMEI, ICCID or part code', why: 'Why', anyWhy: 'Any reason', from: 'From', to: 'To', export: 'Export', none: 'No such movement', noneHint: 'Try another place, number or day.', pick: 'Choose a place or type a number', pickHint: 'Everything that moves is on record: who, when, why, on which visit.', more: 'Earlier ones', when: 'When', what: 'What', quantity: 'Quantity', move: 'From and to', reason: 'Why', who: 'Who', visit: 'Visit', system: 'System', caption: 'Movements',
    received: 'Received', issue: 'Issued', return: 'Returned', transfer: 'Transferred', arrived: 'Arrived', undo: 'Undone', found: 'Found in a count', lost: 'Lost', install: 'Installed', swap_device: 'Terminal swapped', swap_sim: 'Card swapped', remove: 'Removed', case: 'Odd number settled',
  },
)
export const reasons = ['received', 'issue', 'return', 'transfer', 'arrived', 'undo', 'found', 'lost', 'install', 'swap_device', 'swap_sim', 'remove', 'case'] as const
