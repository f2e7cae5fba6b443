import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '连扫_{name}', back: '回派工单', head: '连扫', count: '{done} / {all} 台', withSim: '卡也扫', list: '车辆', find: '找车', findTitle: '按车牌找',
    terminal: '终端', sim: '卡', now: '现在扫', then: '接着扫', got: '扫到了', took: '{plate} 记好了', twice: '{number} 已经记在 {plate}，没重复记', fault: '{number}：{why}，没记',
    strange: '{number} 不在你车上。选个原因就记：', undo: '撤销 {plate}', undone: '{plate} 的号码撤了', typeTerminal: '手输终端', typeSim: '手输卡号', noSim: '这台不记卡', done: '都扫完了', doneHint: '照片、签字、完工在派工单上接着做。',
    gone: '这张单现在不能连扫', goneHint: '开工以后，要装终端或换卡的车才在这里。', none: '没有这个车牌', more: '再看 {n} 台',
  },
  {
    title: 'Burst – {name}', back: 'Back to the visit', head: 'Burst scan', count: '{done} of {all}', withSim: 'SIMs too', list: 'Vehicles', find: 'Find', findTitle: 'Find by plate',
    terminal: 'Terminal', sim: 'SIM', now: 'Scan now', then: 'Then this', got: 'Scanned', took: '{plate} saved', twice: '{number} is already at {plate}; not saved again', fault: '{number}: {why}; not saved',
    strange: '{number} is not on your van. Choose why to save it:', undo: 'Undo {plate}', undone: 'Numbers of {plate} taken back', typeTerminal: 'Type terminal', typeSim: 'Type SIM', noSim: 'No SIM here', done: 'All scanned', doneHint: 'Photos, signature and completion go on in the visit.',
    gone: 'Burst scanning is not possible now', goneHint: 'After the start of work, vehicles that get a terminal or SIM are listed here.', none: 'No such plate', more: 'Show {n} more',
  },
)
