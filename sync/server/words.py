"""Words of the server's own commands. They are for the ministry's technicians; the console's pages have their own."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "office_unknown": "There is no office {office} on this server. Add it: office add {office}",
    "office_form": "{office} is no office code: it has 2, 4 or 6 digits.",
    "office_there": "Office {office} is on this server already. Nothing was changed.",
    "office_added": "Office {office} was added.",
    "device_unknown": "There is no device {device} on this server. See: device list",
    "device_revoked": "Device {device} can no longer exchange. What it sent before is kept.",
    "checked": "{records} records were checked: {damaged} damaged, {derived} with a wrong hash, {roots} offices' sums wrong, "
    "{chains} laptops' operations broken, {contents} contents damaged. Laptops are asked for {asked} records.",
    "record_unknown": "There is no record {record} on this server. Nothing was erased.",
    "erased": "{count} records were erased. Laptops erase them at their next exchange. "
    "{linked} other records still point to them (see them with --json). Delete older backups by hand.",
    "erased_remains": " Old copies of the text may still lie in free places of the tables {tables}. Run the same command with "
    "--rewrite at a quiet hour: exchanges wait meanwhile, and no backup may run.",
    "erased_unread": " {unread} pieces of files that revoked laptops handed over cannot be read before the rest of them comes; "
    "what belongs to these records is then left out.",
    "held_unknown": "No held operation is called {id}. See: held list",
    "held_released": "{count} operations were taken out of quarantine; {left} went back into it.",
    "database_kind": "Give an address that begins with postgresql:// or sqlite:///, or none for a file in the folder.",
    "database_away": "The database does not answer or lets nobody in. Nothing was changed. Check its address and that it runs.",
    "database_newer": "The data were written by a newer version of the server. Nothing was changed. Install that version.",
    "database_damaged": "The server's database cannot be read as one. Nothing was changed. Restore a backup.",
    "disk": "The folder of the server cannot be read or written. Nothing was changed.",
    "port_taken": "Port {port} of {host} is taken or not allowed. Choose another by --port.",
    "backup_none": "There is no backup of a server in {folder}.",
    "backup_bad": "The backup in {folder} is damaged. Nothing was changed.",
    "backup_made": "Backup of {ops} operations and {contents} contents of attachments: {path}. "
    "Contents damaged or not here: {contents_lacking}.",
    "restored": "Restored up to number {seq}, with {contents} contents that were not here. "
    "Epoch {epoch} begins; laptops hand in again what the backup lacks.",
    "no_data": "There is no server in {folder} yet. Start it once: serve, or add an office.",
}
