"""Starting a Jupyter server: its address is told when it answers, and two starts at once get two ports."""

import json
import ssl
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

ATTEMPTS = 5  # to find a port that nobody else takes at the same moment
PATIENCE = 120  # seconds until the address is told although nothing answers there, as with a socket in place of a port


def serve(command, log: Path, **options):
    """Start a Jupyter server and wait until it answers; where another took its port meanwhile, start it again."""
    for _ in range(ATTEMPTS):
        with log.open("wb") as said:
            server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **options)
        announced = runtime_dir(options.get("env")) / f"jpserver-{server.pid}.json"
        info, patience = {}, time.monotonic() + PATIENCE
        while server.poll() is None:
            with suppress(OSError, ValueError):
                info = json.loads(announced.read_text("utf-8"))
                # It is announced before it listens; who else may be listening there does not know its token.
                if time.monotonic() < patience:
                    _ask(f"{info['url']}api/status", info["token"])
                return server, info
            time.sleep(0.1)
        if not info:
            break
    return server, {}


def _ask(address, token):
    """Ask a server of this machine, past any proxy and whoever signed its certificate, or raise OSError."""
    handlers = ProxyHandler({}), HTTPSHandler(context=ssl._create_unverified_context())
    with build_opener(*handlers).open(Request(address, headers={"Authorization": f"token {token}"}), timeout=5):
        pass


def runtime_dir(env=None):
    """Return where a server that is started with these variables announces itself."""
    from jupyter_core.paths import jupyter_runtime_dir

    return Path((env or {}).get("JUPYTER_RUNTIME_DIR") or jupyter_runtime_dir())
