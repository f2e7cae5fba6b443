import { defineMessages } from '@shared/i18n/messages'

/** The words of the desk's shell. A screen has its own messages.ts. */
export const t = defineMessages(
  {
    product: '派工', menu: '主菜单', skip: '跳到内容',
    board: '派工', intake: '来电', orders: '工单', vehicles: '车辆', proof: '验证', stock: '库存', money: '收款', followups: '回访', complaints: '投诉', settings: '设置',
    find: '车牌、终端号、电话、单号、人', findLabel: '全局搜索', nothingFound: '没找到“{text}”', findHint: '换个写法试试：车牌后五位、手机号、单号都行',
    account: '账号', logOut: '退出登录',
    shortcuts: '快捷键', everywhere: '到处都行', here: '这一屏',
  },
  {
    product: 'Paigong', menu: 'Main menu', skip: 'Skip to content',
    board: 'Board', intake: 'Calls', orders: 'Orders', vehicles: 'Vehicles', proof: 'Proof', stock: 'Stock', money: 'Money', followups: 'Follow-ups', complaints: 'Complaints', settings: 'Settings',
    find: 'Plate, terminal, phone, order, person', findLabel: 'Search everything', nothingFound: 'Nothing found for “{text}”', findHint: 'Try the last five of a plate, a phone number or an order number',
    account: 'Account', logOut: 'Log out',
    shortcuts: 'Shortcuts', everywhere: 'Everywhere', here: 'This screen',
  },
)
