import socket

import pytest


def test_other_computers_are_out_of_reach():
    with (
        socket.socket() as outgoing,
        pytest.raises(pytest.fail.Exception, match="tried to reach"),
    ):
        outgoing.connect(("192.0.2.1", 80))
