"""Every fact in words, for the trail that people read. Braces are filled from the fact's own fields."""

from typing import Any

from backend.kernel.money import yuan

WORDS: dict[str, tuple[str, str]] = {
    "auth.signed_in": ("登录", "signed in"),
    "auth.signed_out": ("退出登录", "signed out"),
    "order.created": ("建单 {order_no}，{item_count} 台车", "opened order {order_no}, {item_count} vehicles"),
    "order.submitted": ("提交审批", "submitted for approval"),
    "order.approved": ("批准（{approval}）{giver}{rule_name}", "approved ({approval}) {giver}{rule_name}"),
    "order.exported": ("导出工单 {rows} 张", "exported {rows} orders"),
    "order.rejected": ("退回：{reason}", "rejected: {reason}"),
    "order.cancelled": ("取消：{reason}", "cancelled: {reason}"),
    "order.chased": ("客户催单：{note}", "customer chased: {note}"),
    "order.held": ("挂起：{reason}", "on hold: {reason}"),
    "order.returned": ("退回待派：{reason}", "back to dispatch: {reason}"),
    "order.authority_date_set": ("监管期限 {due}，通知书 {notice_no}", "authority's date {due}, notice {notice_no}"),
    "order.authority_warned": (
        "监管期限快到了（{due}），已通知经理",
        "the authority's date is near ({due}), manager alerted",
    ),
    "order.authority_broken": (
        "监管期限已过（{due}），已通知经理",
        "past the authority's date ({due}), manager alerted",
    ),
    "order.reopened": ("重新打开：{reason}", "reopened: {reason}"),
    "order.verbal_approval_confirmed": ("补批口头请示", "verbal approval confirmed"),
    "order.completed": ("全部完工", "all work completed"),
    "order.closed": ("结单", "closed"),
    "visit.dispatched": ("派单 {overrule_reason}", "dispatched {overrule_reason}"),
    "visit.reassigned": ("改派 {reason}", "reassigned {reason}"),
    "visit.rescheduled": ("改约 {reason}", "rescheduled {reason}"),
    "visit.undone": ("撤销派单", "dispatch undone"),
    "visit.cancelled": ("取消派单：{reason}", "visit cancelled: {reason}"),
    "visit.accepted": ("接单", "accepted"),
    "visit.declined": ("拒单：{reason}", "declined: {reason}"),
    "visit.contacted": ("已联系客户", "customer contacted"),
    "visit.checklist_ticked": ("出发前核对", "checklist before leaving"),
    "visit.set_off": ("出发", "set off"),
    "visit.arrived": ("到达", "arrived"),
    "visit.started": ("开工", "started work"),
    "visit.photo_added": ("拍照 {code}", "photo {code}"),
    "visit.signed": ("签字：{signer} {no_signature_reason}", "signature: {signer} {no_signature_reason}"),
    "visit.completed": ("完工", "completed"),
    "visit.proven": ("派工单已由平台验证", "visit proven by the platform"),
    "visit.suspended": ("中断：{reason}", "broken off: {reason}"),
    "visit.failed": ("空跑：{reason}", "wasted trip: {reason}"),
    "visit.clock_suspected": ("手机时间不对：{why}", "phone clock is off: {why}"),
    "visit.evidence_broken": (
        "证据链第 {seq} 件对不上（{code}）：{finding}",
        "evidence {seq} ({code}) does not fit: {finding}",
    ),
    "visit.fees_marked": ("费用 {total_fen}，已收 {collected_fen}", "fees {total_fen}, collected {collected_fen}"),
    "item.fields_recorded": ("记录：{fields}", "recorded: {fields}"),
    "item.recorded": ("一台车做好：{act}", "vehicle done: {act}"),
    "item.proven": ("平台验证通过", "proven by the platform"),
    "item.not_proven": ("平台验证没通过：{reason}", "the platform check failed: {reason}"),
    "item.suspended": ("一台车挂起：{reason} {missing}", "vehicle suspended: {reason} {missing}"),
    "plan.asked": ("请系统排 {day}", "asked for a plan of {day}"),
    "plan.stopped": ("停止或放弃 {day} 的方案", "stopped the plan of {day} or put it aside"),
    "plan.accepted": (
        "采用方案 {applied} 项，{refused} 项没采用",
        "took {applied} changes over, {refused} no longer held",
    ),
    "plan.undone": ("撤回方案 {undone} 项，{kept} 项保留", "took {undone} changes back, {kept} are kept"),
    "customers.vehicle_type_changed": (
        "车型 {name_zh}，监管车辆：{regulated}，跟着改了 {followed} 台",
        "vehicle type {name_en}, regulated: {regulated}, {followed} vehicles follow",
    ),
    "approval_rule.changed": ("审批规则：{rule_name}", "approval rule: {rule_name}"),
    "finance.fees_confirmed": ("确认费用 {total_fen}", "fees agreed {total_fen}"),
    "finance.payment_collected": ("收款 {amount_fen}（{method}）", "collected {amount_fen} ({method})"),
    "finance.payment_voided": ("作废收款 {amount_fen}：{reason}", "payment voided {amount_fen}: {reason}"),
    "finance.payment_confirmed": ("到账 {amount_fen}", "arrived in the bank {amount_fen}"),
    "finance.fees_settled": ("费用结清", "fees settled"),
    "finance.remittance_submitted": ("交款 {amount_fen}", "remittance {amount_fen}"),
    "finance.remittance_confirmed": ("收下交款 {amount_fen}", "remittance taken {amount_fen}"),
    "finance.remittance_returned": ("退回交款：{reason}", "remittance returned: {reason}"),
    "finance.holding_overdue": ("超期未交 {held_fen}", "overdue holding {held_fen}"),
    "finance.exported": ("导出 {what}，{rows} 行", "exported {what}, {rows} rows"),
    "customers.customer_added": ("新增客户", "added a customer"),
    "customers.customer_changed": ("改客户资料：{added}", "changed the customer: {added}"),
    "customers.vehicle_added": ("登记车辆 {plate}", "registered vehicle {plate}"),
    "customers.vehicle_changed": ("改车辆资料", "changed the vehicle"),
    "customers.phone_revealed": ("查看完整电话", "saw the whole phone number"),
    "technicians.absence_added": ("请假", "absence"),
    "inventory.act_recorded": ("装拆记录：{act}", "installation ledger: {act}"),
    "inventory.case_opened": ("号码待裁定：{number}", "number to settle: {number}"),
    "inventory.case_settled": ("号码已裁定：{note}", "number settled: {note}"),
    "inventory.binding_rule_changed": ("改绑卡规则：{text_zh}", "binding rule changed: {text_zh}"),
    "inventory.carrier_columns_changed": ("改运营商导出的列", "columns of the carrier's file changed"),
    "inventory.carrier_task_opened": (
        "要运营商重绑：卡 {iccid} 到 {new_imei} {reason}",
        "to rebind at the carrier: card {iccid} to {new_imei} {reason}",
    ),
    "inventory.carrier_task_moved": ("运营商任务 {task_state}：{note}", "carrier task {task_state}: {note}"),
    "inventory.carrier_tasks_exported": ("导出运营商任务 {rows} 条", "exported {rows} carrier tasks"),
    "inventory.stock_issued": ("领料", "issued to the van"),
    "inventory.stock_returned": ("退料", "returned to store"),
    "inventory.stock_received": (
        "收货 {no}：终端 {devices}，卡 {sims}，配件 {parts}",
        "received {no}: {devices} terminals, {sims} cards, {parts} parts",
    ),
    "inventory.cards_completed": ("按运营商清单补全 {cards} 张卡", "{cards} cards completed from the carrier's list"),
    "inventory.stock_transferred": ("调拨 {no}，{things} 件", "transferred {no}, {things} pieces"),
    "inventory.transfer_arrived": ("调拨 {no} 到货 {things} 件，还差 {left}", "{no} arrived: {things}, {left} to come"),
    "inventory.transfer_lost": ("调拨 {no} 报丢 {things} 件：{reason}", "{no}: {things} given up, {reason}"),
    "inventory.stock_paper_undone": ("撤销 {no}：{reason}", "undone {no}: {reason}"),
    "inventory.count_opened": ("开始盘点 {place_name}", "count of {place_name} begun"),
    "inventory.count_finished": (
        "盘点 {place_name} 结束：多 {found}，少 {missing}",
        "count of {place_name} finished: {found} found, {missing} missing",
    ),
    "inventory.count_cancelled": ("作废盘点 {place_name}", "count of {place_name} given up"),
    "inventory.loss_approved": (
        "批准报丢 {lost} 件（{place_name}）{note}",
        "loss of {lost} approved ({place_name}) {note}",
    ),
    "inventory.loss_refused": ("报丢退回重盘（{place_name}）：{note}", "to be counted again ({place_name}): {note}"),
    "inventory.stock_level_set": ("{product_code} 最低库存改为 {least}", "minimum of {product_code} set to {least}"),
    "inventory.movements_exported": ("导出库存流水 {rows} 行", "exported {rows} movements"),
    "inventory.part_taken_out": (
        "拆下 {number}，标签 {label_no}，应去：{bound_for}",
        "took {number} out, label {label_no}, to go to: {bound_for}",
    ),
    "inventory.part_taken_in": ("旧件收到仓库 {number}", "removed part taken in {number}"),
    "inventory.part_ended": ("旧件了结 {number}：{end} {note}", "removed part {number} ended: {end} {note}"),
    "inventory.part_reopened": ("旧件重新打开 {number}：{note}", "removed part {number} open again: {note}"),
    "inventory.loss_reported": ("报丢失 {number}：{note}", "reported lost {number}: {note}"),
    "inventory.removed_limit_changed": ("旧件留车期限 {days} 天", "removed parts are late after {days} days"),
    "inventory.returns_exported": ("导出旧件清单，{rows} 行", "exported removed parts, {rows} rows"),
    "inventory.return_batch_moved": (
        "返厂批次 {no}：{act} {factory} {parcel_no} {numbers}",
        "batch {no} to the factory: {act} {factory} {parcel_no} {numbers}",
    ),
    "inventory.return_result": (
        "返厂结果 {number}：{result} {new_number}（索赔 {claim_result} {claim_fen}）",
        "factory's answer on {number}: {result} {new_number} (claim {claim_result} {claim_fen})",
    ),
    "followup.scheduled": ("安排回访", "follow-up call scheduled"),
    "followup.opened": ("该回访了", "follow-up call due"),
    "followup.cancelled": ("不回访：平台验证没通过", "no follow-up call: the platform check failed"),
    "followup.answered": ("回访打分 {score}", "follow-up answered, score {score}"),
    "followup.satisfied": ("客户满意", "customer satisfied"),
    "followup.dissatisfied": ("客户不满意：{comment}", "customer not satisfied: {comment}"),
    "followup.to_repeat": ("改时间再回访：{comment}", "to be called again: {comment}"),
    "followup.unreached": ("回访未接通（第 {attempts} 次）", "not reached (attempt {attempts})"),
    "followup.new_need": ("客户有新需求：{text}", "new need: {text}"),
    "complaint.opened": ("投诉 {no}", "complaint {no}"),
    "complaint.urgent": ("紧急投诉 {no}，已通知经理：{text}", "urgent complaint {no}, manager alerted: {text}"),
    "complaint.moved": ("投诉 {no}：{act} {note}", "complaint {no}: {act} {note}"),
    "complaint.late": ("投诉 {no} 超时（{which}）", "complaint {no} is late ({which})"),
    "proof.opened": ("等平台验证：终端 {device_no}", "to be proven by the platform: terminal {device_no}"),
    "proof.awaited": ("装好，待平台验证", "done, awaiting proof by the platform"),
    "proof.decided": ("平台验证有结论，通过：{passed} {reason}", "platform check decided, passed: {passed} {reason}"),
    "proof.given_up": ("平台验证不出，转人工：{reason}", "the platform could not tell, handed to a person: {reason}"),
    "proof.rule_changed": ("改验证规则 {family}", "changed the rule of proof for {family}"),
    "proof.terminal_dark": (
        "终端 {device_no} 又掉线，建议返修",
        "terminal {device_no} went dark again, rework suggested",
    ),
    "proof.rework_decided": (
        "返修建议已处理，开单：{accepted} {reason}",
        "rework suggestion decided, order opened: {accepted} {reason}",
    ),
    "tracking.rated": ("客户评分 {score}：{comment}", "customer rated {score}: {comment}"),
    "tracking.complained": ("客户在查询页投诉", "customer complained on the tracking page"),
}
CODES: dict[str, tuple[str, str]] = {
    "manager": ("经理", "manager"),
    "rule": ("规则", "rule"),
    "verbal": ("口头请示", "verbal"),
    "cash": ("现金", "cash"),
    "wechat": ("微信", "WeChat Pay"),
    "alipay": ("支付宝", "Alipay"),
    "transfer": ("转账", "transfer"),
    "on_account": ("挂账", "on account"),
    "install": ("安装", "install"),
    "swap_device": ("换机", "swap terminal"),
    "swap_sim": ("换卡", "swap SIM"),
    "swap_both": ("换机换卡", "swap terminal and SIM"),
    "remove": ("拆机", "remove"),
    "transfer_device": ("移机", "transfer"),
    "classify": ("分类", "classified"),
    "answer": ("首次答复", "first answer"),
    "investigate": ("调查完", "investigated"),
    "settle": ("处理完", "settled"),
    "tell": ("告知客户", "customer told"),
    "confirm": ("客户认可", "customer agrees"),
    "reopen": ("客户不认可", "customer disagrees"),
    "archive": ("归档", "archived"),
    "first_answer": ("首次答复", "first answer"),
    "asked": ("待报", "to file"),
    "filed": ("已报", "filed"),
    "done": ("已办好", "done"),
    "refused": ("没批", "refused"),
    "not_needed": ("不用办", "not needed"),
    "restocked": ("重新入库", "restocked"),
    "factory": ("返厂", "factory"),
    "warehouse": ("仓库", "store"),
    "scrap": ("报废", "scrap"),
    "scrapped": ("报废", "scrapped"),
    "customer": ("客户留下", "kept by the customer"),
    "van": ("留车备用", "stays on the van"),
    "lost": ("丢失", "lost"),
    "repaired": ("修好", "repaired"),
    "replaced": ("换新", "replaced"),
    "refused_back": ("不修退回", "sent back as it was"),
    "refused_scrap": ("报废", "scrapped"),
    "granted": ("批了", "granted"),
    "refused": ("没批", "refused"),
    "batch_open": ("新建", "opened"),
    "batch_edit": ("修改", "changed"),
    "batch_add": ("装入", "packed"),
    "batch_drop": ("取出", "taken out"),
    "batch_send": ("寄出", "sent"),
    "batch_unsend": ("撤回寄出", "sending undone"),
    "batch_arrive": ("厂家签收", "arrived"),
    "batch_cancel": ("作废", "called off"),
    "none": ("没换设备", "no device changed"),
    "altered": ("链值与内容不符，拍后改过", "the link does not belong to its content: altered after capture"),
    "predecessor_missing": ("前一件没有传来", "the piece before it never came"),
    "forked": ("两件接在同一件后面", "two follow the same piece"),
    "restarted": ("中途另起一链，可能换过手机或清过数据", "the chain begins anew: another phone, or cleared data"),
}


def in_words(name: str, payload: dict[str, Any]) -> tuple[str, str]:
    """A fact as (zh, en) sentences."""
    zh, en = WORDS[name]
    return _fill(zh, payload, 0), _fill(en, payload, 1)


def _fill(text: str, payload: dict[str, Any], lang: int) -> str:
    for key, value in payload.items():
        if "{" + key + "}" in text:
            said = payload.get(f"{key}_en") or value if lang else value
            text = text.replace("{" + key + "}", _word(key, said, lang))
    return text.strip().rstrip("：:")


def _word(key: str, value: Any, lang: int) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return (("否", "no"), ("是", "yes"))[value][lang]
    if key.endswith("_fen"):
        return yuan(int(value))
    if isinstance(value, list):
        return "、".join(map(str, value)) if lang == 0 else ", ".join(map(str, value))
    return CODES[value][lang] if isinstance(value, str) and value in CODES else str(value)
