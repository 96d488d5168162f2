"""Faults of the exchange in the programme's own terms, with words in `resources/words/{en,km}/syncing.json`."""

from __future__ import annotations

from app.domain.errors import AppError, EnvironmentFault, InputError
from sync.client.ports import NO_USE_NOW, ExchangeFault

NOT_REACHED = NO_USE_NOW | {"link_cut", "server_not_komar"}
"""Codes of an exchange that ended without the server: no link, one that broke, or somebody else answered."""


def fault_of(fault: ExchangeFault) -> AppError:
    """The fault that stops an exchange, as the window and the command line show it."""
    known: dict[str, AppError] = {
        "no_connection": EnvironmentFault("no_connection"),
        "link_cut": EnvironmentFault("link_cut"),
        "no_name": EnvironmentFault("no_name"),
        "tls": EnvironmentFault("server_certificate"),
        "tls_date": EnvironmentFault("server_certificate_date"),
        "portal": EnvironmentFault("portal"),
        "proxy_gone": EnvironmentFault("proxy_gone"),
        "proxy_sign_in": EnvironmentFault("proxy_sign_in"),
        "proxy_refuses": EnvironmentFault("proxy_refuses"),
        "server_busy": EnvironmentFault("server_busy", wait=fault.retry_after or 0.0),
        "server_error": EnvironmentFault("server_error"),
        "server_not_komar": EnvironmentFault("server_not_komar"),
        "update_needed": EnvironmentFault("update_needed"),
        "device_revoked": InputError("device_revoked"),
        "device_unknown": InputError("device_unknown"),
    }
    return known.get(fault.code) or EnvironmentFault("server_refused", status=fault.status)


def refusal_of(code: str, status: int) -> AppError:
    """Why the server does not enrol this device."""
    known: dict[str, AppError] = {
        "code_unknown": InputError("enrol_code_unknown", field="code"),
        "code_used": InputError("enrol_code_used", field="code"),
        "code_expired": InputError("enrol_code_expired", field="code"),
        "office_mismatch": InputError("enrol_office_mismatch"),
        "practice_mismatch": InputError("enrol_practice_mismatch"),
        "too_many": InputError("enrol_too_many"),
        "update": EnvironmentFault("update_needed"),
    }
    return known.get(code) or EnvironmentFault("server_refused", status=status)
