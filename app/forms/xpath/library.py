"""All functions by name. Each gets its arguments still to be evaluated, so that `if` and `once` can leave some alone."""

from __future__ import annotations

from collections.abc import Mapping

from app.forms.xpath.functions import Function
from app.forms.xpath.functions_geo import GEO
from app.forms.xpath.functions_node import NODE
from app.forms.xpath.functions_number import NUMBER
from app.forms.xpath.functions_text import TEXT
from app.forms.xpath.functions_time import TIME

FUNCTIONS: Mapping[str, Function] = {**NUMBER, **TEXT, **TIME, **NODE, **GEO}
