import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '车辆', search: '车牌、车架号后几位、司机电话、客户名', searchLabel: '找车', none: '没找到', noneHint: '车牌后五位、车架号后六位、客户名都行。', more: '再看后面的', chooseHint: '从左边选一辆，看它装过什么。', next: '下一辆', previous: '上一辆', find: '去搜索框',
    empty: '没有装终端', vin: '车架号', type: '车型', fleet: '自编号', driver: '司机', customer: '客户', regulatedNote: '{how}，原因：{reason}', isRegulated: '定为监管车辆', isFree: '定为非监管车辆', setRegulated: '改为监管车辆', setFree: '改为非监管车辆', byType: '照车型来', regulatedWhy: '为什么和车型的规定不一样', regulatedExample: '例：只在场内跑，不上路', regulatedSaved: '改好了', now: '现在装着', nothingNow: '账上这辆车没有装终端', warranty: '保修到 {date}', outOfWarranty: '过保，{date} 到期', terminal: '终端', card: '卡', noCard: '没有卡',
    copied: '复制',
  },
  {
    title: 'Vehicles', search: 'Plate, end of the VIN, driver phone, customer', searchLabel: 'Find a vehicle', none: 'Nothing found', noneHint: 'Try the last five of the plate, the last six of the VIN or the customer.', more: 'More', chooseHint: 'Choose one on the left to see what it carries.', next: 'Next', previous: 'Previous', find: 'To the search',
    empty: 'No terminal', vin: 'VIN', type: 'Type', fleet: 'Fleet no.', driver: 'Driver', customer: 'Customer', regulatedNote: '{how}, because: {reason}', isRegulated: 'Set as regulated', isFree: 'Set as not regulated', setRegulated: 'Make it regulated', setFree: 'Make it not regulated', byType: 'As its type says', regulatedWhy: 'Why it differs from its type', regulatedExample: 'e.g. never leaves the yard', regulatedSaved: 'Changed', now: 'Installed now', nothingNow: 'By the books nothing is installed in this vehicle', warranty: 'Warranty until {date}', outOfWarranty: 'Out of warranty since {date}', terminal: 'Terminal', card: 'Card', noCard: 'No card',
    copied: 'Copy',
  },
)
