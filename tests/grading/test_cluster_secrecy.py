"""What is sent to a cluster is secret: another machine is refused without TLS, and with it nobody else submits work."""

import datetime

import pytest

from idic_lab.grading import workers
from tests.grading.cluster import running
from tests.grading.conftest import NAME
from tests.grading.verb import run, states

distributed = pytest.importorskip("distributed")


@pytest.mark.parametrize(
    "address", ["tcp://10.0.0.1:8786", "10.0.0.1:8786", "ucx://grid.example.org:1", "tcp://[2001:db8::1]:8"]
)
def test_another_machine_without_tls_is_refused(course, address):
    course.submit("ann", {"sum": 10})
    said = run(course, "--scheduler", address, status=2)
    assert address in said and "tls://HOST:PORT" in said
    assert not (course.root / "autograded").exists()


@pytest.fixture
def settings(tmp_path):
    """Dask's settings for TLS, with a certificate of one's own."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    _certify(key, certificate)
    about = {"cert": str(certificate), "key": str(key)}
    tls = {f"client.{what}": value for what, value in about.items()} | {"ca-file": str(certificate)}
    return {f"distributed.comm.tls.{what}": value for what, value in tls.items()}


def _certify(key, certificate):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")]),
    )
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(
        name, name, private.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(days=365)
    )
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        private, hashes.SHA256()
    )
    kind = serialization.Encoding.PEM
    certificate.write_bytes(made.public_bytes(kind))
    key.write_bytes(private.private_bytes(kind, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


@pytest.fixture
def cluster(tmp_path, settings):
    """The address of a scheduler with TLS and one worker."""

    certificate = str(tmp_path / "certificate.pem")
    about = ["--tls-ca-file", certificate, "--tls-cert", certificate, "--tls-key", str(tmp_path / "key.pem")]
    with running(tmp_path, 1, "tls://127.0.0.1", *about, settings=settings) as (address, _):
        yield address


def test_with_tls_a_class_is_graded_and_who_has_no_certificate_submits_nothing(course, cluster, settings, monkeypatch):
    import dask

    assert cluster.startswith("tls://")
    course.submit("ann", {"sum": 10, "why": "Rows add up."})
    with dask.config.set(settings):
        assert states(run(course, "--scheduler", cluster)) == {"ann": "graded"}
    assert course.grades("ann", NAME)["sum-check"][0] == 4
    for address in (cluster, cluster.replace("tls://", "tcp://")):
        monkeypatch.setattr(workers, "PATIENCE", 2)
        with pytest.raises(ConnectionError):
            workers.Cluster(address)
