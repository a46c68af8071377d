"""The XML feed: what LinkedIn would refuse is said before, and whatever is written is well-formed."""

import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent.feed import FeedCountError, FeedJob, FeedProblem, FeedSalary, problems, write_feed
from linkedin_talent.feed_html import ALLOWED_TAGS, limited, text_of, without_illegal
from lxml import etree, html

BUILT = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)
TEXT = "<p>" + "Vi bygger hus i tre og søker en snekker. " * 4 + "</p>"
JOB = FeedJob(
    partner_job_id="N1-1042",
    company="Nordlys Bygg AS",
    company_id="90210",
    title="Snekker",
    description=TEXT,
    apply_url="https://www.nordlys.test/jobs/1042",
    poster_email="ida@nordlys.test",
    city="Oslo",
    country="NO",
)


def feed(jobs: Iterable[FeedJob], count: int) -> bytes:
    pieces = write_feed(jobs, publisher="Tiny ATS", publisher_url="https://www.tiny.test", built_at=BUILT, count=count)
    return b"".join(pieces)


def one(job: FeedJob) -> Any:
    """The job element as a strict parser reads it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    (element,) = etree.fromstring(feed([job], 1), parser).findall("job")
    return element


def test_the_head_announces_publisher_date_and_count() -> None:
    text = feed([JOB], 1)
    assert text.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<source>')
    head = {element.tag: element.text for element in etree.fromstring(text) if element.tag != "job"}
    assert head == {
        "lastBuildDate": "Tue, 04 Mar 2025 06:00:00 GMT",
        "publisherUrl": "https://www.tiny.test",
        "publisher": "Tiny ATS",
        "expectedJobCount": "1",
    }


def test_a_job_has_the_documented_tags() -> None:
    job = replace(
        JOB,
        state="Oslo",
        postal_code="0150",
        workplace_type="Hybrid",
        experience_level="ASSOCIATE",
        job_type="FULL_TIME",
        job_functions=("MGMT", "CNST"),
        industry_codes=("48",),
        skills=("Snekring",),
        salary=FeedSalary(Decimal("500000.00"), Decimal(600000), "NOK", "YEARLY"),
        list_date=date(2025, 3, 4),
        expiration_date=date(2025, 12, 31),
    )
    element = one(job)
    assert {child.tag: child.text for child in element if not len(child)} == {
        "partnerJobId": "N1-1042",
        "company": "Nordlys Bygg AS",
        "companyId": "90210",
        "title": "Snekker",
        "description": TEXT,
        "applyUrl": "https://www.nordlys.test/jobs/1042",
        "city": "Oslo",
        "state": "Oslo",
        "country": "NO",
        "postalCode": "0150",
        "posterEmail": "ida@nordlys.test",
        "workplaceTypes": "Hybrid",
        "experienceLevel": "ASSOCIATE",
        "jobtype": "FULL_TIME",
        "listDate": "03/04/2025",
        "expirationDate": "12/31/2025",
    }
    assert [code.text for code in element.findall("jobFunctions/jobFunction")] == ["MGMT", "CNST"]
    assert [code.text for code in element.findall("industryCodes/industryCode")] == ["48"]
    assert [skill.text for skill in element.findall("skills/skill")] == ["Snekring"]
    salary = element.find("salaries/salary")
    assert salary.findtext("highEnd/amount") == "600000"
    assert salary.findtext("lowEnd/amount") == "500000.00"
    assert salary.findtext("lowEnd/currencyCode") == "NOK"
    assert (salary.findtext("period"), salary.findtext("type")) == ("YEARLY", "BASE_SALARY")


def test_what_is_not_known_is_not_written() -> None:
    assert [child.tag for child in one(JOB)] == [
        "partnerJobId",
        "company",
        "companyId",
        "title",
        "description",
        "applyUrl",
        "city",
        "country",
        "posterEmail",
    ]
    assert one(replace(JOB, city="", location="Oslo, Norway")).findtext("location") == "Oslo, Norway"


@pytest.mark.req("SEC-43")
@given(st.text())
def test_any_text_makes_a_well_formed_feed(text: str) -> None:
    element = one(replace(JOB, title="x" + text, skills=(text,), description=text + "<p>" + text, poster_email=text))
    read = without_illegal("x" + text).strip()
    assert element.findtext("title") == read.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", ["a]]>b", "]]>", "]]>]]>", "<![CDATA[x]]>", "]" * 5 + ">", "&amp;]]&gt;"])
def test_the_end_mark_of_a_section_is_split(text: str) -> None:
    assert one(replace(JOB, title=text)).findtext("title") == text


def test_illegal_characters_are_removed() -> None:
    assert without_illegal("a\x00\x0b\ud800\ufffe\uffffb\t\n\r\x20\U0001f642") == "ab\t\n\r\x20🙂"


# --- HTML -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("<p class=x onclick=y>Hei <b>du</b><br/></p>", "<p>Hei <b>du</b><br></p>"),
        ("<h2>Om oss</h2><ol><li>En<li>To</ol>", "<p>Om oss</p><ul><li>En</li><li>To</li></ul>"),
        ("<div>En</div><div>To</div>", "En<br>To<br>"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ("<a href='https://x.test'>her</a> <span>nå</span>", "her nå"),
        ("1 < 2 &amp; 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<!-- intern --><em>ja</em><u>nei</u>", "<em>ja</em><u>nei</u>"),
        ("", ""),
        ("<html><head><title>x</title></head><body>a</body></html>b", "ab"),
        ("<html><head></head></html>", ""),
        ("a</div>b</body>c", "abc"),
        ("  <!-- x -->", ""),
    ],
)
def test_only_linkedins_tags_stay(markup: str, kept: str) -> None:
    assert limited(markup) == kept


TAGS = [
    "p",
    "b",
    "script",
    "a",
    "div",
    "ol",
    "li",
    "img",
    "svg",
    "style",
    "table",
    "br",
    "x-y",
    "html",
    "head",
    "body",
    "frameset",
    "frame",
    "plaintext",
]
tags = st.sampled_from(TAGS)
pieces = st.one_of(
    st.text(),
    tags.map(lambda tag: f"<{tag} onload='x'>"),
    tags.map(lambda tag: f"</{tag}>"),
    st.sampled_from(["<!DOCTYPE html>", "<?xml ?>", "<!--", "&#0;"]),
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_no_markup_lets_another_tag_or_attribute_through(markup: str) -> None:
    kept = limited(markup)
    assert limited(kept) == kept or text_of(limited(kept)) == text_of(kept)
    if kept:
        root = html.fragment_fromstring(kept, create_parent="div")
        assert {element.tag for element in root.iterdescendants()} <= ALLOWED_TAGS
        assert not any(element.attrib for element in root.iter())


def test_text_is_what_a_reader_sees() -> None:
    assert text_of("<div>En</div><div>to&nbsp;<b>tr</b>e</div>\n\n<script>x</script>") == "En to tre"


# --- problems ---------------------------------------------------------------------------------------------------


def test_a_fit_job_has_no_problem() -> None:
    assert problems(JOB) == []


@pytest.mark.req("LI-15")
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"partner_job_id": " "}, FeedProblem.ID_MISSING),
        ({"partner_job_id": "x" * 41}, FeedProblem.ID_TOO_LONG),
        ({"company": ""}, FeedProblem.COMPANY_MISSING),
        ({"company_id": ""}, FeedProblem.COMPANY_ID_NOT_NUMERIC),
        ({"company_id": "nordlys"}, FeedProblem.COMPANY_ID_NOT_NUMERIC),
        ({"company_id": "٣"}, FeedProblem.COMPANY_ID_NOT_NUMERIC),
        ({"title": "\x00"}, FeedProblem.TITLE_MISSING),
        ({"description": "<p>" + "x" * 99 + "</p>"}, FeedProblem.DESCRIPTION_TOO_SHORT),
        ({"description": "<p>" + "&nbsp;" * 200 + "</p>"}, FeedProblem.DESCRIPTION_TOO_SHORT),
        ({"apply_url": "/jobs/1042"}, FeedProblem.APPLY_URL_NOT_ABSOLUTE),
        ({"apply_url": "javascript:alert(1)"}, FeedProblem.APPLY_URL_NOT_ABSOLUTE),
        ({"apply_url": "https://[x"}, FeedProblem.APPLY_URL_NOT_ABSOLUTE),
        ({"country": ""}, FeedProblem.LOCATION_INCOMPLETE),
        ({"city": ""}, FeedProblem.LOCATION_INCOMPLETE),
        ({"city": "", "location": "Oslo"}, FeedProblem.LOCATION_INCOMPLETE),
        ({"poster_email": ""}, FeedProblem.POSTER_EMAIL_MISSING),
        ({"poster_email": "ida"}, FeedProblem.POSTER_EMAIL_MISSING),
        ({"workplace_type": "remote"}, FeedProblem.WORKPLACE_UNKNOWN),
        ({"salary": FeedSalary(Decimal(2), Decimal(1), "NOK", "YEARLY")}, FeedProblem.SALARY_NOT_A_RANGE),
        (
            {"list_date": date(2025, 3, 4), "expiration_date": date(2025, 3, 3)},
            FeedProblem.EXPIRES_BEFORE_LISTED,
        ),
    ],
)
def test_each_rule_has_its_code(change: dict[str, Any], problem: FeedProblem) -> None:
    assert problems(replace(JOB, **change)) == [problem]


@pytest.mark.parametrize(
    "change",
    [
        {"partner_job_id": "x" * 40},
        {"description": "x" * 100},
        {"country": "", "state": "Texas"},
        {"city": "", "location": "Oslo, Norway"},
        {"city": "", "workplace_type": "Remote"},
        {"list_date": date(2025, 3, 4), "expiration_date": date(2025, 3, 4)},
    ],
)
def test_the_edge_of_each_rule_is_fit(change: dict[str, Any]) -> None:
    assert problems(replace(JOB, **change)) == []


# --- size -------------------------------------------------------------------------------------------------------


def _jobs(count: int) -> Iterator[FeedJob]:
    return (replace(JOB, partner_job_id=f"N1-{number}") for number in range(count))


def test_a_wrong_count_is_an_error_at_the_end() -> None:
    for announced in (2, 4):
        with pytest.raises(FeedCountError, match=f"announces {announced} jobs and holds 3"):
            feed(_jobs(3), announced)


def test_more_jobs_than_a_feed_may_hold_are_refused_before_any_is_written() -> None:
    with pytest.raises(FeedCountError, match="at most 500000"):
        feed([], 500_001)


def test_an_empty_feed_is_whole() -> None:
    assert etree.fromstring(feed([], 0)).findtext("expectedJobCount") == "0"


def _peak(count: int) -> int:
    tracemalloc.start()
    try:
        for _ in write_feed(_jobs(count), publisher="T", publisher_url="https://t.test", built_at=BUILT, count=count):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.timeout(400)  # an idle machine needs ten seconds
def test_a_hundred_thousand_jobs_take_no_more_memory_than_a_thousand() -> None:
    _peak(500)
    assert _peak(100_000) < 1.1 * _peak(1_000)


def test_pieces_are_neither_tiny_nor_huge() -> None:
    sizes = [
        len(piece)
        for piece in write_feed(
            _jobs(2_000), publisher="T", publisher_url="https://t.test", built_at=BUILT, count=2_000
        )
    ]
    assert all(64 * 1024 <= size < 80 * 1024 for size in sizes[:-1])
