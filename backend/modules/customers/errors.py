"""How customers refuses."""

from backend.kernel.errors import Sentence

VEHICLE_EXISTS = Sentence(
    "vehicle_exists", 409, "车牌 {plate} 已经登记过了。", "A vehicle with the plate {plate} is registered already."
)
PLATE_OR_VIN = Sentence(
    "plate_or_vin", 422, "请填写车牌；没有车牌的填车架号。", "Enter the plate, or the VIN when there is no plate."
)
UNKNOWN_COLOUR = Sentence("unknown_plate_colour", 422, "没有这种车牌颜色。", "There is no such plate colour.")
EMPTY_NAME = Sentence("empty_name", 422, "请填写名称。", "Enter a name.")
EMPTY_ADDRESS = Sentence("empty_address", 422, "请填写地址。", "Enter an address.")
BAD_PLACE = Sentence(
    "bad_place", 422, "位置不对，请在地图上重新点选。", "That is no place on earth. Pick it on the map again."
)
FREED_BY_MANAGER = Sentence(
    "freed_by_manager",
    403,
    "{plate} 是监管车辆，要经理才能改成不监管的车型。",
    "{plate} is regulated. Only a manager can change that, or its type to one that is not.",
)
REGULATED_REASON = Sentence(
    "regulated_reason_missing",
    422,
    "和车型的规定不一样，请写明原因。",
    "This differs from what its type says. Please give a reason.",
)
