import io
import stat
import struct
import tracemalloc
import zipfile

import pytest

from idic_lab.grading import files
from idic_lab.grading.files import CannotRead, in_zip


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
    "a device": (packed((link("fifo", "")[0], b"")), "a link"),
    "too many files": (packed(*((str(number), b"") for number in range(files.MOST_IN_ZIP + 1))), "more than 20000"),
    "a password": (encrypted(), "password"),
    "another way of packing": (packed(("a", b"x"), method=zipfile.ZIP_LZMA), "unusual way"),
    "no zip": (b"PK\x03\x04 nothing", "damaged"),
    "cut off": (packed(("a", b"x" * 1000))[:60], "damaged"),
    "nothing": (b"", "damaged"),
    "an enormous one": (b"PK\x03\x04".ljust(files.LARGEST_ZIP + 1), "larger than 50 MB"),
}


@pytest.mark.parametrize("attack", REFUSED)
def test_a_hostile_zip_is_refused_before_anything_in_it_is_read(attack):
    data, why = REFUSED[attack]
    with pytest.raises(CannotRead) as refused:
        in_zip(data)
    assert why in str(refused.value) and str(refused.value).isprintable()


def test_a_bomb_is_not_unpacked_further_than_is_asked():
    (bomb,) = in_zip(packed(("bomb", b"\0" * 200_000_000)))
    tracemalloc.start()
    assert bomb.read(1000) == b"\0" * 1000
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_file_that_lies_about_its_size_is_damaged():
    (liar,) = in_zip(lying(b"\0" * 1_000_000, 10))
    with pytest.raises(CannotRead, match="damaged"):
        liar.read(1000)


@pytest.mark.parametrize("name", ["a" * 300, "Screenshot at 1.00\u202fPM.png", "\x1b[2Jx", "a//b", "./a"])
def test_names_that_no_disk_would_take_are_labels_here(name):
    found = in_zip(packed((name, b"x"), ("case.ipynb", b"{}"), ("Case.ipynb", b"{}"), ("case.ipynb/b", b"y")))
    assert [each.read(9) for each in found] == [b"x", b"{}", b"{}", b"y"]


def test_an_office_document_is_no_zip_of_work():
    assert in_zip(packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))) is None
