"""Bytes with a fault in them."""


def last_byte_changed(content: bytes) -> bytes:
    """The same bytes but for the last one. A chosen last byte would now and then be the one that ciphertext ends in already."""
    return content[:-1] + bytes([content[-1] ^ 1])
