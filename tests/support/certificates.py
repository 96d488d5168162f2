"""Certificates for loopback, valid when a test wants them to be."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate: its text to trust, and the rules of a server that shows it."""

    pem: str
    server: ssl.SSLContext


def new_key() -> ec.EllipticCurvePrivateKey:
    """A key."""
    return ec.generate_private_key(ec.SECP256R1())


def certificate(
    folder: Path,
    key: ec.EllipticCurvePrivateKey,
    first: timedelta = -DAY,
    last: timedelta = 30 * DAY,
    address: str = "127.0.0.1",
) -> Certificate:
    """A certificate for an address, valid from and to days from now.

    Each has a name of its own: of two trusted ones of one name OpenSSL would look at the first, whichever is shown.
    """
    now, number = datetime.now(UTC), x509.random_serial_number()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"komar {number}")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(now + first)
        .not_valid_after(now + last)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    text = made.public_bytes(Encoding.PEM).decode("ascii")
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")
    file = folder / f"{number}.pem"
    file.write_text(text + secret, encoding="ascii")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return Certificate(text, server)
