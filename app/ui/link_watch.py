"""Looks at the link and at sleep: when the network comes up or the machine wakes, there is a reason to exchange at once."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

LOOK_MS = 20_000
SLEPT = 60.0
"""Seconds by which the wall clock may run ahead of the looks before the machine is taken to have slept."""


class LinkWatch(QObject):
    """`woke` is emitted when the link came up, or when time has passed without this programme.

    What the system does not tell (no backend of QNetworkInformation) is taken as a link that costs nothing.
    """

    woke = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock, self._last = clock, clock()
        self.network = QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None
        if self.network is not None:
            self.network.reachabilityChanged.connect(self._reached)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Somebody signed in."""
        self._last = self._clock()
        self._timer.start()

    def end(self) -> None:
        """Nobody is signed in."""
        self._timer.stop()

    def metered(self) -> bool:
        """Whether the system says that the link costs by the byte."""
        network = self.network
        able = QNetworkInformation.Feature.Metered
        return network is not None and network.supports(able) and network.isMetered()

    def medium(self) -> str:
        """What the link goes over: `wifi`, `cable`, `mobile`; "" where the system does not say."""
        network, medium = self.network, QNetworkInformation.TransportMedium
        if network is None or not network.supports(QNetworkInformation.Feature.TransportMedium):
            return ""
        known = {medium.WiFi: "wifi", medium.Ethernet: "cable", medium.Cellular: "mobile"}
        return known.get(network.transportMedium(), "")

    def _reached(self, reachability: QNetworkInformation.Reachability) -> None:
        """The network changed."""
        if reachability == QNetworkInformation.Reachability.Online:
            self.woke.emit()

    def look(self) -> None:
        """Compares the clock with how long it should be since the last look."""
        now = self._clock()
        slept = now - self._last - LOOK_MS / 1000
        self._last = now
        if slept > SLEPT:
            self.woke.emit()
