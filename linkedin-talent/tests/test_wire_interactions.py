"""Wire facts of exports and of what recruiters do, in both encodings of /v2, typed from LinkedIn's pages."""

from datetime import UTC, datetime, timedelta

from facts import ONE, PROTOCOL, TWO, request
from fake_linkedin import FakeLinkedIn
from linkedin_talent import LinkedInClient

MOMENT = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)
SEAT, CONTRACT = "urn:li:seat:12", "urn:li:contract:5150"


def test_an_export_is_fetched(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    linkedin.will_answer(
        b'{"elements":[{"candidate":{"firstName":"Kari","lastName":"Nordmann","member":"urn:li:person:x9",'
        b'"profileUrl":"https://www.linkedin.com/in/kari","currentEmployerNames":["Fjord AS"],"emailAddresses":[],'
        b'"headline":"Snekker","location":"Oslo","yearsOfExperience":"7","skills":["Tre"],'
        b'"educations":[{"schoolName":"NTNU","degreeName":"BSc"}]},"externalJobPostingId":"N1-1042",'
        b'"integrationContext":"urn:li:organization:90210"}]}'
    )
    (export,) = client.exports.requested("6f1c1b1e-2222")
    assert linkedin.wire == request(
        "GET /v2/exportedCandidates?q=request&requestId=6f1c1b1e-2222", protocol=PROTOCOL[spoken]
    )
    assert (export.candidate.years_of_experience, export.candidate.educations[0].school_name) == ("7", "NTNU")
    assert (export.integration_context, export.exporter) == ("urn:li:organization:90210", None)


def test_seats_are_found(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    linkedin.will_answer(
        b'{"elements":[{"firstName":"Ida","lastName":"Lien","contract":"urn:li:contract:5150",'
        b'"member":"urn:li:person:i1","state":"ACTIVE","seatRoles":["ADMIN_SEAT","SOURCER_ADD_PROSPECT"],"id":12,'
        b'"created":{"time":1741068000000}}],"paging":{"start":0,"count":100,"total":1}}'
    )
    (seat,) = client.seats.find([CONTRACT], ["ACTIVE", "PARKED"])
    query = {
        ONE: "q=attributes&contracts=urn:li:contract:5150&states=ACTIVE&states=PARKED&start=0&count=100",
        TWO: "q=attributes&contracts=List(urn%3Ali%3Acontract%3A5150)&states=List(ACTIVE,PARKED)&start=0&count=100",
    }
    assert linkedin.wire == request(f"GET /v2/seatsV2?{query[spoken]}", protocol=PROTOCOL[spoken])
    assert (seat.urn, seat.member, seat.created and seat.created.time) == (SEAT, "urn:li:person:i1", MOMENT)


MESSAGE = (
    b'{"id":"m-%d","threadUrn":"urn:li:messagingThread:5","createdAt":1741068000000,"author":"urn:li:seat:12",'
    b'"recipients":["urn:li:person:x9"],"content":{"com.linkedin.messaging.events.MailContent":{"subject":"Jobb?",'
    b'"body":{"text":"Hei Kari"}}}}'
)
_NEXT = b'"paging":{"start":0,"count":1,"total":2,"links":[{"rel":"next","href":"/v2/x","type":"application/json"}]}'


def test_messages_are_found_over_short_pages(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    linkedin.will_answer(b'{"elements":[' + MESSAGE % 1 + b"]," + _NEXT + b"}")
    linkedin.will_answer(b'{"elements":[' + MESSAGE % 2 + b'],"paging":{"start":1,"count":1,"total":2,"links":[]}}')
    found = list(client.conversations.find(SEAT, start=MOMENT, end=MOMENT + timedelta(hours=12)))
    assert [event.id for event in found] == ["m-1", "m-2"]
    query = {
        ONE: "q=criteria&viewer=urn:li:seat:12&timeRange.start=1741068000000&timeRange.end=1741111200000",
        TWO: "q=criteria&viewer=urn%3Ali%3Aseat%3A12&timeRange=(start:1741068000000,end:1741111200000)",
    }
    assert linkedin.wire == request(
        f"GET /v2/conversationEvents?{query[spoken]}&start=1&count=100", protocol=PROTOCOL[spoken]
    )
    assert "Kari" not in repr(found)


def test_stubs_are_found(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    linkedin.will_answer(
        b'{"elements":[{"firstName":"Kari","lastName":"Nordmann","member":"urn:li:person:x9","profileUrl":"u",'
        b'"currentEmployerNames":[],"emailAddresses":["kari@mail.test"],"owner":"urn:li:seat:12",'
        b'"contract":"urn:li:contract:5150","created":1741068000000}]}'
    )
    (stub,) = client.mail_stubs.find(CONTRACT, [SEAT], start=MOMENT, end=MOMENT + timedelta(days=1))
    query = {
        ONE: "q=contract&contract=urn:li:contract:5150&owners=urn:li:seat:12",
        TWO: "q=contract&contract=urn%3Ali%3Acontract%3A5150&owners=List(urn%3Ali%3Aseat%3A12)",
    }
    assert linkedin.wire == request(
        f"GET /v2/mailStubs?{query[spoken]}&createdDateStart=1741068000000&createdDateEnd=1741154400000"
        "&start=0&count=100",
        protocol=PROTOCOL[spoken],
    )
    assert (stub.email_addresses, stub.owner) == (("kari@mail.test",), SEAT)


def test_notes_are_found(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    linkedin.will_answer(
        b'{"elements":[{"id":31,"active":true,"contract":"urn:li:contract:5150","created":1741068000000,'
        b'"lastModified":1741068000000,"owner":"urn:li:seat:12","prospect":"urn:li:person:x9","note":"Ringte",'
        b'"visibility":"PUBLIC"},{"id":32,"active":false,"lastModified":1741068000000,"visibility":"PUBLIC"},'
        b'{"id":33,"active":true,"lastModified":1741068000000,"note":"Hemmelig","visibility":"PRIVATE"}]}'
    )
    pulled = client.prospect_notes.find(CONTRACT, [SEAT], after=MOMENT, until=MOMENT + timedelta(hours=12))
    query = {
        ONE: "q=criteria&contract=urn:li:contract:5150&beforeDate=1741111200000&cutoffDate=1741068000000"
        "&owners=urn:li:seat:12",
        TWO: "q=criteria&contract=urn%3Ali%3Acontract%3A5150&beforeDate=1741111200000&cutoffDate=1741068000000"
        "&owners=List(urn%3Ali%3Aseat%3A12)",
    }
    assert linkedin.wire == request(
        f"GET /v2/prospectNotes?{query[spoken]}&start=0&count=100", protocol=PROTOCOL[spoken]
    )
    assert ([note.note for note in pulled.public], pulled.withdrawn) == (["Ringte"], (32, 33))
