"""How complaints refuse."""

from backend.kernel.errors import Sentence

WRONG_STEP = Sentence(
    "complaint_wrong_step",
    409,
    "投诉现在是“{state_zh}”，不能做这一步。",
    "The complaint is “{state_en}”; this step does not fit.",
)
NOTE_NEEDED = Sentence("complaint_note_needed", 422, "请写明这一步的内容。", "Please write down what was done.")
CLASS_NEEDED = Sentence("complaint_class_needed", 422, "请选择投诉类别。", "Please choose a class.")
NOT_A_HANDLER = Sentence(
    "not_a_handler",
    422,
    "负责人必须是本中心的投诉专员或部门经理。",
    "The responsible person must be a complaint handler or manager of this centre.",
)
CUSTOMER_NEEDED = Sentence(
    "complaint_customer_needed",
    422,
    "请选择工单或客户。",
    "Please choose an order or a customer.",
)
