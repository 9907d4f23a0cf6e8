"""An address as a QR code (ISO/IEC 18004), as a drawing and as a picture. The only user of segno."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode

_QUIET = 4
"""The empty modules around a code, as the standard asks for."""
_DOTS = 12
"""The pixels of a module in a picture."""


def drawing(address: str, ink: str) -> str:
    """The code as an `<svg>` without a size of its own, transparent where it is not `ink`."""
    return _code(address).svg_inline(border=_QUIET, dark=ink, omitsize=True, svgclass="code")


def picture(address: str, ink: str, ground: str) -> bytes:
    """The code as a PNG in two colours, such as `#1a2b3c`."""
    out = io.BytesIO()
    _code(address).save(out, "png", scale=_DOTS, border=_QUIET, dark=ink, light=ground)
    return out.getvalue()


def _code(address: str) -> QRCode:
    """The code, which can be read with 15 % of it out of sight."""
    import segno  # noqa: PLC0415  # only slides need it

    return segno.make_qr(address, error="m", boost_error=False)
