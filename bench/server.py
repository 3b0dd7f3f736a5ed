"""The site under gunicorn, as it is served, for clients of the bench."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PORT = 8765
SETTINGS = "ntm_portal.settings"
ADDRESS = f"http://127.0.0.1:{PORT}"


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is the answer: the save was committed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


OPENER = urllib.request.build_opener(_Stay)


class Server:
    """Started at once; killed with all its processes."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        command = [str(Path(sys.executable).with_name("gunicorn"))]
        self.process = subprocess.Popen(  # noqa: S603  our own site
            [*command, "ntm_portal.wsgi"],
            env={**os.environ, "PORT": str(PORT), "DJANGO_SETTINGS_MODULE": SETTINGS},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _try in range(200):
            try:
                OPENER.open(f"{ADDRESS}/health/", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("the server does not come up")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
