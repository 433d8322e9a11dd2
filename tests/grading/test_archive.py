import io
import stat
import struct
import zipfile

import pytest

from idic_lab.grading import archive
from idic_lab.grading.archive import RefusedArchive, members, unpack


def packed(*files, method=zipfile.ZIP_DEFLATED):
    """Return the bytes of a zip of (name or ZipInfo, data)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in files:
            made.writestr(name, data)
    return file.getvalue()


def link(name, target):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info, target


def lying(data, size):
    """Return a zip with one member whose size is said to be another."""
    made = bytearray(packed(("bomb", data)))
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = made.index(sign) + offset
        made[at : at + 4] = struct.pack("<I", size)
    return bytes(made)


def encrypted():
    made = bytearray(packed(("a", b"x")))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        made[made.index(sign) + offset] |= 1
    return bytes(made)


REFUSED = {
    "out of its folder": (packed(("../evil", b"x")), "outside"),
    "out of it from within": (packed(("a/../../evil", b"x")), "outside"),
    "out of it with backslashes": (packed(("..\\evil", b"x")), "outside"),
    "an absolute path": (packed(("/etc/evil", b"x")), "outside"),
    "a drive": (packed(("C:\\evil", b"x")), "outside"),
    "a link": (packed(link("link", "/etc/passwd")), "a link or a device"),
    "a link, then a file through it": (packed(link("a", "/tmp"), ("a/b", b"x")), "a link or a device"),
    "a file inside a file": (packed(("a", b"x"), ("a/b", b"x")), "inside something"),
    "a device": (packed((link("fifo", "")[0], b"")), "a link"),
    "one name twice": (packed(("a", b"1"), ("A", b"2")), "same name"),
    "a bomb": (packed(("bomb", b"\0" * (archive.LARGEST_CONTENT + 1))), "more than 100 MB"),
    "a bomb that lies": (lying(b"\0" * 1_000_000, 10), "damaged"),
    "too many files": (packed(*((str(number), b"") for number in range(archive.MOST_FILES + 1))), "more than 500"),
    "a password": (encrypted(), "password"),
    "another way of packing": (packed(("a", b"x"), method=zipfile.ZIP_LZMA), "unusual way"),
    "escape sequences": (packed(("\x1b[2Jevil", b"x")), r"\x1b"),
    "a name without end": (packed(("a" * 300, b"x")), "unusable name"),
    "no zip": (b"PK\x03\x04 nothing", "damaged"),
    "cut off": (packed(("a", b"x" * 1000))[:60], "damaged"),
    "nothing": (b"", "damaged"),
}


@pytest.mark.parametrize("attack", REFUSED)
def test_a_hostile_zip_is_refused_before_anything_is_written(attack, tmp_path):
    data, why = REFUSED[attack]
    with pytest.raises(RefusedArchive) as refused:
        members(io.BytesIO(data))
    assert why in str(refused.value) and str(refused.value).isprintable()
    (tmp_path / "work.zip").write_bytes(data)
    with pytest.raises(RefusedArchive):
        unpack(tmp_path / "work.zip", tmp_path / "into")
    assert [path.name for path in tmp_path.iterdir()] == ["work.zip"]


def test_an_enormous_zip_is_not_opened(tmp_path):
    with open(tmp_path / "work.zip", "w+b") as file:
        file.truncate(archive.LARGEST_ZIP + 1)
        with pytest.raises(RefusedArchive, match="larger than 50 MB"):
            members(file)


def test_an_honest_zip_is_unpacked(tmp_path):
    data = packed(("case/", b""), ("case/case.ipynb", b"{}"), ("case/sub/a.txt", b"x"), ("__MACOSX/._case.ipynb", b"y"))
    (tmp_path / "work.zip").write_bytes(data)
    unpack(tmp_path / "work.zip", tmp_path / "into")
    found = {path.relative_to(tmp_path / "into").as_posix(): path for path in (tmp_path / "into").rglob("*.*")}
    assert set(found) == {"case/case.ipynb", "case/sub/a.txt"}
    assert found["case/sub/a.txt"].read_text() == "x"
