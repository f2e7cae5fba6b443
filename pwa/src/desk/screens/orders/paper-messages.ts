import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    papers: '打印', none: '派出去以后才有单子可打', labels: '返修标签 {n} 张', evidence: '证据包', whose: '哪台车的证据', allVehicles: '全部车辆', evidenceHint: '照片、签字和时间封在一个文件里，导出会留记录',
    broken: '证据第 {n} 件：{what}', byServer: '{of} 件证据里有 {n} 件是到达后由服务器编链的',
  },
  {
    papers: 'Print', none: 'There is something to print once somebody is sent', labels: { one: '{n} return label', other: '{n} return labels' }, evidence: 'Evidence pack', whose: 'Evidence of which vehicle', allVehicles: 'All vehicles', evidenceHint: 'Pictures, signature and times sealed in one file; the export is logged',
    broken: 'Evidence {n}: {what}', byServer: '{n} of {of} pieces of evidence were chained by the server on arrival',
  },
)
