"""Lists outside the form: csv, xml and geojson files that come beside it, read within bounds.

Such a file comes from outside like the form itself: its name must be a plain name, its size, rows and columns have limits, and
entities in xml are refused. The shapes are ODK's: rows of a csv are `root/item`, features of a geojson too, with their geometry
as ODK writes a place; an xml file is taken as it stands.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from app.domain.errors import InputError
from app.forms.model import ExternalFile
from app.forms.tables import SMALL, Table
from app.forms.xpath.nodes import Node

Media = Path | Mapping[str, bytes] | None
"""Where the files beside a form are: a folder, or name → content."""
MEGABYTE = 1024 * 1024
MOST_BYTES = 64 * MEGABYTE
MOST_ROWS = 500_000
MOST_COLUMNS = 300
MOST_CELL = MEGABYTE
_PLACES = ("Point", "LineString", "Polygon")
_DEEPEST = 30
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def plain_name(name: str) -> bool:
    """Whether a name is that of a file and nothing else: no folder, no way out of one."""
    return bool(name) and not name.startswith(".") and not set(name) & set('/\\:\0\n\r\t*?"<>|') and len(name) <= 200


def read_media(media: Media, name: str) -> bytes | None:
    """The content of a file beside the form; None when it was not given. Raises InputError when it is too big."""
    if media is None or not plain_name(name):
        return None
    if isinstance(media, Path):
        file = media / name
        try:
            if not file.is_file() or file.resolve().parent != media.resolve():
                return None
            if file.stat().st_size > MOST_BYTES:
                raise InputError("form_list_too_big", file=name, megabytes=MOST_BYTES // MEGABYTE)
            return file.read_bytes()
        except OSError:
            return None
    content = media.get(name)
    if content is not None and len(content) > MOST_BYTES:
        raise InputError("form_list_too_big", file=name, megabytes=MOST_BYTES // MEGABYTE)
    return content


def read_list(file: ExternalFile, content: bytes) -> Node:
    """The instance of a file; raises InputError with its name for what cannot be read."""
    above = Node("instance")
    if file.kind == "csv":
        header, rows = _csv(file.name, content)
        put_rows(above, header, rows)
    elif file.kind == "geojson":
        header, lines = _geojson(file.name, content)
        put_rows(above, header, iter(lines))
    else:
        _xml(file.name, content, above)
    return above


def empty_list() -> Node:
    """The instance of a file that was not given."""
    above = Node("instance")
    Node("root", above)
    return above


def put_rows(above: Node, header: Sequence[str], rows: Iterator[Sequence[str]], root: str = "root", item: str = "item") -> None:
    """Rows as nodes when they are few, else packed."""
    first = list(islice(rows, SMALL + 1))
    if len(first) > SMALL:
        Table(root, above, item, header, _both(first, rows))
        return
    parent = Node(root, above)
    for cells in first:
        row = Node(item, parent)
        for name, value in zip(header, cells, strict=False):
            if name:
                Node(name, row, value)


def _both(first: Iterable[Sequence[str]], rest: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield from first
    yield from rest


def decode(name: str, content: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, or UTF-16 with one. Raises InputError."""
    encoding = next((known for mark, known in _BOMS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("form_list_encoding", file=name) from error


def _csv(name: str, content: bytes) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    text = decode(name, content)
    end = text.find("\n")
    head = text if end < 0 else text[:end]
    delimiter = ";" if head.count(";") > head.count(",") else "\t" if head.count("\t") > head.count(",") else ","
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    header = _header(name, next(_lines(name, reader), []))
    return header, _padded(_lines(name, reader), len(header))


def _header(name: str, cells: Sequence[str]) -> Sequence[str]:
    header = tuple(cell.strip() for cell in cells)
    if not any(header):
        raise InputError("form_list_no_header", file=name)
    if len(header) > MOST_COLUMNS:
        raise InputError("form_list_too_wide", file=name, limit=MOST_COLUMNS)
    return header


def _lines(name: str, reader: Iterator[list[str]]) -> Iterator[list[str]]:
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError("form_list_broken", file=name, row=number + 1) from error
        number += 1
        if number > MOST_ROWS + 1:
            raise InputError("form_list_too_long", file=name, limit=MOST_ROWS)
        if any(cells):
            yield cells


def _padded(lines: Iterator[list[str]], width: int) -> Iterator[Sequence[str]]:
    for cells in lines:
        yield cells[:width] if len(cells) >= width else [*cells, *[""] * (width - len(cells))]


def _geojson(name: str, content: bytes) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    try:
        found = json.loads(decode(name, content))
    except (ValueError, RecursionError) as error:
        raise InputError("form_list_broken", file=name, row=1) from error
    whole = isinstance(found, dict) and found.get("type") == "FeatureCollection"
    features = found.get("features") if whole else None
    if not isinstance(features, list) or not all(map(_is_feature, features)):
        raise InputError("form_list_broken", file=name, row=1)
    if len(features) > MOST_ROWS:
        raise InputError("form_list_too_long", file=name, limit=MOST_ROWS)
    lines = [_feature(feature) for feature in features]
    header = tuple(dict.fromkeys(key for line in lines for key in line))
    if len(header) > MOST_COLUMNS:
        raise InputError("form_list_too_wide", file=name, limit=MOST_COLUMNS)
    return header, [[line.get(key, "") for key in header] for line in lines]


def _is_feature(feature: object) -> bool:
    """A feature with a point, a line, an area or no place; JavaRosa refuses others too."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return False
    geometry = feature.get("geometry")
    return geometry is None or (isinstance(geometry, dict) and geometry.get("type") in _PLACES)


def _feature(feature: Mapping[str, object]) -> Mapping[str, str]:
    line: dict[str, str] = {}
    geometry, properties = feature.get("geometry"), feature.get("properties")
    if isinstance(geometry, dict):
        line["geometry"] = _geometry(geometry)
    if isinstance(properties, dict):
        line |= {str(key): _plain(value) for key, value in properties.items()}
    if "id" in feature:
        line["id"] = _plain(feature["id"])
    return line


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def _geometry(geometry: Mapping[str, object]) -> str:
    """A place as ODK writes it: latitude, longitude, altitude, accuracy; lines and areas have one such a point."""
    points, kind = geometry.get("coordinates"), geometry.get("type")
    if kind == "Polygon" and isinstance(points, list) and points:
        points = points[0]
    if kind == "Point":
        points = [points]
    if not isinstance(points, list):
        return ""
    pairs = [point for point in points if isinstance(point, list) and len(point) >= 2]
    written = [f"{_plain(pair[1])} {_plain(pair[0])} {_plain(pair[2]) if len(pair) > 2 else 0} 0" for pair in pairs]
    return "; ".join(written)


def _xml(name: str, content: bytes, above: Node) -> None:
    """An xml file as it stands; a long list of flat rows is packed as it is read."""
    rows, count = list[tuple[str, dict[str, str]]](), 0
    depth, root = 0, ""
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise InputError("form_list_broken", file=name, row=1)
            if event == "start" and depth == 1:
                root = _local(element)
            if event == "end" and depth == 1:
                count += 1
                if count > MOST_ROWS:
                    raise InputError("form_list_too_long", file=name, limit=MOST_ROWS)
                if any(len(cell) or cell.attrib for cell in element) or not len(element) or element.attrib:
                    return _xml_tree(name, content, above)
                rows.append((_local(element), {_local(cell): (cell.text or "").strip() for cell in element}))
                element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError("form_list_broken", file=name, row=getattr(error, "position", (1,))[0]) from error
    items = {item for item, _ in rows}
    header = tuple(dict.fromkeys(key for _, line in rows for key in line))
    if len(items) != 1 or len(header) > MOST_COLUMNS:
        return _xml_tree(name, content, above)
    put_rows(above, header, ([line.get(key, "") for key in header] for _, line in rows), root, items.pop())
    return None


def _xml_tree(name: str, content: bytes, above: Node) -> None:
    if len(content) > MOST_BYTES // 8:
        raise InputError("form_list_too_big", file=name, megabytes=MOST_BYTES // 8 // MEGABYTE)
    try:
        as_node(fromstring(content), above)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError("form_list_broken", file=name, row=getattr(error, "position", (1,))[0]) from error


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def as_node(element: Element, parent: Node, depth: int = 0) -> Node:
    """An element and everything below it as nodes; text beside elements is left out, prefixes too. ValueError when too deep."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    node = Node(_local(element), parent, (element.text or "").strip() if not len(element) else "")
    if element.attrib:
        node.attributes = {name.rpartition("}")[2]: value for name, value in element.items()}
    for child in element:
        as_node(child, node, depth + 1)
    return node
