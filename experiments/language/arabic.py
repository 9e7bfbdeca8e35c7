"""The Arabic texts. What is shown to people is decided by `complete`: a group in part is not shown at all."""

ARABIC: dict[str, str] = {
    "process.conflict": "صراع",
    "process.talks": "مفاوضات",
    "process.agreement": "اتفاق",
    "process.peace": "سلام",
}
