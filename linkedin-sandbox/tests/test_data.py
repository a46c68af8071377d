"""Customer data: candidates, applications, access lists, export, and what Recruiter shows of them."""

from typing import Any

import httpx
import pytest
from linkedin_sandbox.candidates import matching
from linkedin_sandbox.fixture import InProcess, Sandbox
from linkedin_talent.applications import (
    ApplicationNote,
    ApplicationStage,
    Evaluation,
    InterviewFeedback,
)
from linkedin_talent.candidates import Candidate, CandidateNote
from linkedin_talent.errors import ForbiddenError
from linkedin_talent.integrations import ALL_PRODUCT_USERS, ConfigurationKey
from linkedin_talent.keys import AclKey, AssigneeKey, CandidateKey
from linkedin_talent.records import read_record

from .acts import apply, person, post_job, put, shown
from .conftest import AUTHOR, ORGANIZATION, Customer, candidate_record, moment

ELSEWHERE = {"emailAddresses": ["x@mail.test"]}

# --- candidates and matching ----------------------------------------------------------------------------------------


@pytest.mark.row("6.8/403", "2.7/403")
def test_no_data_before_enablement(customer: Customer) -> None:
    record = read_record(Candidate, candidate_record())
    with pytest.raises(ForbiddenError, match="Not enough permissions to access: PUT /atsCandidates"):
        customer.client.candidates.upsert({customer.candidate(): record})


@pytest.mark.row("10.1/upsert", "2.4/batch", "2.2/methods")
def test_a_candidate_is_created_once_and_then_replaced(enabled: Customer) -> None:
    record = read_record(Candidate, candidate_record())
    statuses = [enabled.client.candidates.upsert({enabled.candidate(): record})[enabled.candidate()] for _ in range(2)]
    assert [one.status for one in statuses] == [201, 204]


def test_replacing_leaves_nothing_of_the_earlier_record(linkedin: Sandbox, enabled: Customer) -> None:
    put(enabled, currentJobTitle="Engineer")
    put(enabled)
    stored = linkedin.get("store", resource="atsCandidates")["records"][0]["body"]
    assert "currentJobTitle" not in stored


@pytest.mark.row("10.2/matchedMembers")
def test_an_email_address_matches_one_member(enabled: Customer) -> None:
    put(enabled)
    found = enabled.client.candidates.matches([enabled.candidate()]).found[enabled.candidate()]
    assert found.matched_members == (person(enabled, "sol"),)


@pytest.mark.row("10.2/matching")
@pytest.mark.parametrize(
    ("record", "verdict", "members"),
    [
        ({}, "exact", ["sol"]),
        ({"manualMatchedMember": "sol"}, "exact", ["sol"]),
        ({"manualMatchedMember": "sol", "emailAddresses": []}, "exact", ["sol"]),
        ({"manualMatchedMember": "sol", "emailAddresses": ["nobody@mail.test"]}, "exact", ["sol"]),
        ({"manualMatchedMember": "sven"}, "possible", ["sven", "sol"]),
        (
            {"emailAddresses": ["x@mail.test"], "linkedInProfileUrl": "https://www.linkedin.com/in/sol/"},
            "possible",
            ["sol"],
        ),
        ({"emailAddresses": ["x@mail.test"], "currentCompanyName": "halden subsea"}, "possible", ["sol"]),
        ({"emailAddresses": ["x@mail.test"], "phoneNumbers": [{"number": "90011222"}]}, "possible", ["sol"]),
        ({"emailAddresses": ["x@mail.test"]}, "none", []),
        ({"emailAddresses": ["sol@mail.test", "sven@mail.test"]}, "possible", ["sol", "sven"]),
    ],
)
def test_who_a_candidate_is(
    inside: InProcess, enabled: Customer, record: dict[str, Any], verdict: str, members: list[str]
) -> None:
    if "manualMatchedMember" in record:
        record = record | {"manualMatchedMember": person(enabled, record["manualMatchedMember"])}
    put(enabled, **record)
    application = int(enabled.urn.rpartition(":")[2])
    found = matching.match(inside.state, application, ORGANIZATION, "C-1")
    assert (found.verdict, [one.id for one in found.members]) == (verdict, members)


@pytest.mark.row("10.2/manualMatchedMember")
def test_a_match_is_set_and_taken_back(linkedin: Sandbox, enabled: Customer) -> None:
    put(enabled, emailAddresses=["other@mail.test"])
    assert not shown(linkedin)
    assert enabled.client.candidates.link({enabled.candidate(): person(enabled, "sol")}).ok
    assert [one["candidate_id"] for one in shown(linkedin)] == ["C-1"]
    assert enabled.client.candidates.unlink([enabled.candidate()]).ok
    assert not shown(linkedin)


def test_one_bad_record_does_not_stop_the_others(linkedin: Sandbox, enabled: Customer) -> None:
    wrong = candidate_record(atsLastModifiedAt=5)
    keys = [f"atsCandidateId={name}&dataProvider=ATS&integrationContext={ORGANIZATION}" for name in ("C-1", "C-2")]
    reply = raw_put(linkedin, enabled, "atsCandidates", dict(zip(keys, (candidate_record(), wrong), strict=True)))
    assert reply["results"] == {keys[0]: {"status": 201}}
    assert reply["errors"][keys[1]]["message"] == "atsLastModifiedAt is before atsCreatedAt"
    broken = linkedin.get("ledger", broken=1)["entries"][-1]
    assert (broken["section"], broken["status"]) == ("10.1", 200)


def raw_put(linkedin: Sandbox, customer: Customer, resource: str, entities: dict[str, Any]) -> dict[str, Any]:
    """Protocol 1 as LinkedIn's samples write it."""
    query = "&".join(f"ids[{index}].{part}" for index, key in enumerate(entities) for part in key.split("&"))
    token = customer.client.oauth.application_token().value
    reply = httpx.put(
        f"{linkedin.base}/v2/{resource}?{query}",
        json={"entities": entities},
        headers={"Authorization": f"Bearer {token}", "X-Restli-Method": "batch_update"},
    )
    found: dict[str, Any] = reply.json()
    assert reply.status_code == 200, found
    return found


@pytest.mark.row("2.3/keys")
def test_protocol_two_is_answered_in_protocol_two(linkedin: Sandbox, enabled: Customer) -> None:
    key = "($params:(),integrationContext:urn%3Ali%3Aorganization%3A90210,atsCandidateId:C-1,dataProvider:ATS)"
    in_query = "(atsCandidateId:C-1,dataProvider:ATS,integrationContext:urn%3ali%3aorganization%3a90210)"
    token = enabled.client.oauth.application_token().value
    reply = httpx.put(
        f"{linkedin.base}/v2/atsCandidates?ids=List({in_query})",
        json={"entities": {key: candidate_record()}},
        headers={"Authorization": f"Bearer {token}", "X-RestLi-Protocol-Version": "2.0.0"},
    ).json()
    assert list(reply["results"].values()) == [{"status": 201}]
    assert all("urn%3Ali%3Aorganization%3A90210" in name for name in reply["results"])


@pytest.mark.row("2.3/disagree")
def test_ids_and_entities_must_agree(linkedin: Sandbox, enabled: Customer) -> None:
    token = enabled.client.oauth.application_token().value
    query = f"ids[0].atsCandidateId=C-9&ids[0].dataProvider=ATS&ids[0].integrationContext={ORGANIZATION}"
    key = f"atsCandidateId=C-1&dataProvider=ATS&integrationContext={ORGANIZATION}"
    reply = httpx.put(
        f"{linkedin.base}/v2/atsCandidates?{query}",
        json={"entities": {key: candidate_record()}},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert reply.status_code == 400


@pytest.mark.row("2.6/tunnel", "10.1/100")
def test_a_hundred_long_keys_travel_in_a_tunnel(enabled: Customer) -> None:
    record = read_record(Candidate, candidate_record())
    keys = [CandidateKey(f"candidate-with-a-long-name-{number}", ORGANIZATION) for number in range(100)]
    assert enabled.client.candidates.upsert(dict.fromkeys(keys, record)).ok
    assert len(enabled.client.candidates.matches(keys).found) == 100


# --- applications and the In ATS view -------------------------------------------------------------------------------


@pytest.mark.row("17/in-ats", "11.2/notes", "11.2/interviewFeedback", "11.2/stages", "10.3/notes")
def test_recruiter_shows_stages_feedback_and_notes(linkedin: Sandbox, enabled: Customer) -> None:
    post_job(enabled)
    put(enabled)
    apply(enabled)
    key, client = enabled.application(), enabled.client
    stages = {
        f"s{n}": ApplicationStage(ats_created_at=moment(n), stage=name) for n, name in enumerate(("New", "Phone"))
    }
    assert client.stages.upsert(key, stages).ok
    evaluation = Evaluation(attribute="Recommended", result="Yes")
    feedback = InterviewFeedback(interviewer=AUTHOR, evaluations=(evaluation,), feedback="Good")
    assert client.interview_feedback.upsert(key, {"f1": feedback}).ok
    assert client.application_notes.upsert(
        key, {"n1": ApplicationNote(ats_created_at=moment(), note="A", author=AUTHOR)}
    ).ok
    note = CandidateNote(ats_created_at=moment(2), note="B", author=AUTHOR)
    assert client.candidate_notes.upsert(enabled.candidate(), {"n1": note}).ok
    one = shown(linkedin)[0]
    assert [stage["stage"] for stage in one["jobs"][0]["stages"]] == ["Phone", "New"]
    assert one["feedback"][0]["evaluations"] == [["Recommended", "Yes"]]
    assert [(line["text"], line["on"]) for line in one["notes"]] == [("B", "candidate"), ("A", "Process engineer")]
    assert linkedin.get("ledger", broken=1)["entries"] == []


@pytest.mark.row("13/application", "13/unknown", "A-27")
def test_deleting_an_application_removes_its_children(linkedin: Sandbox, enabled: Customer) -> None:
    post_job(enabled)
    put(enabled)
    apply(enabled)
    stage = ApplicationStage(ats_created_at=moment(), stage="New")
    assert enabled.client.stages.upsert(enabled.application(), {"s": stage}).ok
    assert enabled.client.applications.delete([enabled.application()]).ok
    assert linkedin.get("store", resource="atsApplications/stages")["records"] == []
    gone = enabled.client.applications.delete([enabled.application()])
    assert [error.status for error in gone.errors.values()] == [404]


@pytest.mark.row("13/candidate")
def test_deleting_a_candidate_takes_the_mark_away(linkedin: Sandbox, enabled: Customer) -> None:
    put(enabled)
    assert shown(linkedin)
    assert enabled.client.candidates.delete([enabled.candidate()]).ok
    assert not shown(linkedin)
    assert linkedin.get("store", resource="atsCandidates")["records"] == []


@pytest.mark.row("11.4/order")
def test_an_application_before_its_job_is_remarked_on(linkedin: Sandbox, enabled: Customer) -> None:
    put(enabled)
    apply(enabled, job="unknown")
    assert linkedin.get("ledger", broken=1)["entries"][-1]["section"] == "11.4"


def test_a_stage_of_an_unknown_application_is_refused(enabled: Customer) -> None:
    stage = ApplicationStage(ats_created_at=moment(), stage="New")
    reply = enabled.client.stages.upsert(enabled.application("none"), {"s": stage})
    assert [error.status for error in reply.errors.values()] == [404]


# --- access lists -----------------------------------------------------------------------------------------------------


def restrict(customer: Customer) -> None:
    """A job for those on its list only, and no open house."""
    keys = customer.client.configurations
    assert keys.delete(customer.integration("ONE_CLICK_EXPORT"), [ConfigurationKey.JOB_POSTING_VIEWERS]).ok
    assert keys.delete(customer.integration("IN_ATS_INDICATOR"), [ConfigurationKey.APPLICATION_VIEWERS]).ok
    post_job(customer, accessRestricted=True)


@pytest.mark.row("12/lists", "12/visibility", "8.2/accessRestricted")
def test_a_restricted_job_shows_to_the_assignees_of_its_lists(linkedin: Sandbox, enabled: Customer) -> None:
    restrict(enabled)
    put(enabled)
    apply(enabled)
    assert [job["ats"] for job in linkedin.get("jobs-offered", seat=2)["jobs"]] == ["Other ATS"]
    assert shown(linkedin)[0]["jobs"] == []
    acl, assignee = AclKey("u-ola", "N1-1042", ORGANIZATION), AssigneeKey("u-ola", person(enabled, "ola"), ORGANIZATION)
    assert enabled.client.acls.upsert([acl]).ok
    assert enabled.client.acl_assignees.upsert([assignee]).ok
    assert linkedin.get("jobs-offered", seat=2)["jobs"][0]["external_id"] == "N1-1042"
    assert linkedin.get("jobs-offered", seat=1, q="N1-")["jobs"] == []
    assert len(shown(linkedin)[0]["jobs"]) == 1
    assert list(enabled.client.acls.of_job("N1-1042", ORGANIZATION)) == [acl]
    assert list(enabled.client.acl_assignees.of_person(person(enabled, "ola"), ORGANIZATION)) == [assignee]
    assert enabled.client.acl_assignees.delete([assignee]).ok
    assert linkedin.get("jobs-offered", seat=2, q="N1-")["jobs"] == []


@pytest.mark.req("RSC-104")
@pytest.mark.row("6.7/viewers", "12/visibility")
def test_without_access_lists_the_viewer_values_show_jobs_and_people_to_every_seat(
    linkedin: Sandbox, enabled: Customer
) -> None:
    post_job(enabled, accessRestricted=True)  # so that the values alone open it
    put(enabled)
    apply(enabled)
    viewers = {
        ConfigurationKey.JOB_POSTING_VIEWERS: enabled.integration("ONE_CLICK_EXPORT"),
        ConfigurationKey.APPLICATION_VIEWERS: enabled.integration("IN_ATS_INDICATOR"),
    }
    for key, integration in viewers.items():
        assert enabled.client.configurations.get(integration, [key]) == {key: ALL_PRODUCT_USERS}
    for seat in (1, 2):
        assert [job["external_id"] for job in linkedin.get("jobs-offered", seat=seat, q="N1-")["jobs"]] == ["N1-1042"]
        assert len(shown(linkedin, seat=seat)[0]["jobs"]) == 1
    for key, integration in viewers.items():
        assert enabled.client.configurations.delete(integration, [key]).ok
    for seat in (1, 2):
        assert linkedin.get("jobs-offered", seat=seat, q="N1-")["jobs"] == []
        assert shown(linkedin, seat=seat)[0]["jobs"] == []


@pytest.mark.row("12/ten")
def test_nobody_is_in_an_eleventh_list(enabled: Customer) -> None:
    urn = person(enabled, "ola")
    reply = enabled.client.acl_assignees.upsert([AssigneeKey(f"acl-{n}", urn, ORGANIZATION) for n in range(11)])
    assert [key.acl_id for key in reply.errors] == ["acl-10"]


@pytest.mark.row("2.7/404")
def test_an_unknown_resource_is_named_in_the_404(linkedin: Sandbox) -> None:
    reply = httpx.get(f"{linkedin.base}/v2/nothing")
    assert (reply.status_code, reply.json()["message"]) == (404, "Resource nothing does not exist")


@pytest.mark.row("2.7/401", "2.1/headers")
def test_a_call_without_a_token_is_empty(linkedin: Sandbox) -> None:
    reply = httpx.get(f"{linkedin.base}/v2/userinfo")
    assert reply.json() == {"message": "Empty oauth2_access_token", "serviceErrorCode": 401, "status": 401}
    assert reply.headers["x-li-uuid"]
