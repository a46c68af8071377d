"""Rest.li encoding: what LinkedIn's samples show, and that reading undoes writing for every text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent import restli
from linkedin_talent.restli import CompoundKey, Key, Protocol, RestliError, Value

ONE, TWO = Protocol.ONE, Protocol.TWO
nasty = st.text(alphabet=st.sampled_from(list(",():'%&=[]. +#?/\\$æøå漢🙂ab1\n\x00")), max_size=12)
texts = st.one_of(nasty, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
names = st.text(st.sampled_from("abcXYZ09"), min_size=1, max_size=8)
compounds = st.dictionaries(texts, texts, min_size=1, max_size=4).map(CompoundKey)
wire_compounds = st.dictionaries(names, texts, min_size=1, max_size=4).map(CompoundKey)
protocols = st.sampled_from(Protocol)


def values() -> st.SearchStrategy[Any]:
    return st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))


@given(st.one_of(texts, compounds), protocols)
def test_a_key_reads_back_as_it_was(key: Key, protocol: Protocol) -> None:
    assert restli.decode_key(restli.encode_key(key, protocol), protocol) == key


@given(compounds, protocols)
def test_a_compound_key_tells_its_protocol_itself(key: CompoundKey, protocol: Protocol) -> None:
    assert restli.decode_key(restli.encode_key(key, protocol)) == key


@given(values())
def test_a_value_reads_back_as_it_was(value: Value) -> None:
    assert restli.decode_value(restli.encode_value(value)) == value


@given(st.lists(texts, min_size=1, max_size=4, unique=True), protocols)
def test_simple_ids_read_back(ids: list[str], protocol: Protocol) -> None:
    assert restli.ids_in(restli.encode_query({"ids": ids}, protocol), protocol) == ids


@given(st.lists(wire_compounds, min_size=1, max_size=4), protocols)
def test_compound_ids_read_back(ids: list[CompoundKey], protocol: Protocol) -> None:
    query = restli.encode_query({"q": "x", "ids": ids}, protocol)
    assert restli.ids_in(query, protocol) == ids
    assert restli.ids_in(query) == ids  # and without the header


@given(st.one_of(texts, compounds), protocols)
def test_a_query_is_plain_ascii_that_no_url_library_changes(key: Key, protocol: Protocol) -> None:
    query = restli.encode_query({"ids": [key]}, protocol)
    assert query.isascii()
    assert not set(query) & set(' "#<>\n\x00')


@given(st.permutations([("a", "1"), ("b", "2"), ("c", "3")]))
def test_the_order_of_members_means_nothing(members: list[tuple[str, str]]) -> None:
    key = CompoundKey(members)
    assert key == CompoundKey(a="1", b="2", c="3")
    assert hash(key) == hash(CompoundKey(a="1", b="2", c="3"))
    assert {key: 1}[CompoundKey(c="3", b="2", a="1")] == 1


def test_a_compound_key_is_not_its_members() -> None:
    assert CompoundKey(a="1") != {"a": "1"}
    assert CompoundKey(a="1") != CompoundKey(a="2")


def test_params_and_the_case_of_percent_codes_mean_nothing() -> None:
    plain = CompoundKey(externalCandidateId="C-8812", integrationContext="urn:li:organization:90210")
    for urn in ("urn%3Ali%3Aorganization%3A90210", "urn%3ali%3aorganization%3a90210"):
        text = f"($params:(),externalCandidateId:C-8812,integrationContext:{urn})"
        assert restli.decode_key(text, TWO) == plain


def test_keys_are_written_as_in_the_samples() -> None:
    key = CompoundKey(atsCandidateId="C-1", dataProvider="ATS", integrationContext="urn:li:organization:42")
    assert (
        restli.encode_key(key, ONE) == "atsCandidateId=C-1&dataProvider=ATS&integrationContext=urn:li:organization:42"
    )
    assert (
        restli.encode_key(key, TWO)
        == "(atsCandidateId:C-1,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A42)"
    )


def test_a_protocol_1_key_is_one_path_segment() -> None:
    key = CompoundKey(a="x/y", b="urn:li:organization:42")
    assert restli.encode_path_key(key, ONE) == "a=x%252Fy&b=urn:li:organization:42"
    assert restli.encode_path_key(key, TWO) == "(a:x%2Fy,b:urn%3Ali%3Aorganization%3A42)"


def test_queries_are_written_as_in_the_samples() -> None:
    keys = [CompoundKey(a="x", b="y"), CompoundKey(a="z", b="w")]
    assert restli.encode_query({"ids": ["1", "2"]}, ONE) == "ids=1&ids=2"
    assert restli.encode_query({"ids": ["1", "2"]}, TWO) == "ids=List(1,2)"
    assert restli.encode_query({"ids": keys}, ONE) == "ids[0].a=x&ids[0].b=y&ids[1].a=z&ids[1].b=w"
    assert restli.encode_query({"ids": keys}, TWO) == "ids=List((a:x,b:y),(a:z,b:w))"
    assert restli.encode_query({"fields": "a,b:(c)", "start": 0, "on": True}, TWO) == "fields=a,b:(c)&start=0&on=true"


def test_a_range_is_members_in_one_and_a_record_in_two() -> None:
    span = CompoundKey(start="1", end="2")
    assert restli.encode_query({"timeRange": span}, ONE) == "timeRange.start=1&timeRange.end=2"
    assert restli.encode_query({"timeRange": span}, TWO) == "timeRange=(start:1,end:2)"
    for protocol in Protocol:
        read = restli.decode_query(restli.encode_query({"timeRange": span}, protocol))
        assert read == {"timeRange": {"start": "1", "end": "2"}}


def test_the_protocol_is_deduced_from_an_unmistakable_query() -> None:
    assert restli.deduce_protocol("ids=List(1,2)") is TWO
    assert restli.deduce_protocol("q=x&timeRange=(start:1)") is TWO
    assert restli.deduce_protocol("ids=1&ids=2&fields=(a)") is ONE
    assert restli.deduce_protocol("ids[0].a=List") is ONE


def test_percent_encoded_indexes_are_read_too() -> None:
    assert restli.ids_in("ids%5B1%5D.a=y&ids%5B0%5D.a=x") == [CompoundKey(a="x"), CompoundKey(a="y")]


def test_a_missing_parameter_is_no_ids() -> None:
    assert restli.ids_in("q=criteria") == []
    assert restli.ids_in("ids=List()") == []
    assert restli.ids_in("ids=one") == ["one"]


@pytest.mark.parametrize("text", ["(a:1", "a:1)", "(a)", "List(a", "(a:(b:1)", "a)b(", "(a:" * 9999 + ")" * 9999])
def test_text_outside_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(RestliError):
        restli.decode_value(text)


@pytest.mark.parametrize("text", ["List(a)", "(a:(b:c))", "(a:List(b))", "()", "($params:())"])
def test_values_that_are_no_keys_are_refused(text: str) -> None:
    with pytest.raises(RestliError):
        restli.decode_key(text, TWO)


# --- tunnelling -------------------------------------------------------------------------------------------------


@given(st.lists(wire_compounds, min_size=1, max_size=3), st.binary(max_size=200))
def test_a_tunnelled_request_reads_back(ids: list[CompoundKey], content: bytes) -> None:
    query = restli.encode_query({"ids": ids}, ONE)
    sent = restli.tunnel("PUT", query, content)
    read = restli.untunnel(sent.headers["Content-Type"], sent.content)
    assert (read.query, read.content_type, read.content) == (query, "application/json", content)
    assert sent.headers["X-HTTP-Method-Override"] == "PUT"


def test_a_tunnelled_read_is_a_form() -> None:
    sent = restli.tunnel("GET", "ids=1", None)
    assert sent.headers == {
        "X-HTTP-Method-Override": "GET",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    assert sent.content == b"ids=1"
    assert restli.untunnel(sent.headers["Content-Type"], sent.content).query == "ids=1"


def test_a_tunnelled_write_has_two_parts_with_crlf() -> None:
    sent = restli.tunnel("PUT", "ids=1", b"{}")
    boundary = sent.headers["Content-Type"].removeprefix("multipart/mixed; boundary=")
    assert (
        sent.content
        == (
            f"--{boundary}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nids=1\r\n"
            f"--{boundary}\r\nContent-Type: application/json\r\n\r\n{{}}\r\n--{boundary}--\r\n"
        ).encode()
    )


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/mixed", b""),
        ("multipart/mixed; boundary=x", b"--x\r\nContent-Type: application/json\r\n\r\n{}"),
        ("multipart/mixed; boundary=x", b"--x\r\nno header end\r\n--x--"),
    ],
)
def test_a_broken_multipart_is_refused(kind: str, content: bytes) -> None:
    with pytest.raises(RestliError):
        restli.untunnel(kind, content)
