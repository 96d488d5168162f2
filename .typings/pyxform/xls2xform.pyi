from collections.abc import Mapping

class ConvertResult:
    xform: str
    warnings: list[str]

def convert(xlsform: str | bytes | Mapping[str, object], *, form_name: str | None = None) -> ConvertResult: ...
