"""How intake refuses."""

from backend.kernel.errors import Sentence

SHEET_NO_HEADER = Sentence(
    "sheet_no_header",
    422,
    "前 {within} 行里没有找到表头。要有“车牌号”或“车架号”一列，例如：车牌号、车牌颜色、车架号、车辆类型、司机、司机电话。",
    "No header was found in the first {within} rows. A column “plate” or “VIN” is needed, for example: plate, plate colour, "
    "VIN, vehicle type, driver, driver phone.",
)
SHEET_CHANGED = Sentence(
    "sheet_changed",
    409,
    "核对之后又有 {count} 行对不上了（第一处：{first_zh}）请重新传一次。",
    "Since the check {count} rows no longer fit (the first: {first_en}). Please hand the list in again.",
)
SHEET_ROWS_TAKEN = Sentence(
    "sheet_rows_taken",
    409,
    "这份明细的这些行已经开过单了（{no}）。",
    "These rows of the list are in an order already ({no}).",
)
SHEET_UNKNOWN_ROWS = Sentence(
    "sheet_unknown_rows",
    422,
    "第 {row} 行不在可用的行里。",
    "Row {row} is not among the good rows.",
)
TOO_MANY_VEHICLES = Sentence(
    "too_many_vehicles",
    422,
    "一张工单最多 {most} 台车，这次有 {count} 台，请分几张工单。",
    "An order takes at most {most} vehicles and this would have {count}. Please split it.",
)
NO_VEHICLES = Sentence("no_vehicles", 422, "请至少给一台车。", "Please give at least one vehicle.")
ONE_SOURCE = Sentence(
    "one_source_of_vehicles",
    422,
    "车辆要么来自明细，要么逐台填写，请选一种。",
    "Vehicles come from a list or are typed in; please choose one.",
)
NO_CUSTOMER = Sentence(
    "no_customer", 422, "请选一个客户，或填写新客户。", "Please choose a customer or enter a new one."
)
NO_SITE = Sentence("no_site", 422, "请选地点，或填写地址。", "Please choose a site or enter an address.")
WHICH_CENTRE = Sentence("which_centre", 422, "请选服务中心。", "Please choose the service centre.")
SITE_OF_OTHER = Sentence("site_of_other", 422, "这个地点不是这位客户的。", "This site belongs to another customer.")
VEHICLE_OF_OTHER = Sentence(
    "vehicle_of_other",
    409,
    "{plate} 登记在“{owner}”名下，先核对客户，或办理过户。",
    "{plate} is registered for “{owner}”. Check the customer, or transfer the vehicle first.",
)
WINDOW_ORDER = Sentence("window_order", 422, "预约的结束时间要晚于开始时间。", "The window must end after it begins.")
WINDOW_PAST = Sentence(
    "window_past", 422, "预约时段已经过去了，请另选。", "The appointment window is in the past. Please choose another."
)
LIKELY_DUPLICATE = Sentence(
    "likely_duplicate",
    409,
    "{plate} 已有没关的工单 {no}，看看是不是一回事：可以并进去记催单，也可以另开。",
    "{plate} has an open order already, {no}. Is it the same matter? Join it as a chase, or open another.",
)
FAMILY_UNKNOWN = Sentence("family_unknown", 422, "没有“{value}”这种设备。", "There is no device “{value}”.")
FAULT_UNKNOWN = Sentence("fault_unknown", 422, "没有这个故障代码：{value}", "There is no fault code {value}.")
TRANSFER_NEEDS_OLD = Sentence(
    "transfer_needs_old",
    422,
    "移机要写明从哪台车移来。",
    "A transfer needs the vehicle that the device comes from.",
)
LOOKUP_TOO_SHORT = Sentence(
    "lookup_too_short",
    422,
    "请至少输入 {least} 个字符。",
    "Please enter at least {least} characters.",
)
PLACE_NOT_FOUND = Sentence(
    "place_not_found",
    404,
    "地图上没找到这个地址，请写上城市和区县。",
    "This address was not found. Please add the city and the district.",
)
NO_FAMILY = Sentence("no_family", 422, "请选要装哪种设备。", "Please choose which device is to be installed.")
VEHICLES_FAULTY = Sentence("vehicles_faulty", 422, "第 {position} 台：{what}", "Vehicle {position}: {what_en}")
REMOVAL_REASON = Sentence(
    "removal_reason_missing",
    422,
    "这是监管车辆，拆机要有规定里的原因。",
    "This vehicle is regulated: a terminal leaves it only for one of the reasons on the list.",
)
REMOVAL_NOTE = Sentence(
    "removal_note_missing", 422, "请用一句话写明拆机原因。", "Say in a sentence why the terminal is removed."
)
