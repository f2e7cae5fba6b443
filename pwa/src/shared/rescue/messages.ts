import { defineMessages } from '../i18n/messages'

export const t = defineMessages(
  {
    new: '新的 {n} 项，交上就办', accepted: '收下 {n} 项', duplicate: '早就收到 {n} 项，不会重办', refused: '退回 {n} 项', held: '还等着 {n} 项，照片到了再交一次', nothing: '文件里没有没传的东西。',
    whose: '{name}的手机，{time} 导出', pictures: '带 {n} 张办公室还没有的照片', lost: '有 {n} 张照片文件里没有，这几项会等着',
    'visit.accept': '接单', 'visit.decline': '拒单', 'visit.contacted': '联系过客户', 'visit.checklist': '出发前清点', 'visit.set_off': '出发', 'visit.arrive': '到达', 'visit.start': '开始施工',
    'visit.fail': '空跑', 'visit.suspend': '整单挂起', 'item.record': '施工记录', 'item.finish': '记完一台', 'item.suspend': '挂起一台', 'carrier.ask': '报重绑卡', 'carrier.done': '已重绑卡', 'carrier.override': '口头批准用卡', 'visit.word': '办公室口头同意', 'extra.work': '加一项活', 'extra.vehicle': '加一台车', 'extra.answer': '客户答复加做',
    'photo.add': '照片', 'visit.sign': '客户签字', 'visit.complete': '完工', 'fees.confirm': '确认费用', 'payment.collect': '收款', 'remittance.submit': '交款', other: '其他操作',
  },
  {
    new: { one: '{n} new item, done once handed in', other: '{n} new items, done once handed in' }, accepted: { one: '{n} item taken', other: '{n} items taken' }, duplicate: { one: '{n} item is here already, not done again', other: '{n} items are here already, not done again' }, refused: { one: '{n} item not taken', other: '{n} items not taken' }, held: { one: '{n} item still waits; hand the file in again when its photo is there', other: '{n} items still wait; hand the file in again when their photos are there' }, nothing: 'Nothing unsent is in this file.',
    whose: 'Phone of {name}, exported {time}', pictures: { one: 'with {n} photo that the office lacks', other: 'with {n} photos that the office lacks' }, lost: { one: '{n} photo is not in the file; its item will wait', other: '{n} photos are not in the file; their items will wait' },
    'visit.accept': 'Visit accepted', 'visit.decline': 'Visit declined', 'visit.contacted': 'Customer called', 'visit.checklist': 'Checklist', 'visit.set_off': 'Set off', 'visit.arrive': 'Arrived', 'visit.start': 'Work started',
    'visit.fail': 'Wasted trip', 'visit.suspend': 'Visit suspended', 'item.record': 'Work record', 'item.finish': 'Vehicle finished', 'item.suspend': 'Vehicle suspended', 'carrier.ask': 'Asked to rebind SIM', 'carrier.done': 'SIM rebound', 'carrier.override': 'SIM on somebody’s word', 'visit.word': 'Office agreed by word', 'extra.work': 'Work added', 'extra.vehicle': 'Vehicle added', 'extra.answer': 'Answer to extra',
    'photo.add': 'Photo', 'visit.sign': 'Signature', 'visit.complete': 'Completed', 'fees.confirm': 'Fees confirmed', 'payment.collect': 'Payment', 'remittance.submit': 'Hand-in', other: 'Another act',
  },
)

const kinds = [
  'visit.accept', 'visit.decline', 'visit.contacted', 'visit.checklist', 'visit.set_off', 'visit.arrive', 'visit.start', 'visit.fail', 'visit.suspend', 'item.record', 'item.finish', 'item.suspend',
  'carrier.ask', 'carrier.done', 'carrier.override', 'visit.word', 'extra.work', 'extra.vehicle', 'extra.answer', 'photo.add', 'visit.sign', 'visit.complete', 'fees.confirm', 'payment.collect', 'remittance.submit',
] as const

/** A phone's command as people call it; one that this version does not know has no code on the screen either. */
export const commandWord = (kind: string): string => t(kinds.find((one) => one === kind) ?? 'other')
