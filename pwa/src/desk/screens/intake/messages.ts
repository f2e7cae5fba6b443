import { defineMessages } from '@shared/i18n/messages'

/** The words of both halves of the screen. Each half has its own beside it. */
export const t = defineMessages(
  {
    comma: '，', stop: '。', title: '来电', call: '报修', install: '安装需求', tabs: '哪一种来电', keyFind: '再查一个', keySave: '开单（有重复就并催单）、接下一个',
    where: '在哪', newPlace: '新地址', address: '省市区、街道、门牌', landmark: '附近标志，几号门', onMap: '地图上找到了', roughly: '地图上只找到{label}，先按那里算路程',
    when: '哪段时间方便',
    contact: '现场找谁', otherPerson: '别人', name: '姓名', phone: '电话',
    hurry: '急不急', urgent: '加急', normal: '普通',
    opened: '开好了', chased: '催单记下了', toDispatch: '自动批了，在等派工', toApprove: '等经理批准', vehicles: '{n} 台车', link: '客户的查询链接', linkHint: '念给他听，或者发到他手机上。不用登录就能看进度。', copy: '复制', noLink: '链接还没好，过一会儿在工单里看。',
    openOrder: '打开工单', nextCall: '接下一个', chaseHint: '催单写进了工单的记录，派工的人看得到。',
    asking: '照着问', noScript: '这种来电还没有话术。', causes: '像这样的，多半是', check: '先查', remedy: '处理', bring: '要带', minutes: '修这个一般 {n} 分钟', lampOn: '亮', lampBlinks: '闪', lampOff: '不亮', notThere: '他不在车上', later: '……',
  },
  {
    comma: ', ', stop: '. ', title: 'Calls', call: 'Repair', install: 'Installation', tabs: 'Kind of call', keyFind: 'Look up another', keySave: 'Open the order (or note the chase), next call',
    where: 'Where', newPlace: 'New address', address: 'Province, city, district, street, number', landmark: 'Landmark, gate', onMap: 'Found on the map', roughly: 'The map knows only {label}; distances count from there',
    when: 'Which time suits',
    contact: 'Whom to ask for', otherPerson: 'Somebody else', name: 'Name', phone: 'Phone',
    hurry: 'Priority', urgent: 'Urgent', normal: 'Normal',
    opened: 'Opened', chased: 'Noted', toDispatch: 'Approved by rule, waits for dispatch', toApprove: 'Waits for the manager', vehicles: { one: '{n} vehicle', other: '{n} vehicles' }, link: "The customer's link", linkHint: 'Read it out or send it. It shows the progress without a login.', copy: 'Copy', noLink: 'The link is not ready yet; it will be in the order.',
    openOrder: 'Open the order', nextCall: 'Next call', chaseHint: 'The chase is in the record of the order, where dispatch sees it.',
    asking: 'What to ask', noScript: 'There is no script for this kind of call yet.', causes: 'Most likely', check: 'Check', remedy: 'Remedy', bring: 'Bring', minutes: 'Usually takes {n} minutes', lampOn: 'On', lampBlinks: 'Blinking', lampOff: 'Off', notThere: 'Not at the vehicle', later: ' …',
  },
)
