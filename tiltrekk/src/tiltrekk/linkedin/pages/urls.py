"""Addresses of LinkedIn's pages and frames."""

from django.urls import path

from tiltrekk.linkedin.connect import features

from . import (
    admin,
    closed,
    company_pages,
    diagnosis,
    exports,
    frames,
    look_up,
    member,
    notices,
    onsite,
    records,
    support,
    tab,
)


def _plug_in(feature: features.Feature) -> dict[str, str]:
    return {"bundles": feature.bundle.value}


urlpatterns = [
    path("admin/linkedin/", admin.show, name="admin"),
    path("admin/linkedin/company/", admin.save_company, name="company-save"),
    path("admin/linkedin/posting/", admin.save_posting, name="posting-save"),
    path("admin/linkedin/feed/release/", admin.release_feed, name="feed-release"),
    path("admin/linkedin/connect/", admin.connect, name="connect"),
    path("admin/linkedin/go-on/", admin.go_on, name="go-on"),
    path("admin/linkedin/integrated/", admin.integrated, name="integrated"),
    path("admin/linkedin/notify/", admin.notify, name="notify"),
    path("admin/linkedin/apply/look/", admin.look_at, {"feature": features.APPLY}, name="apply-look"),
    path("admin/linkedin/onsite/look/", admin.look_at, {"feature": features.ONSITE}, name="onsite-look"),
    path("admin/linkedin/onsite/", onsite.switch, name="onsite"),
    path("admin/linkedin/onsite/again/", onsite.ask_again_for_all, name="onsite-again"),
    path("jobs/<id:job_id>/linkedin/apply/", onsite.switch_job, name="job-onsite"),
    path("jobs/<id:job_id>/linkedin/again/", onsite.ask_again, name="job-again"),
    path("admin/linkedin/leave/", admin.leave, name="leave"),
    path("admin/linkedin/imported/keep/", admin.keep_imported, name="imported-keep"),
    path("admin/linkedin/imported/delete/", admin.delete_imported, name="imported-delete"),
    path("admin/linkedin/pause/", admin.pause, name="pause"),
    path("admin/linkedin/resume/", admin.resume, name="resume"),
    path("admin/linkedin/resend/", admin.resend, name="resend"),
    path("admin/linkedin/retry/", admin.retry, name="retry"),
    path("admin/linkedin/look-up/", look_up.show, name="look-up"),
    path("admin/linkedin/closed/", closed.ClosedAccountsPage.as_view(), name="closed"),
    path("admin/linkedin/closed/delete/", closed.delete, name="closed-delete"),
    path("admin/linkedin/closed/keep/", closed.keep, name="closed-keep"),
    path("admin/linkedin/notices/", notices.NoticesPage.as_view(), name="notices"),
    path("admin/linkedin/notices/save/", admin.save_notices, name="notices-save"),
    path("linkedin/notices/<id:public_id>/take-back/", notices.take_back, name="notice-take-back"),
    path("linkedin/help/", diagnosis.help_page, name="help"),
    path("admin/linkedin/pages/", company_pages.show, name="pages"),
    path("admin/linkedin/pages/remove/", company_pages.remove, name="page-remove"),
    path("jobs/<id:job_id>/linkedin/page/", company_pages.choose, name="job-page"),
    path("admin/linkedin/support/", support.bundle, name="support"),
    path("admin/linkedin/secret/", support.rotate, name="rotate"),
    path("linkedin/member/connect/", member.connect, name="member-connect"),
    path("linkedin/member/return/", member.returned, name="member-return"),
    path("linkedin/member/disconnect/", member.disconnect, name="member-disconnect"),
    path("linkedin/frames/connect/", frames.connect, name="frame-connect"),
    path("linkedin/frames/connect-apply/", frames.connect, _plug_in(features.APPLY), name="frame-connect-apply"),
    path("linkedin/frames/connect-onsite/", frames.connect, _plug_in(features.ONSITE), name="frame-connect-onsite"),
    path("linkedin/frames/profile/<id:public_id>/", frames.profile, name="frame-profile"),
    path("linkedin/frames/apply/<id:job_id>/", frames.apply_button, name="frame-apply"),
    path("linkedin/held/<id:public_id>/add/", exports.add, name="held-add"),
    path("linkedin/held/<id:public_id>/discard/", exports.discard, name="held-discard"),
    path("jobs/<id:job_id>/linkedin/", diagnosis.show, name="job-diagnosis"),
    path("jobs/<id:job_id>/linkedin/preview/", diagnosis.preview, name="job-preview"),
    path("jobs/<id:job_id>/linkedin/test/", diagnosis.test_job, name="job-test"),
    path("jobs/<id:job_id>/linkedin/seen/", exports.seen, name="posting-seen"),
    path("candidates/<id:public_id>/linkedin/", tab.show, name="tab"),
    path("candidates/<id:public_id>/linkedin/link/", tab.link, name="link"),
    path("candidates/<id:public_id>/linkedin/unlink/", tab.unlink, name="unlink"),
    path("candidates/<id:public_id>/linkedin/records/", records.show, name="records"),
    path("candidates/<id:public_id>/linkedin/records/remove/", records.remove, name="remove"),
    path("candidates/<id:public_id>/linkedin/records/send-again/", records.send_again, name="send-again"),
]
