import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '平台验证', history: '问过 {n} 次平台', away: '没问到平台', by_job: '自动', by_phone: '师傅在手机上', by_other: '办公室', askedAt: '最近一次问 {time}', nextAt: '{time} 再问', never: '还没问过', byHand: '{name}人工定：{note}',
    reports: '上报 {n} 条', offline: '平台显示离线', online: '平台显示在线', lastProof: '最近一次验证', open: '看每一项', close: '收起',
  },
  {
    title: 'Proof by the platform', history: { one: 'Platform asked once', other: 'Platform asked {n} times' }, away: 'could not be asked', by_job: 'by itself', by_phone: 'from the phone', by_other: 'by the office', askedAt: 'Last asked {time}', nextAt: 'again {time}', never: 'not asked yet', byHand: 'Settled by {name}: {note}',
    reports: { one: '{n} report', other: '{n} reports' }, offline: 'Offline on the platform', online: 'Online on the platform', lastProof: 'Last proof', open: 'Every check', close: 'Close',
  },
)
