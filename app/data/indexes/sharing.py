"""Indexes of what two offices share."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "referral": (("case",), ("service",), ("to_office", "state")),
    "hand_over": (("case",), ("to_office", "state"), ("to_user", "state")),
    "case_stub": (("office",), ("case_id",)),
    "referral_stub": (("referral_id",),),
}
DERIVED: dict[str, tuple[str, ...]] = {}
