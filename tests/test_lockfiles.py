from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK_FILES = ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("name", LOCK_FILES)
def test_lock_file_names_no_address(name):
    assert "://" not in (ROOT / name).read_text()


@pytest.mark.parametrize("name", LOCK_FILES)
def test_lock_file_has_a_hash_for_each_pin(name):
    pins = (ROOT / name).read_text().replace("\\\n", "").splitlines()
    pins = [line for line in pins if line and not line.lstrip().startswith("#")]

    assert pins
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
