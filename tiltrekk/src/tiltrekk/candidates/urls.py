"""Addresses of people and talent pools."""

from django.urls import path

from .views import person, pools

app_name = "candidates"
_ONE = "candidates/<id:candidate_id>"
_POOL = "pools/<id:pool_id>"

urlpatterns = [
    path("candidates/", person.CandidateListPage.as_view(), name="candidate-list"),
    path("candidates/new/", person.candidate_create, name="candidate-create"),
    path(f"{_ONE}/", person.candidate_read, name="candidate-read"),
    path(f"{_ONE}/change/", person.candidate_change, name="candidate-change"),
    path(f"{_ONE}/delete/", person.candidate_delete, name="candidate-delete"),
    path(f"{_ONE}/documents/", person.candidate_documents, name="candidate-documents"),
    path(f"{_ONE}/documents/<id:document_id>/", person.document_read, name="document-read"),
    path(f"{_ONE}/documents/<id:document_id>/delete/", person.document_delete, name="document-delete"),
    path(f"{_ONE}/duplicates/<id:other_id>/merge/", person.candidate_merge, name="candidate-merge"),
    path(f"{_ONE}/duplicates/<id:other_id>/dismiss/", person.duplicate_dismiss, name="duplicate-dismiss"),
    path(f"{_ONE}/pools/", person.pool_join, name="pool-join"),
    path("candidates/to-pool/", pools.people_join, name="people-join"),
    path("pools/", pools.pool_list, name="pool-list"),
    path("pools/new/", pools.pool_create, name="pool-create"),
    path(f"{_POOL}/", pools.PoolPage.as_view(), name="pool-read"),
    path(f"{_POOL}/change/", pools.pool_change, name="pool-change"),
    path(f"{_POOL}/share/", pools.pool_share, name="pool-share"),
    path(f"{_POOL}/share/<id:user_id>/remove/", pools.pool_unshare, name="pool-unshare"),
    path(f"{_POOL}/delete/", pools.pool_delete, name="pool-delete"),
    path(f"{_POOL}/people/add/", pools.member_add, name="member-add"),
    path(f"{_POOL}/people/<id:candidate_id>/remove/", pools.member_remove, name="member-remove"),
]
