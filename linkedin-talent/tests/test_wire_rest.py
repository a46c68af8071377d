"""Wire facts of what only /rest has, and of its errors, typed from LinkedIn's pages; the name map is `test_names`."""

from datetime import UTC, datetime

import pytest
from facts import request
from fake_linkedin import FakeLinkedIn
from linkedin_talent import LinkedInClient, errors
from linkedin_talent.attachments import Attachment, AttachmentKey, AttachmentOwner, FileType
from linkedin_talent.keys import WireKey
from linkedin_talent.requisitions import JobRequisition, RequisitionKey

pytestmark = pytest.mark.req("RSC-505")

MOMENT = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)
COMPANY = "urn:li:organization:90210"
DESCRIPTION = "Vi bygger hus i tre. " * 6
VERSIONED = {"protocol": "2.0.0", "version": "202601"}


def test_a_requisition_is_put_whatever_the_surface(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    key = "(externalJobRequisitionId:R-7,integrationContext:urn%3Ali%3Aorganization%3A90210)"
    linkedin.will_answer(b'{"results":{"($params:(),' + key[1:].encode() + b'":{"status":201}},"errors":{}}')
    record = JobRequisition(
        title="Snekker",
        description=DESCRIPTION,
        location="Oslo, Norway",
        created_at=MOMENT,
        last_modified_at=MOMENT,
        job_posting_id="N1-1042",
        availability="PUBLIC",
    )
    assert client.requisitions.upsert({RequisitionKey("R-7", COMPANY): record}).ok
    assert linkedin.wire == request(
        f"PUT /rest/jobRequisitions?ids=List({key})",
        '{"entities":{"' + key + '":{"title":"Snekker","description":"' + DESCRIPTION + '","location":"Oslo, Norway",'
        '"externalCreatedAt":1741068000000,"externalLastModifiedAt":1741068000000,"externalJobPostingId":"N1-1042",'
        '"availability":"PUBLIC"}}}',
        method="batch_update",
        **VERSIONED,
    )


FILE_KEY = (
    "(externalReferenceEntityId:A-7,externalAttachmentId:f-%d,integrationContext:urn%%3Ali%%3Aorganization%%3A90210,"
    "externalReferenceEntityType:APPLICATION,attachmentType:RESUME)"
)


def test_attachments_are_put_ten_to_a_call_and_removed(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    file = Attachment.of(
        b"%PDF-1.7",
        external_file_name="cv.pdf",
        external_created_at=MOMENT,
        external_last_modified_at=MOMENT,
        file_type=FileType.PDF,
        contract="urn:li:contract:5150",
    )
    keys = [AttachmentKey(f"f-{number}", "A-7", COMPANY) for number in range(11)]
    for part in (range(10), range(10, 11)):
        rows = ",".join(f'"{FILE_KEY % number}":{{"status":201}}' for number in part)
        linkedin.will_answer(f'{{"results":{{{rows}}}}}'.encode())
    assert client.attachments.upsert(dict.fromkeys(keys, file)).ok
    assert len(linkedin.requests) == 2
    last = FILE_KEY % 10
    assert linkedin.wire == request(
        f"PUT /rest/attachments?ids=List({last})",
        '{"entities":{"' + last + '":{"externalFileName":"cv.pdf","externalCreatedAt":1741068000000,'
        '"externalLastModifiedAt":1741068000000,"fileType":"PDF","contract":"urn:li:contract:5150",'
        '"content":"JVBERi0xLjc="}}}',
        method="batch_update",
        **VERSIONED,
    )
    assert "JVBER" not in repr(file)
    linkedin.will_answer(f'{{"results":{{"{last}":{{"status":204}}}}}}'.encode())
    assert client.attachments.delete(keys[10:]).ok
    assert linkedin.line == f"DELETE /rest/attachments?ids=List({last})"


def test_evaluations_are_handed_on_as_they_come(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(b'{"elements":[{"rating":"STRONG","externalJobApplicationId":"A-7"}]}')
    (evaluation,) = client.evaluations.requested("123abc")
    assert linkedin.wire == request("GET /rest/exportedApplicationEvaluations?q=request&requestId=123abc", **VERSIONED)
    assert evaluation.model_extra == {"rating": "STRONG", "externalJobApplicationId": "A-7"}


@pytest.mark.parametrize(
    "key",
    [
        RequisitionKey("R-7", COMPANY),
        AttachmentKey("f-1", "C-8812", COMPANY, AttachmentOwner.CANDIDATE),
    ],
)
def test_the_keys_read_back(key: WireKey) -> None:
    assert type(key).read(key.compound()) == key


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b'{"message":"A version must be present","code":"VERSION_MISSING","status":400}'),
        (426, b'{"message":"Requested version 202301 is not active","code":"NONEXISTENT_VERSION","status":426}'),
    ],
)
def test_a_version_that_is_not_served(
    linkedin: FakeLinkedIn, versioned: LinkedInClient, status: int, body: bytes
) -> None:
    linkedin.will_answer(body, status)
    with pytest.raises(errors.VersionError) as raised:
        versioned.evaluations.requested("x")
    assert (raised.value.status, raised.value.permanent) == (status, True)


def test_what_versioned_errors_add_is_kept(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    linkedin.headers = {"x-li-uuid": "AAYz"}
    linkedin.will_answer(
        b'{"message":"Unpermitted fields","code":"UNPERMITTED","status":403,"requestId":"r-1",'
        b'"errorDetailType":"com.linkedin.common.error.BadRequest","errorDetails":{"inputErrors":[{"code":"X"}]}}',
        403,
    )
    with pytest.raises(errors.ForbiddenError) as raised:
        versioned.evaluations.requested("x")
    told = raised.value
    assert (told.uuid, told.request_id, told.code) == ("AAYz", "r-1", "UNPERMITTED")
    assert told.details == {"inputErrors": [{"code": "X"}]}
