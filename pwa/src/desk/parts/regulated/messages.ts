import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    regulated: '监管车辆', clock: '监管期限', running: '监管 {time}', warned: '监管快到期，{time}', late: '监管已超期，{time}', met: '已按期恢复', met_late: '超期后恢复', notice: '通知书 {no}', setBy: '{name} {time} 定的',
    edit: '改监管期限', dateLabel: '最晚什么时候要恢复', dateHint: '不填就按公司的规定，受理后 24 小时', noticeLabel: '通知书编号', save: '记下', back: '算了', saved: '监管期限记下了',
    told: '这是监管车辆：维修另有监管期限，运管的通知书让师傅拍照。', removalTold: '这是监管车辆：要经理批准，现场要拍车主或单位同意的拆机凭证。', reason: '拆机原因', reasonNone: '选一个原因', note: '写清原因', released: '选“更换服务商”的，要等原服务商解绑才能拆。',
    removal: '拆机', lacking: '还缺{what}', removal_reason: '原因', removal_note: '原因说明', provider_released: '原服务商解绑', releasedYes: '原服务商已解绑',
  },
  {
    regulated: 'Regulated', clock: 'Authority date', running: 'Authority {time}', warned: 'Authority date is near, {time}', late: 'Past the authority date, {time}', met: 'Back online in time', met_late: 'Back online late', notice: 'notice {no}', setBy: 'set by {name}, {time}',
    edit: 'Change the authority date', dateLabel: 'Back online by', dateHint: 'Empty: as the company promises, 24 hours after intake', noticeLabel: 'Number of the notice', save: 'Save', back: 'Back', saved: 'Authority date saved',
    told: 'A regulated vehicle: its repair has an authority date too; the technician photographs the notice.', removalTold: 'A regulated vehicle: a manager approves, and the consent of the owner or unit is photographed on site.', reason: 'Reason for the removal', reasonNone: 'Choose a reason', note: 'The reason in words', released: 'With a change of provider the old one has to release it before the removal.',
    removal: 'Removal', lacking: 'missing: {what}', removal_reason: 'reason', removal_note: 'reason in words', provider_released: 'release by the old provider', releasedYes: 'released by the old provider',
  },
)
