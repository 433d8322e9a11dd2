"""``idic-lab doctor``: each thing that can be amiss is seen, and told with what to do."""

import os
import sys

import pytest

from idic_lab import cli
from idic_lab.course import doctor
from tests.course.conftest import ROOT


def test_this_machine_is_well(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["doctor"]) == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    for what in (
        "Python",
        "packages",
        "tools",
        "kernel",
        "JupyterLab",
        "server",
        "this folder",
        "exchange",
        "isolation",
    ):
        assert what in said
    assert "AMISS" not in said


def test_something_amiss_is_told_with_the_remedy_and_the_exit_status(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", "/proc/nothing-can-be-written-here")
    monkeypatch.chdir(tmp_path)
    assert doctor.main([]) == 1
    said = capsys.readouterr().out
    assert "AMISS  Jupyter's own folder: /proc/nothing-can-be-written-here cannot be written" in said
    assert "Make /proc/nothing-can-be-written-here writable for you" in said
    assert "2 things are amiss" in said, "its runtime folder is inside"


def test_an_old_python():
    found = doctor.python((3, 9, 2))
    assert found.well is False and "3.9.2 is too old" in found.told and "install Python 3.11" in found.remedy
    assert doctor.python((3, 14, 0)).well


LOCK = """anywidget==0.9.21 \\
    --hash=sha256:aa
colorama==0.4.6 ; sys_platform == 'nothing' \\
    --hash=sha256:bb
Jupyter_Client[test]==8.1.0 ; python_version >= '3' \\
    --hash=sha256:cc
    # via anywidget
"""


@pytest.mark.parametrize(
    ("installed", "well", "told"),
    [
        ({"anywidget": "0.9.21", "jupyter-client": "8.1.0"}, True, "2, each in the version"),
        ({"anywidget": "0.9.20", "jupyter-client": "8.1.0"}, None, "anywidget 0.9.20 for 0.9.21"),
        ({"jupyter-client": "8.1.0"}, False, "missing: anywidget"),
    ],
)
def test_packages_are_held_against_the_lock(installed, well, told):
    found = doctor.packages(LOCK, installed)
    assert found.well is well and told in found.told
    assert bool(found.remedy) is not bool(well)


def test_every_package_of_the_lock_is_read():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "missing: " in doctor.packages(lock, {}).told


def test_alembic_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = doctor.tools()
    assert found.well is False and "activate the environment" in found.remedy


def test_no_kernel_and_another_pythons(monkeypatch, tmp_path):
    from jupyter_client import kernelspec

    spec = kernelspec.KernelSpec(argv=["/usr/bin/another-python", "-m", "ipykernel"])
    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", lambda self, name: spec)
    assert "another Python: /usr/bin/another-python" in doctor.kernel().told

    def none(self, name):
        raise kernelspec.NoSuchKernel(name)

    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", none)
    assert doctor.kernel().well is False


def test_an_extension_is_missing(monkeypatch):
    monkeypatch.setitem(doctor.LAB_EXTENSIONS, "@nobody/knows", "a miracle")
    monkeypatch.setitem(doctor.SERVER_EXTENSIONS, "nobody.knows", "another")
    lab, server = doctor.extensions()
    assert lab.well is False and "so a miracle does not work" in lab.told
    assert server.well is False and "so another does not work" in server.told


def test_the_exchange(course):
    assert doctor.exchange(course.root).well is None, "others cannot write to it"
    course.exchange.parent.chmod(0o777)
    found = doctor.exchange(course.root)
    assert found.well is None and "in your course's place" in found.told and "chmod 1777" in found.remedy
    course.exchange.parent.chmod(0o1777)
    assert doctor.exchange(course.root).well is True
    inbound = course.exchange / "inbound"
    inbound.mkdir(parents=True)
    inbound.chmod(0o2733)  # as nbgrader makes it
    found = doctor.exchange(course.root)
    assert found.well is None and "move or delete it" in found.told and f"chmod +t {inbound}" in found.remedy
    inbound.chmod(0o3733)
    assert doctor.exchange(course.root).well is True
    inbound.rmdir()
    course.exchange.rmdir()
    course.exchange.parent.rmdir()
    found = doctor.exchange(course.root)
    assert found.well is None and "mkdir -p" in found.remedy and "learning platform" in found.remedy
    assert doctor.exchange(course.root.parent).well is False


def test_the_code_lane():
    assert doctor.code_lane("").well is True
    found = doctor.code_lane("bubblewrap is not installed.")
    assert found.well is None and "bubblewrap" in found.remedy
