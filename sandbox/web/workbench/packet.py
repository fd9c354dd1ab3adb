"""The packet that an answer would send, as a PDF to look at in the browser."""

from __future__ import annotations

from flask import Response, stream_with_context

from sandbox.tasks.packet import Packet

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"  # the browser's reader sets styles
PIECE = 64 * 1024  # bytes sent at a time


def pdf_of(packet: Packet, task: str) -> Response:
    """The packet as a PDF that opens in the browser and is kept nowhere."""
    from sandbox.charts.exports.pdf import Cover, pdf  # only here: the library takes long to load

    chart = packet.chart
    cover = Cover(packet.title, packet.fields, packet.lines)
    made = pdf(chart, [document.id for document in chart.documents], packet.hidden, cover)
    pieces = (made[start : start + PIECE] for start in range(0, len(made), PIECE))
    response = Response(stream_with_context(pieces), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="packet-{task}.pdf"'
    response.headers["Content-Length"] = str(len(made))
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    )
    return response
