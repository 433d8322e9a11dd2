"""The settings of the guide, without the machine: kernels listen on no port, an account can have an own address."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import Request, urlopen

import psutil
import pytest
import zmq

from tests.docs.following import DOCS, blocks

SETTINGS = DOCS / "jupyterhub"
TOKEN = "of-the-test"


def until(found, what):
    """Wait until something is found, and return it."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if result := found():
                return result
        except (OSError, ValueError, RuntimeError):  # the last while a kernel is starting
            pass
        time.sleep(0.1)
    raise AssertionError(f"{what} is not there")


class Listener:
    """Another account, which listens on every port that the kernels of a server have open.

    One is left with ipc: there ipykernel takes in, and gives nothing out, what processes say that it has forked.
    """

    def __init__(self, pid):
        self._socket = zmq.Context.instance().socket(zmq.SUB)
        self._socket.subscribe(b"")
        kernels = psutil.Process(pid).children(recursive=True)
        assert kernels
        for each in {
            each.laddr for kernel in kernels for each in kernel.net_connections("tcp") if each.status == "LISTEN"
        }:
            self._socket.connect(f"tcp://{each.ip}:{each.port}")

    def messages(self):
        """Return what was heard."""
        found = []
        while self._socket.poll(2000):
            found.append(self._socket.recv_multipart())
        return found


@pytest.fixture
def server(tmp_path):
    """A server with a student's settings: its process, its address, its folder of running things."""
    place, runtime = tmp_path / "settings", Path(tempfile.mkdtemp(prefix="hub-"))  # short, as the guide says
    place.mkdir()
    shutil.copy(SETTINGS / "jupyter_server_config.py", place)
    surroundings = {
        **os.environ,
        "HOME": str(tmp_path),
        "JUPYTER_CONFIG_DIR": str(place),
        "JUPYTER_RUNTIME_DIR": str(runtime),
    }
    options = ["--allow-root", "--port=0", "--ServerApp.open_browser=False", f"--IdentityProvider.token={TOKEN}"]
    running = subprocess.Popen([sys.executable, "-m", "jupyter_server", *options], cwd=tmp_path, env=surroundings)
    try:
        url = until(lambda: json.loads(max(runtime.glob("jpserver-*.json")).read_text())["url"], "the server")
        until(lambda: urlopen(f"{url}api", timeout=5).status == 200, "the server's answer")
        yield running, url, runtime
    finally:
        running.terminate()
        running.wait(60)
        shutil.rmtree(runtime)


def test_kernels_talk_through_files_of_the_accounts_own(server):
    from jupyter_client import BlockingKernelClient

    running, url, runtime = server
    ask = Request(f"{url}api/kernels", b"{}", {"Authorization": f"token {TOKEN}"})
    number = json.load(urlopen(ask, timeout=60))["id"]
    connection = runtime / f"kernel-{number}.json"
    about = until(lambda: json.loads(connection.read_text()), "the kernel")
    assert about["transport"] == "ipc" and Path(about["ip"]).parent == runtime
    client = BlockingKernelClient()
    client.load_connection_file(str(connection))
    client.start_channels()
    try:
        until(lambda: client.wait_for_ready(timeout=60) is None, "the kernel's answer")
        said, overheard = [], Listener(running.pid)
        client.execute_interactive(
            "print(6 * 7)", timeout=60, output_hook=lambda message: said.append(message["content"])
        )
        assert any(each.get("text") == "42\n" for each in said)
        assert overheard.messages() == []
    finally:
        client.stop_channels()


def test_the_instructors_kernels_do_so_too():
    assert '"--KernelManager.transport=ipc"' in (SETTINGS / "jupyterhub_config.py").read_text("utf-8")


def test_the_settings_for_an_address_of_each_account_are_understood(tmp_path):
    pytest.importorskip("jupyterhub")
    from jupyterhub.app import JupyterHub
    from traitlets.config import PyFileConfigLoader

    text = (SETTINGS / "jupyterhub_config.py").read_text("utf-8")
    line = re.search(r"^# (c\.JupyterHub\.subdomain_host = .*)$", text, re.MULTILINE)[1]
    assert f"{line}\n" in blocks("jupyterhub.md", "python")
    (tmp_path / "settings.py").write_text(text.replace(f"# {line}", line))
    hub = JupyterHub(config=PyFileConfigLoader("settings.py", path=str(tmp_path)).load_config())
    assert hub.subdomain_host == "https://hub.example.org"
    # What a domain of its own is in this version of JupyterHub.
    assert hub.subdomain_hook("ada", "hub.example.org", "user").endswith(".hub.example.org")
