// Written by `python -m backend.modules.work_orders.lifecycle`; do not edit by hand.

export interface Step<State extends string, Action extends string> {
  source: State;
  action: Action;
  target: State;
  who: readonly string[];
  offline: boolean;
}

export type OrderState = "draft" | "submitted" | "approved" | "in_progress" | "on_hold" | "completed" | "closed" | "rejected" | "cancelled";
export type OrderAction = "submit" | "approve" | "approve_by_rule" | "approve_verbally" | "reject" | "dispatch" | "return" | "hold" | "complete" | "close" | "reopen" | "stand" | "cancel";
export const orderWords: Record<OrderState, { zh: string; en: string }> = {"draft": {"zh": "草稿", "en": "draft"}, "submitted": {"zh": "待批准", "en": "waiting for approval"}, "approved": {"zh": "待派工", "en": "to be dispatched"}, "in_progress": {"zh": "进行中", "en": "in progress"}, "on_hold": {"zh": "挂起", "en": "on hold"}, "completed": {"zh": "已完工", "en": "completed"}, "closed": {"zh": "已关闭", "en": "closed"}, "rejected": {"zh": "已驳回", "en": "rejected"}, "cancelled": {"zh": "已取消", "en": "cancelled"}};
export const orderSteps: readonly Step<OrderState, OrderAction>[] = [
  {"source": "draft", "action": "submit", "target": "submitted", "who": ["agent", "complaint_handler", "customer", "dispatcher", "manager", "system"], "offline": false},
  {"source": "rejected", "action": "submit", "target": "submitted", "who": ["agent", "complaint_handler", "customer", "dispatcher", "manager", "system"], "offline": false},
  {"source": "submitted", "action": "approve", "target": "approved", "who": ["manager"], "offline": false},
  {"source": "submitted", "action": "approve_by_rule", "target": "approved", "who": ["system"], "offline": false},
  {"source": "submitted", "action": "approve_verbally", "target": "approved", "who": ["agent", "dispatcher", "manager"], "offline": false},
  {"source": "in_progress", "action": "approve_verbally", "target": "in_progress", "who": ["agent", "dispatcher", "manager"], "offline": false},
  {"source": "on_hold", "action": "approve_verbally", "target": "on_hold", "who": ["agent", "dispatcher", "manager"], "offline": false},
  {"source": "submitted", "action": "reject", "target": "rejected", "who": ["manager"], "offline": false},
  {"source": "approved", "action": "dispatch", "target": "in_progress", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "in_progress", "action": "dispatch", "target": "in_progress", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "on_hold", "action": "dispatch", "target": "in_progress", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "in_progress", "action": "return", "target": "approved", "who": ["system"], "offline": false},
  {"source": "in_progress", "action": "hold", "target": "on_hold", "who": ["system"], "offline": false},
  {"source": "in_progress", "action": "complete", "target": "completed", "who": ["system"], "offline": false},
  {"source": "completed", "action": "close", "target": "closed", "who": ["system"], "offline": false},
  {"source": "completed", "action": "reopen", "target": "approved", "who": ["system"], "offline": false},
  {"source": "approved", "action": "stand", "target": "completed", "who": ["system"], "offline": false},
  {"source": "draft", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager"], "offline": false},
  {"source": "submitted", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager"], "offline": false},
  {"source": "approved", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager"], "offline": false},
  {"source": "in_progress", "action": "cancel", "target": "cancelled", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "on_hold", "action": "cancel", "target": "cancelled", "who": ["dispatcher", "manager"], "offline": false},
];

export type ItemState = "open" | "recorded" | "suspended" | "cancelled";
export type ItemAction = "record" | "finish" | "suspend" | "resume" | "cancel" | "reopen" | "stand";
export const itemWords: Record<ItemState, { zh: string; en: string }> = {"open": {"zh": "未做", "en": "to do"}, "recorded": {"zh": "已记完", "en": "recorded"}, "suspended": {"zh": "挂起", "en": "suspended"}, "cancelled": {"zh": "已取消", "en": "cancelled"}};
export const itemSteps: readonly Step<ItemState, ItemAction>[] = [
  {"source": "open", "action": "record", "target": "open", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "suspended", "action": "record", "target": "open", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "open", "action": "finish", "target": "recorded", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "suspended", "action": "finish", "target": "recorded", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "open", "action": "suspend", "target": "suspended", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "suspended", "action": "suspend", "target": "suspended", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "suspended", "action": "resume", "target": "open", "who": ["dispatcher", "manager", "system"], "offline": false},
  {"source": "open", "action": "cancel", "target": "cancelled", "who": ["system"], "offline": false},
  {"source": "suspended", "action": "cancel", "target": "cancelled", "who": ["system"], "offline": false},
  {"source": "recorded", "action": "reopen", "target": "open", "who": ["system"], "offline": false},
  {"source": "open", "action": "stand", "target": "recorded", "who": ["system"], "offline": false},
  {"source": "suspended", "action": "stand", "target": "recorded", "who": ["system"], "offline": false},
];

export type VisitState = "planned" | "dispatched" | "accepted" | "en_route" | "on_site" | "working" | "completed" | "declined" | "suspended" | "failed" | "cancelled";
export type VisitAction = "dispatch" | "accept" | "decline" | "contact" | "tick" | "set_off" | "arrive" | "start" | "photograph" | "write" | "sign" | "complete" | "report_word" | "answer_by_link" | "sign_by_link" | "suspend" | "fail" | "reassign" | "reschedule" | "undo" | "join" | "cancel";
export const visitWords: Record<VisitState, { zh: string; en: string }> = {"planned": {"zh": "已排", "en": "planned"}, "dispatched": {"zh": "已派单", "en": "dispatched"}, "accepted": {"zh": "已接单", "en": "accepted"}, "en_route": {"zh": "在路上", "en": "on the way"}, "on_site": {"zh": "已到达", "en": "on site"}, "working": {"zh": "施工中", "en": "working"}, "completed": {"zh": "已完工", "en": "completed"}, "declined": {"zh": "已拒单", "en": "declined"}, "suspended": {"zh": "中途挂起", "en": "suspended"}, "failed": {"zh": "空跑", "en": "wasted trip"}, "cancelled": {"zh": "已取消", "en": "cancelled"}};
export const visitSteps: readonly Step<VisitState, VisitAction>[] = [
  {"source": "planned", "action": "dispatch", "target": "dispatched", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "dispatched", "action": "accept", "target": "accepted", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "dispatched", "action": "decline", "target": "declined", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "accepted", "action": "decline", "target": "declined", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "dispatched", "action": "contact", "target": "dispatched", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "accepted", "action": "contact", "target": "accepted", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "en_route", "action": "contact", "target": "en_route", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "dispatched", "action": "tick", "target": "dispatched", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "accepted", "action": "tick", "target": "accepted", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "accepted", "action": "set_off", "target": "en_route", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "accepted", "action": "arrive", "target": "on_site", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "en_route", "action": "arrive", "target": "on_site", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "on_site", "action": "start", "target": "working", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "on_site", "action": "photograph", "target": "on_site", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "working", "action": "photograph", "target": "working", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "working", "action": "write", "target": "working", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "working", "action": "sign", "target": "working", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "working", "action": "complete", "target": "completed", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "accepted", "action": "report_word", "target": "accepted", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "en_route", "action": "report_word", "target": "en_route", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "on_site", "action": "report_word", "target": "on_site", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "working", "action": "report_word", "target": "working", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "working", "action": "answer_by_link", "target": "working", "who": ["customer"], "offline": false},
  {"source": "completed", "action": "sign_by_link", "target": "completed", "who": ["customer"], "offline": false},
  {"source": "en_route", "action": "suspend", "target": "suspended", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "on_site", "action": "suspend", "target": "suspended", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "working", "action": "suspend", "target": "suspended", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "accepted", "action": "fail", "target": "failed", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "en_route", "action": "fail", "target": "failed", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "on_site", "action": "fail", "target": "failed", "who": ["partner_technician", "technician"], "offline": true},
  {"source": "planned", "action": "reassign", "target": "dispatched", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "dispatched", "action": "reassign", "target": "dispatched", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "accepted", "action": "reassign", "target": "dispatched", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "planned", "action": "reschedule", "target": "planned", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "dispatched", "action": "reschedule", "target": "dispatched", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "accepted", "action": "reschedule", "target": "accepted", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "planned", "action": "undo", "target": "cancelled", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "dispatched", "action": "undo", "target": "cancelled", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "dispatched", "action": "join", "target": "dispatched", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "accepted", "action": "join", "target": "accepted", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "en_route", "action": "join", "target": "en_route", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "on_site", "action": "join", "target": "on_site", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "working", "action": "join", "target": "working", "who": ["dispatcher", "manager"], "offline": false},
  {"source": "planned", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager", "system"], "offline": false},
  {"source": "dispatched", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager", "system"], "offline": false},
  {"source": "accepted", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager", "system"], "offline": false},
  {"source": "en_route", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager", "system"], "offline": false},
  {"source": "on_site", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager", "system"], "offline": false},
  {"source": "working", "action": "cancel", "target": "cancelled", "who": ["agent", "dispatcher", "manager", "system"], "offline": false},
];

export const actionWords = {"submit": {"zh": "提交", "en": "submitting"}, "approve": {"zh": "批准", "en": "approving"}, "approve_by_rule": {"zh": "按规则批准", "en": "approving by rule"}, "approve_verbally": {"zh": "口头请示", "en": "a verbal approval"}, "reject": {"zh": "驳回", "en": "rejecting"}, "dispatch": {"zh": "派单", "en": "dispatching"}, "return": {"zh": "退回待派", "en": "returning to dispatch"}, "hold": {"zh": "挂起", "en": "putting on hold"}, "complete": {"zh": "完工", "en": "completing"}, "close": {"zh": "关闭", "en": "closing"}, "cancel": {"zh": "取消", "en": "cancelling"}, "record": {"zh": "记录", "en": "recording"}, "finish": {"zh": "记完", "en": "finishing"}, "suspend": {"zh": "挂起", "en": "suspending"}, "resume": {"zh": "恢复", "en": "resuming"}, "accept": {"zh": "接单", "en": "accepting"}, "decline": {"zh": "拒单", "en": "declining"}, "contact": {"zh": "联系客户", "en": "contacting the customer"}, "tick": {"zh": "勾选出发检查", "en": "ticking the checklist"}, "set_off": {"zh": "出发", "en": "setting off"}, "arrive": {"zh": "到达", "en": "arriving"}, "start": {"zh": "开工", "en": "starting work"}, "photograph": {"zh": "拍照", "en": "adding a picture"}, "write": {"zh": "记录施工", "en": "recording work"}, "sign": {"zh": "签字", "en": "signing"}, "sign_by_link": {"zh": "用链接签字", "en": "signing by the link"}, "report_word": {"zh": "记口头请示", "en": "reporting a verbal approval"}, "answer_by_link": {"zh": "用链接答复", "en": "answering by the link"}, "fail": {"zh": "记空跑", "en": "recording a wasted trip"}, "reassign": {"zh": "改派", "en": "reassigning"}, "reschedule": {"zh": "改约", "en": "rescheduling"}, "undo": {"zh": "撤回派单", "en": "taking the dispatch back"}, "join": {"zh": "加人", "en": "sending a mate"}, "reopen": {"zh": "重新打开", "en": "reopening"}, "stand": {"zh": "认可完工", "en": "letting the work stand"}} as const;
