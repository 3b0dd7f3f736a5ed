"""Headers of real browsers, and what an official reads of them."""

import pytest

from accounts.browsers import browser_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT}"
PHONE = f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT}"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (f"{WINDOWS} Chrome/126.0.0.0 Safari/537.36", "Chrome trên Windows"),
        (f"{WINDOWS} Chrome/126.0.0.0 Safari/537.36 Edg/126.0", "Edge trên Windows"),
        (
            f"{WINDOWS} coc_coc_browser/126.0 Chrome/120.0 Safari/537.36",
            "Cốc Cốc trên Windows",
        ),
        (f"{PHONE} Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome trên Android"),
        (f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1", "Safari trên iPhone"),
        (f"{IPHONE} CriOS/126.0 Mobile/15E148 Safari/604.1", "Chrome trên iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Firefox trên Linux",
        ),
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0) like Gecko", "Windows"),
        ("curl/7.88.1", "curl/7.88.1"),
        ("", "không rõ"),
    ],
)
def test_browser_is_told_in_words_or_as_it_was_sent(header, words):
    assert browser_words(header) == words
