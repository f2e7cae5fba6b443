"""The chart of accounts. Debit is positive: what the company has or is owed; credit is negative."""

from dataclasses import dataclass

RECEIVABLE = "receivable"
REVENUE = "revenue"
TECHNICIAN_CASH = "technician_cash"
TECHNICIAN_DIGITAL = "technician_digital"
TRANSFER_EXPECTED = "transfer_expected"
ON_ACCOUNT = "on_account"
CASH_BOX = "cash_box"
BANK = "bank"
DIFFERENCE = "cash_difference"


@dataclass(frozen=True)
class AccountName:
    """What people call an account."""

    zh: str
    en: str


ACCOUNTS: dict[str, AccountName] = {
    RECEIVABLE: AccountName("应收账款", "Receivable"),
    REVENUE: AccountName("服务收入", "Service revenue"),
    TECHNICIAN_CASH: AccountName("师傅手上现金", "Cash held by technicians"),
    TECHNICIAN_DIGITAL: AccountName("扫码未到账", "Scan payments not yet in the bank"),
    TRANSFER_EXPECTED: AccountName("转账未到账", "Transfers not yet in the bank"),
    ON_ACCOUNT: AccountName("客户挂账", "Customers on account"),
    CASH_BOX: AccountName("库存现金", "Cash box"),
    BANK: AccountName("银行存款", "Bank"),
    DIFFERENCE: AccountName("现金长短款", "Cash differences"),
}

BY_TECHNICIAN = frozenset({TECHNICIAN_CASH, TECHNICIAN_DIGITAL})

# Where money is between the customer's hand and the company's own account.
HELD_IN = {
    "cash": TECHNICIAN_CASH,
    "wechat": TECHNICIAN_DIGITAL,
    "alipay": TECHNICIAN_DIGITAL,
    "transfer": TRANSFER_EXPECTED,
    "on_account": ON_ACCOUNT,
}
DIGITAL = frozenset({"wechat", "alipay"})
HANDED_OVER = DIGITAL | {"cash"}  # what a technician answers for; the others finance sees in the bank by itself
