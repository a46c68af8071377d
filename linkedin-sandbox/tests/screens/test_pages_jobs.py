"""Public job search and company pages, fed by API and by feed."""

from collections.abc import Callable

from linkedin_sandbox.feed.rules import Report
from linkedin_sandbox.jobs import listings
from linkedin_sandbox.pages.plain_html import clean

from .conftest import LONG_TEXT, Company

JOB = """<job><partnerJobId>{id}</partnerJobId><company>Brattvik Ocean Systems</company><title>{title}</title>
<description><![CDATA[{text}]]></description><applyUrl>http://127.0.0.1:8000/jobs/{id}</applyUrl>
<companyId>90210</companyId><city>Stavanger</city><country>Norway</country>
<posterEmail>astrid.lunde@brattvik.example</posterEmail></job>"""
FEED = "<source>" + JOB.format(id="F-1", title="Welding inspector", text=LONG_TEXT)
FEED += JOB.format(id="F-2", title="Welding engineer, hyperbaric", text="Too short") + "</source>"


def test_search_finds_by_title_and_place_and_never_shows_private_jobs(connected: Company) -> None:
    client = connected.client()

    assert "Test engineer, power electronics" in client.get("/jobs?q=engineer&place=bergen").text
    assert "Lead engineer, hull" not in client.get("/jobs").text
    assert "No job fits" in client.get("/jobs?place=Oslo").text
    assert "Test engineer, power electronics" in client.get("/jobs/search/?f_C=90210&keywords=engineer").text
    assert "No job fits" in client.get("/jobs/search/?f_C=1").text
    assert client.get("/company/90210/").status_code == 200


def test_a_job_has_its_page_with_the_way_to_apply(connected: Company) -> None:
    job = listings.search(connected.state, "N1-1042")[0]
    text = connected.client().get(f"/jobs/view/{job.number}").text

    for part in ("Subsea process engineer", "Size separators", "http://127.0.0.1:8000/jobs/N1-1042", "Limited listing"):
        assert part in text
    assert connected.client().get("/jobs/view/1").status_code == 404


def test_a_limited_listing_is_not_in_the_careers_panel_and_the_page_says_why(
    connected: Company, feed_read: Callable[[str], Report]
) -> None:
    feed_read(FEED)

    text = connected.client().get("/company/90210").text
    panel = text.split("Careers panel")[1].split("All jobs")[0]

    assert "is not shown here" in panel
    assert "/jobs/view/" not in panel
    assert "Welding inspector" in text.split('id="all-jobs"')[1]
    assert "Limited listings appear in search and under All jobs" in text


def test_what_the_last_read_left_out_stands_with_its_reason(
    connected: Company, feed_read: Callable[[str], Report]
) -> None:
    feed_read(FEED)

    text = connected.client().get("/jobs").text

    assert "Not listed from the last read" in text
    assert "Welding engineer, hyperbaric" in text
    assert "at least 100 characters" in text
    control = connected.client().get("/").text
    assert "2 found, 1 accepted" in control


def test_a_description_keeps_plain_tags_and_loses_everything_else() -> None:
    dirty = '<p onclick="x()">Hi <b>you</b><script>alert(1)</script><img src=x onerror=y> 1 &lt; 2<ul><li>a</ul>'

    assert clean(dirty) == "<p>Hi <b>you</b> 1 &lt; 2<ul><li>a</li></ul></p>"
    assert clean("one\ntwo") == "one<br>two"
    assert clean("</p><b>open") == "<b>open</b>"
