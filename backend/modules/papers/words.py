"""The one dictionary of all papers: key to (zh, en). Templates get the half of the language that is asked for."""

from typing import Literal

Lang = Literal["zh", "en"]
WORDS: dict[str, tuple[str, str]] = {
    # titles
    "install_sheet": ("安装任务派工单", "Installation sheet"),
    "repair_sheet": ("维修服务单", "Repair sheet"),
    "return_label": ("返修标签", "Return label"),
    "issue_slip": ("领料单", "Goods issue slip"),
    "return_slip": ("退料单", "Goods return slip"),
    "evidence_pack": ("施工证据包", "Evidence pack"),
    # every page
    "page": ("第 {n} 页，共 {of} 页", "Page {n} of {of}"),
    "printed": ("打印于", "Printed"),
    "scan_order": ("扫码看工单", "Scan to open the order"),
    "to_fill": ("完工前打印，空格现场手写", "Printed before the work; blanks are filled in by hand"),
    # facts
    "order_no": ("工单号", "Order"),
    "visit_no": ("派工单号", "Visit"),
    "kind": ("类型", "Kind"),
    "customer": ("客户", "Customer"),
    "contact": ("联系人", "Contact"),
    "phone": ("电话", "Phone"),
    "address": ("地址", "Address"),
    "landmark": ("标志", "Landmark"),
    "window": ("预约时段", "Appointment"),
    "technician": ("安装维修员", "Technician"),
    "opened": ("受理", "Taken in"),
    "urgent": ("加急", "Urgent"),
    "symptom": ("报修现象", "Reported fault"),
    "since": ("发生时间", "Since"),
    "request_no": ("需求单号", "Request"),
    "note": ("备注", "Note"),
    "model": ("产品型号", "Product model"),
    "purchased": ("购买日期", "Purchased"),
    # vehicles
    "vehicles": ("车辆", "Vehicles"),
    "count_vehicles": ("共 {n} 台", "{n} in all"),
    "seq": ("序", "#"),
    "plate": ("车牌", "Plate"),
    "no_plate": ("无牌", "No plate"),
    "vin": ("车架号", "VIN"),
    "fleet_no": ("自编号", "Fleet no."),
    "regulated": ("重点监管", "Regulated"),
    "family": ("设备", "Device"),
    "act": ("做了什么", "Work"),
    "old_terminal": ("旧终端号", "Old terminal"),
    "new_terminal": ("新终端号", "New terminal"),
    "terminal": ("终端号", "Terminal"),
    "old_sim": ("旧卡号", "Old SIM"),
    "new_sim": ("新卡号", "New SIM"),
    "sim": ("卡号 ICCID", "SIM (ICCID)"),
    "removal_reason": ("拆机原因", "Why removed"),
    "old_end": ("旧机去向", "Old one goes"),
    "mounting": ("安装位置", "Mounting place"),
    "fault": ("故障", "Fault"),
    "cause": ("原因", "Cause"),
    "remedy": ("处理", "Remedy"),
    "parts": ("用料", "Parts"),
    "test": ("测试结果", "Test result"),
    "check": ("平台核对", "Platform check"),
    "result": ("结果", "Result"),
    "suspended": ("挂起", "Suspended"),
    "suspended_because": ("挂起：{reason}", "Suspended: {reason}"),
    "missing": ("缺", "Missing"),
    "not_done": ("未做", "Not done"),
    "done_at": ("完成", "Finished"),
    "from_vehicle": ("移自", "Moved from"),
    # road
    "times": ("经过", "Times"),
    "dispatched": ("派单", "Dispatched"),
    "set_off": ("出发", "Set off"),
    "arrived": ("到达", "Arrived"),
    "started": ("开工", "Started"),
    "completed": ("完工", "Completed"),
    "clock_flag": (
        "手机时间有疑问，已按服务器时间记录",
        "the phone's clock was in doubt; the server's time was recorded",
    ),
    # fees
    "fees": ("费用", "Fees"),
    "item": ("项目", "Item"),
    "quantity": ("数量", "Qty"),
    "unit_price": ("单价", "Unit price"),
    "amount": ("金额", "Amount"),
    "total": ("合计", "Total"),
    "paid": ("已收", "Paid"),
    "open": ("未收", "Still to pay"),
    "free_of_charge": ("本次服务免费", "This service is free of charge"),
    "fees_later": ("费用按价目表，完工时确认", "Fees by the price list, agreed when the work is done"),
    "no_fees": ("本次没有产生费用", "No fees arose"),
    "first_install": ("首次安装免费", "first installation, free"),
    "in_warranty": ("质保内免费", "in warranty, free"),
    "consumable": ("耗材不收费", "consumable, free"),
    "not_approved": ("客户没有同意，未收费", "the customer did not agree, not charged"),
    "not_listed": ("价目表外，未收费", "not on the price list, not charged"),
    "cash": ("现金", "Cash"),
    "wechat": ("微信", "WeChat Pay"),
    "alipay": ("支付宝", "Alipay"),
    "transfer_money": ("转账", "Bank transfer"),
    "on_account": ("挂账", "On account"),
    "warranty_until": ("{plate} 的终端质保至 {date}", "Terminal of {plate}: in warranty until {date}"),
    "warranty_rule": (
        "质保内的终端和配件免费维修更换；进水、人为损坏、自行拆改除外。",
        "Terminals and parts are repaired or replaced free of charge in warranty, except for water, damage by others, or changes made by others.",
    ),
    # signatures
    "customer_signs": ("客户签字", "Customer's signature"),
    "technician_signs": ("安装维修员签字", "Technician's signature"),
    "no_signature": ("未签字", "Not signed"),
    "date": ("日期", "Date"),
    "customer_word": (
        "以上内容已核对，设备使用方法已告知。",
        "I have checked the above, and the use of the device was explained to me.",
    ),
    # proof of a repair for regulated vehicles
    "repair_proof": ("故障报修证明", "Proof of fault report and repair"),
    "repair_proof_word": (
        "兹证明下列车辆的卫星定位装置由我单位接报并维修，情况属实。",
        "We certify that the satellite positioning devices of the vehicles below were reported to us and repaired as stated.",
    ),
    "reported_at": ("报修时间", "Reported"),
    "repaired_at": ("修复时间", "Repaired"),
    "reason": ("故障原因", "Cause of the fault"),
    "seal_place": ("维修单位（盖章）", "Repairing company (seal)"),
    # labels and slips
    "old_no_short": ("旧机", "Old unit"),
    "removed_on": ("拆下", "Removed"),
    "product": ("品名", "Product"),
    "number": ("编号", "Number"),
    "keeper_signs": ("库管签字", "Warehouse keeper"),
    "receiver_signs": ("领料人签字", "Received by"),
    "giver_signs": ("退料人签字", "Handed back by"),
    "transfer_slip": ("调拨单", "Transfer slip"),
    "receipt_slip": ("入库单", "Goods receipt slip"),
    "at": ("时间", "Time"),
    "entered_by": ("经手", "Entered by"),
    "from_place": ("从", "From"),
    "to_place": ("到", "To"),
    "lines": ("明细", "Lines"),
    "lines_count": ("共 {n} 项", "{n} lines"),
    # evidence
    "pack_word": (
        "本文件记录一张工单的施工经过。原始照片、签字和清单作为附件封存在本文件内，可离线核验。",
        "This file records how one order was carried out. The original pictures, the signature and the manifest are sealed inside it as attachments and can be checked offline.",
    ),
    "pictures": ("照片", "Pictures"),
    "pictures_count": ("共 {n} 张", "{n} in all"),
    "signature": ("客户签字", "Customer's signature"),
    "accepted_vehicles": ("验收车辆", "Vehicles accepted"),
    "taken": ("拍摄", "Taken"),
    "place": ("位置", "Place"),
    "no_place": ("没有位置", "no position"),
    "missing_picture": ("原图不在库里", "the original is not in the store"),
    "hash": ("照片指纹", "SHA-256"),
    "link": ("链值", "Link"),
    "seal": ("封印", "Seal"),
    "key_fingerprint": ("公钥指纹", "Key fingerprint"),
    "how_to_check": (
        "核验：paigong verify-evidence 文件名 --key 公钥指纹（指纹请向本公司核对，或见 {url}）",
        "To check: paigong verify-evidence FILE --key FINGERPRINT (ask us for the fingerprint, or see {url})",
    ),
    "proves": (
        "能证明：封存之后，照片、时间、位置、签字和本文件的文字没有被改动；照片按拍摄先后一环扣一环。",
        "It proves that pictures, times, positions, signature and the words of this file have not been altered since it was sealed, and that the pictures follow each other as they were taken.",
    ),
    "proves_not": (
        "不能证明：手机的时钟和定位本身准确，也不能证明镜头前的事物是真的。",
        "It does not prove that the phone's clock and position were right, nor that what stood before the camera was genuine.",
    ),
    "by_link": ("客户通过专属链接签", "signed by the customer's private link"),
    "chained_by_server": ("到达后由服务器编链", "chained by the server on arrival"),
    "not_chained": ("当时尚未编链", "from before there was a chain"),
    "altered": ("链值与内容不符", "link does not fit its content"),
    "predecessor_missing": ("前一件没有传来", "the piece before it never came"),
    "forked": ("两件接在同一件后面", "two follow the same piece"),
    "restarted": ("中途另起一链", "the chain begins anew here"),
    "platform_proof": ("平台验证", "Proof by the platform"),
    "made_at": ("出具", "Made"),
    # codes
    "kind_install": ("安装", "Installation"),
    "kind_repair": ("维修", "Repair"),
    "kind_removal": ("拆机", "Removal"),
    "kind_transfer": ("移机", "Transfer"),
    "kind_inspection": ("巡检", "Inspection"),
    "act_install": ("安装", "installed"),
    "act_swap_device": ("换机", "terminal swapped"),
    "act_swap_sim": ("换卡", "SIM swapped"),
    "act_swap_both": ("换机换卡", "terminal and SIM swapped"),
    "act_remove": ("拆机", "removed"),
    "act_transfer": ("移机", "moved over"),
    "act_none": ("没换设备", "no device changed"),
    "end_factory": ("返厂", "to the factory"),
    "end_warehouse": ("入库", "to the store"),
    "end_scrap": ("报废", "to scrap"),
    "end_customer": ("客户留存", "kept by the customer"),
    "end_van": ("随车带回", "on the van"),
    "verdict_unchecked": ("未核对", "not checked yet"),
    "verdict_waiting": ("待平台验证", "awaiting proof"),
    "verdict_passed": ("平台已验证", "proven by the platform"),
    "verdict_failed": ("平台验证没通过", "the platform check failed"),
}
# How the money of a payment and the reasons of a free line are called: the codes that finance uses.
METHODS = {"transfer": "transfer_money"}


def words(lang: Lang) -> dict[str, str]:
    """The dictionary in one language, for a template."""
    half = 0 if lang == "zh" else 1
    return {key: both[half] for key, both in WORDS.items()}


def say(lang: Lang, key: str, **values: object) -> str:
    """One entry with its braces filled."""
    return words(lang)[key].format(**values) if values else WORDS[key][0 if lang == "zh" else 1]


def choose(lang: Lang, zh: str, en: str) -> str:
    """The right half of a pair that comes from data; Chinese where there is no English."""
    return zh if lang == "zh" else en or zh
