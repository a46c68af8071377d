"""Wire facts of candidates, applications and access lists, in both encodings of /v2, typed from LinkedIn's pages."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from facts import ONE, PROTOCOL, TWO, request
from fake_linkedin import FakeLinkedIn
from linkedin_talent import AclKey, ApplicationKey, AssigneeKey, BatchResult, CandidateKey, LinkedInClient
from linkedin_talent.applications import (
    ApplicationNote,
    ApplicationStage,
    Evaluation,
    InterviewFeedback,
    InterviewType,
    JobApplication,
)
from linkedin_talent.candidates import Address, Candidate, CandidateNote, PhoneNumber
from linkedin_talent.records import PersonName

pytestmark = pytest.mark.req("LI-34")

MOMENT = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)
COMPANY = "urn:li:organization:90210"
KARI = CandidateKey("C-8812", COMPANY)
LETTER = ApplicationKey("A-7", COMPANY)
IDA = PersonName(first_name="Ida", last_name="Lien")


CANDIDATE = {
    ONE: "atsCandidateId=C-8812&dataProvider=ATS&integrationContext=urn:li:organization:90210",
    TWO: "(atsCandidateId:C-8812,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A90210)",
}
CANDIDATE_IDS = {
    ONE: "ids[0].atsCandidateId=C-8812&ids[0].dataProvider=ATS&ids[0].integrationContext=urn:li:organization:90210",
    TWO: "ids=List((atsCandidateId:C-8812,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A90210))",
}
APPLICATION = {
    ONE: "atsJobApplicationId=A-7&dataProvider=ATS&integrationContext=urn:li:organization:90210",
    TWO: "(atsJobApplicationId:A-7,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A90210)",
}
APPLICATION_IDS = {
    ONE: "ids[0].atsJobApplicationId=A-7&ids[0].dataProvider=ATS&ids[0].integrationContext=urn:li:organization:90210",
    TWO: "ids=List((atsJobApplicationId:A-7,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A90210))",
}
TWO_NOTES = {ONE: "ids=n-1&ids=n-2", TWO: "ids=List(n-1,n-2)"}

# LinkedIn answers in another order of members, with other cases of percent codes, and with an empty $params.
REPLY_KEY = {
    ONE: "integrationContext=urn%3ali%3aorganization%3a90210&atsCandidateId=C-8812&dataProvider=ATS",
    TWO: "($params:(),integrationContext:urn%3ali%3aorganization%3a90210,atsCandidateId:C-8812,dataProvider:ATS)",
}


def _done(key: str) -> bytes:
    return b'{"results":{"' + key.encode() + b'":{"status":204}},"errors":{}}'


def test_a_candidate_is_put(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    person = Candidate(
        first_name="Kåre",
        last_name="Nordmann",
        email_addresses=("kare@nordmann.test",),
        phone_numbers=(PhoneNumber(number="+47 900 00 000", extension="12"),),
        addresses=(
            Address(
                line1="Storgata 1",
                city="Oslo",
                geographic_area="Oslo",
                geographic_area_type="PROVINCE",
                postal_code="0155",
                country="NO",
            ),
        ),
        ats_created_at=MOMENT,
        ats_last_modified_at=MOMENT,
        external_profile_url="https://f.test/c/8812",
        current_company_name="Fjord AS",
        current_job_title="Snekker",
        linked_in_profile_url="https://www.linkedin.com/in/kare",
        do_not_contact=False,
        manual_matched_member="urn:li:person:x9",
    )
    linkedin.will_answer(_done(REPLY_KEY[spoken]))
    assert client.candidates.upsert({KARI: person})[KARI].status == 204
    assert linkedin.wire == request(
        f"PUT /v2/atsCandidates?{CANDIDATE_IDS[spoken]}",
        '{"entities":{"' + CANDIDATE[spoken] + '":{"firstName":"Kåre","lastName":"Nordmann",'
        '"emailAddresses":["kare@nordmann.test"],"phoneNumbers":[{"number":"+47 900 00 000","extension":"12"}],'
        '"addresses":[{"line1":"Storgata 1","city":"Oslo","geographicArea":"Oslo","geographicAreaType":"PROVINCE",'
        '"postalCode":"0155","country":"NO"}],"atsCreatedAt":1741068000000,"atsLastModifiedAt":1741068000000,'
        '"externalProfileUrl":"https://f.test/c/8812","currentCompanyName":"Fjord AS","currentJobTitle":"Snekker",'
        '"linkedInProfileUrl":"https://www.linkedin.com/in/kare","doNotContact":false,'
        '"manualMatchedMember":"urn:li:person:x9"}}}',
        method="batch_update",
        protocol=PROTOCOL[spoken],
    )


def test_matches_are_read_set_and_taken_away(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    linkedin.will_answer(
        b'{"results":{"' + REPLY_KEY[spoken].encode() + b'":{"matchedMembers":["urn:li:person:m1"],'
        b'"manualMatchedMember":null}},"statuses":{},"errors":{}}'
    )
    assert client.candidates.matches([KARI]).found[KARI].matched_members == ("urn:li:person:m1",)
    assert linkedin.wire == request(
        f"GET /v2/atsCandidates?{CANDIDATE_IDS[spoken]}&fields=matchedMembers,manualMatchedMember",
        protocol=PROTOCOL[spoken],
    )
    linkedin.will_answer(_done(CANDIDATE[spoken]))
    assert client.candidates.link({KARI: "urn:li:person:m1"}).ok
    assert linkedin.wire == request(
        f"POST /v2/atsCandidates?{CANDIDATE_IDS[spoken]}",
        '{"entities":{"' + CANDIDATE[spoken] + '":{"patch":{"$set":{"manualMatchedMember":"urn:li:person:m1"}}}}}',
        method="batch_partial_update",
        protocol=PROTOCOL[spoken],
    )
    linkedin.will_answer(_done(CANDIDATE[spoken]))
    assert client.candidates.unlink([KARI]).ok
    assert linkedin.wire.endswith('{"patch":{"$delete":["manualMatchedMember"]}}}}')


def test_candidate_notes_are_put_and_removed(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    note = CandidateNote(ats_created_at=MOMENT, note="Gode svar", author=IDA)
    linkedin.will_answer(b'{"results":{"n-1":{"status":201},"n-2":{"status":204}},"errors":{}}')
    assert client.candidate_notes.upsert(KARI, {"n-1": note, "n-2": note}).ok
    text = '{"atsCreatedAt":1741068000000,"note":"Gode svar","author":{"firstName":"Ida","lastName":"Lien"}}'
    path = f"/v2/atsCandidates/{CANDIDATE[spoken]}/notes?{TWO_NOTES[spoken]}"
    assert linkedin.wire == request(
        f"PUT {path}",
        '{"entities":{"n-1":' + text + ',"n-2":' + text + "}}",
        method="batch_update",
        protocol=PROTOCOL[spoken],
    )
    linkedin.will_answer(
        b'{"results":{"n-1":{"status":204}},"errors":{"n-2":{"status":404,"message":"Resource n-2 does not exist",'
        b'"serviceErrorCode":0}}}'
    )
    result = client.candidate_notes.delete(KARI, ["n-1", "n-2"])
    assert linkedin.wire == request(f"DELETE {path}", method="batch_delete", protocol=PROTOCOL[spoken])
    assert (result["n-1"].ok, result["n-2"].status) == (True, 404)


def test_an_application_is_put_and_removed(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    letter = JobApplication(
        ats_candidate_id="C-8812",
        ats_job_posting_id="N1-1042",
        ats_job_posting_name="Snekker",
        ats_created_at=MOMENT,
        ats_last_modified_at=MOMENT,
        candidate_email="kare@nordmann.test",
        first_name="Kåre",
        last_name="Nordmann",
        source="",
        disposition_reason="Trakk seg",
    )
    linkedin.will_answer(_done(APPLICATION[spoken]))
    assert client.applications.upsert({LETTER: letter}).ok
    assert linkedin.wire == request(
        f"PUT /v2/atsApplications?{APPLICATION_IDS[spoken]}",
        '{"entities":{"' + APPLICATION[spoken] + '":{"atsCandidateId":"C-8812","atsJobPostingId":"N1-1042",'
        '"atsJobPostingName":"Snekker","atsCreatedAt":1741068000000,"atsLastModifiedAt":1741068000000,'
        '"candidateEmail":"kare@nordmann.test","firstName":"Kåre","lastName":"Nordmann","source":"",'
        '"dispositionReason":"Trakk seg"}}}',
        method="batch_update",
        protocol=PROTOCOL[spoken],
    )
    linkedin.will_answer(_done(APPLICATION[spoken]))
    assert client.applications.delete([LETTER]).ok
    assert linkedin.wire == request(
        f"DELETE /v2/atsApplications?{APPLICATION_IDS[spoken]}", method="batch_delete", protocol=PROTOCOL[spoken]
    )


def test_children_of_an_application_are_put(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    ids = {ONE: "ids=x-1", TWO: "ids=List(x-1)"}[spoken]
    feedback = InterviewFeedback(
        ats_created_at=MOMENT,
        interviewer=IDA,
        evaluations=(Evaluation(attribute="Recommended", result="yes"),),
        feedback="Ansett",
        interview_type=InterviewType.PHONE_SCREEN,
    )
    sent = {
        "notes": '{"atsCreatedAt":1741068000000,"note":"Hei","author":{"firstName":"Ida","lastName":"Lien"}}',
        "interviewFeedback": '{"atsCreatedAt":1741068000000,"interviewer":{"firstName":"Ida","lastName":"Lien"},'
        '"evaluations":[{"attribute":"Recommended","result":"yes"}],"feedback":"Ansett",'
        '"interviewType":"PHONE_SCREEN"}',
        "stages": '{"atsCreatedAt":1741068000000,"stage":"Intervju"}',
    }
    calls: dict[str, Callable[[], BatchResult[str]]] = {
        "notes": lambda: client.application_notes.upsert(
            LETTER, {"x-1": ApplicationNote(ats_created_at=MOMENT, note="Hei", author=IDA)}
        ),
        "interviewFeedback": lambda: client.interview_feedback.upsert(LETTER, {"x-1": feedback}),
        "stages": lambda: client.stages.upsert(
            LETTER, {"x-1": ApplicationStage(ats_created_at=MOMENT, stage="Intervju")}
        ),
    }
    for name, call in calls.items():
        linkedin.will_answer(b'{"results":{"x-1":{"status":201}},"errors":{}}')
        assert call().ok
        assert linkedin.wire == request(
            f"PUT /v2/atsApplications/{APPLICATION[spoken]}/{name}?{ids}",
            '{"entities":{"x-1":' + sent[name] + "}}",
            method="batch_update",
            protocol=PROTOCOL[spoken],
        )


LIST_KEY = {
    ONE: "atsEntityAclId=acl-3&atsEntityType=JOB_POSTING&atsEntityId=N1-1042&dataProvider=ATS"
    "&integrationContext=urn:li:organization:90210",
    TWO: "(atsEntityAclId:acl-3,atsEntityType:JOB_POSTING,atsEntityId:N1-1042,dataProvider:ATS,"
    "integrationContext:urn%3Ali%3Aorganization%3A90210)",
}
LIST_IDS = {
    ONE: "ids[0].atsEntityAclId=acl-3&ids[0].atsEntityType=JOB_POSTING&ids[0].atsEntityId=N1-1042"
    "&ids[0].dataProvider=ATS&ids[0].integrationContext=urn:li:organization:90210",
    TWO: f"ids=List({LIST_KEY[TWO]})",
}


def test_access_lists_are_put_found_and_removed(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    key = AclKey("acl-3", "N1-1042", COMPANY)
    linkedin.will_answer(_done(LIST_KEY[spoken]))
    assert client.acls.upsert([key]).ok
    assert linkedin.wire == request(
        f"PUT /v2/atsEntityAcls?{LIST_IDS[spoken]}",
        '{"entities":{"' + LIST_KEY[spoken] + '":{}}}',
        method="batch_update",
        protocol=PROTOCOL[spoken],
    )
    linkedin.will_answer(
        b'{"elements":[{"atsEntityAclId":"acl-3","atsEntityType":"JOB_POSTING","atsEntityId":"N1-1042",'
        b'"dataProvider":"ATS","integrationContext":"urn:li:organization:90210"}],"paging":{"start":0,"count":100}}'
    )
    assert list(client.acls.of_job("N1-1042", COMPANY)) == [key]
    context = {ONE: "urn:li:organization:90210", TWO: "urn%3Ali%3Aorganization%3A90210"}[spoken]
    assert linkedin.wire == request(
        "GET /v2/atsEntityAcls?q=criteria&atsEntityId=N1-1042&atsEntityType=JOB_POSTING&dataProvider=ATS"
        f"&integrationContext={context}&start=0&count=100",
        protocol=PROTOCOL[spoken],
    )
    linkedin.will_answer(_done(LIST_KEY[spoken]))
    assert client.acls.delete([key]).ok
    assert linkedin.wire == request(
        f"DELETE /v2/atsEntityAcls?{LIST_IDS[spoken]}", method="batch_delete", protocol=PROTOCOL[spoken]
    )


def test_people_are_put_on_access_lists(linkedin: FakeLinkedIn, client: LinkedInClient, spoken: str) -> None:
    key = AssigneeKey("acl-3", "urn:li:person:i1", COMPANY)
    wire = {
        ONE: "atsEntityAclId=acl-3&atsEntityType=JOB_POSTING&assignee=urn:li:person:i1&dataProvider=ATS"
        "&integrationContext=urn:li:organization:90210",
        TWO: "(atsEntityAclId:acl-3,atsEntityType:JOB_POSTING,assignee:urn%3Ali%3Aperson%3Ai1,dataProvider:ATS,"
        "integrationContext:urn%3Ali%3Aorganization%3A90210)",
    }[spoken]
    linkedin.will_answer(_done(wire))
    assert client.acl_assignees.upsert([key]).ok
    assert linkedin.wire.endswith('\n\n{"entities":{"' + wire + '":{}}}')
    linkedin.will_answer(b'{"elements":[]}')
    assert list(client.acl_assignees.of_person("urn:li:person:i1", COMPANY)) == []
    person = {ONE: "urn:li:person:i1", TWO: "urn%3Ali%3Aperson%3Ai1"}[spoken]
    assert linkedin.line.startswith(f"GET /v2/atsEntityAclAssignees?q=criteria&assignee={person}&dataProvider=ATS&")
