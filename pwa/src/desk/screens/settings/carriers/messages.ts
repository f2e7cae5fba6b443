import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '绑卡规则', lead: '卡插进别的终端时，运营商怎么管。最贴近的那条说了算：写得越细越优先。改了以后，手机下次联网就会读到；没联网时按旧规则做的，联网后会告诉师傅。', readOnly: '规则由库管、经理和管理员改。', add: '加一条', none: '还没有规则', noneHint: '没有规则时，卡随便换。', save: '存好', cancel: '算了', added: '已加上', changed: '已改好',
    operator: '运营商', cardType: '卡', act: '怎么换', rule: '怎么办', any: '都行', cmcc: '移动', ctcc: '电信', cucc: '联通', cbn: '广电', unknown: '不明', plug: '插拔卡', soldered: '贴片卡', phone: '手机卡', install: '装新机', swap_device: '换机', swap_sim: '换卡', swap_both: '换机换卡', transfer: '移机',
    free: '可以换', rebind_first: '先报再换', rebind_on_site: '现场重绑', never: '不能换', ask_office: '问办公室', textZh: '给师傅看的话', textEn: '给师傅看的话（英文）', days: '运营商几个工作日', times: '每月最多重绑几次（0 不限）', minutes: '重绑后等几分钟', saysDays: '{n} 个工作日', saysTimes: '每月 {n} 次', saysMinutes: '等 {n} 分钟', every: '所有卡',
    tryOut: '试一试：这样一张卡碰到哪条', noRule: '没有规则，随便换', columns: '导出给运营商的列', columnsLead: '每家后台要的列不一样。勾上要的，改列名，按顺序导出。', iccid: 'ICCID', msisdn: '接入号', old_imei: '原 IMEI', new_imei: '新 IMEI', plate: '车牌', asked: '申请日期', reason: '备注', head: '“{name}”的列名', saveColumns: '存好这几列', up: '往前挪：{name}', bad: '天数 0–60，次数 0–99，分钟 0–240',
  },
  {
    title: 'SIM binding rules', lead: 'What carriers do when a SIM meets another terminal. The closest rule counts: the more it names, the closer. Phones read a change the next time they are online; who worked by an older rule is told then.', readOnly: 'Rules are changed by the keeper, managers and administrators.', add: 'Add a rule', none: 'No rule yet', noneHint: 'Without rules every SIM is free to move.', save: 'Save', cancel: 'Cancel', added: 'Added', changed: 'Changed',
    operator: 'Carrier', cardType: 'SIM', act: 'Act', rule: 'What to do', any: 'Any', cmcc: 'Mobile', ctcc: 'Telecom', cucc: 'Unicom', cbn: 'Broadnet', unknown: 'Unknown', plug: 'Plug-in', soldered: 'Soldered', phone: 'Phone SIM', install: 'Install', swap_device: 'Swap terminal', swap_sim: 'Swap SIM', swap_both: 'Swap both', transfer: 'Transfer',
    free: 'Free to move', rebind_first: 'Rebind first', rebind_on_site: 'Rebind on site', never: 'Never move', ask_office: 'Ask the office', textZh: 'Words for the technician', textEn: 'In English', days: 'Working days it takes', times: 'Rebinds a month (0: no limit)', minutes: 'Minutes to wait afterwards', saysDays: { one: '{n} working day', other: '{n} working days' }, saysTimes: { one: '{n} a month', other: '{n} a month' }, saysMinutes: { one: 'wait {n} minute', other: 'wait {n} minutes' }, every: 'Every SIM',
    tryOut: 'Try it: which rule would such a SIM meet', noRule: 'No rule: free to move', columns: 'Columns for the carriers', columnsLead: 'Each portal wants other columns. Tick what it wants and name it; exported in this order.', iccid: 'ICCID', msisdn: 'MSISDN', old_imei: 'Old IMEI', new_imei: 'New IMEI', plate: 'Plate', asked: 'Asked on', reason: 'Remark', head: 'Heading of “{name}”', saveColumns: 'Save these columns', up: 'Move up: {name}', bad: 'Days 0–60, times 0–99, minutes 0–240',
  },
)
