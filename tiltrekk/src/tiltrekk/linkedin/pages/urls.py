"""Addresses of LinkedIn's pages and frames."""

from django.urls import path

from . import admin, frames, member, tab

urlpatterns = [
    path("admin/linkedin/", admin.show, name="admin"),
    path("admin/linkedin/company/", admin.save_company, name="company-save"),
    path("admin/linkedin/connect/", admin.connect, name="connect"),
    path("admin/linkedin/integrated/", admin.integrated, name="integrated"),
    path("admin/linkedin/notify/", admin.notify, name="notify"),
    path("admin/linkedin/leave/", admin.leave, name="leave"),
    path("admin/linkedin/pause/", admin.pause, name="pause"),
    path("admin/linkedin/resume/", admin.resume, name="resume"),
    path("admin/linkedin/resend/", admin.resend, name="resend"),
    path("admin/linkedin/retry/", admin.retry, name="retry"),
    path("linkedin/member/connect/", member.connect, name="member-connect"),
    path("linkedin/member/return/", member.returned, name="member-return"),
    path("linkedin/member/disconnect/", member.disconnect, name="member-disconnect"),
    path("linkedin/frames/connect/", frames.connect, name="frame-connect"),
    path("linkedin/frames/connect-apply/", frames.connect_apply, name="frame-connect-apply"),
    path("linkedin/frames/profile/<id:public_id>/", frames.profile, name="frame-profile"),
    path("candidates/<id:public_id>/linkedin/", tab.show, name="tab"),
    path("candidates/<id:public_id>/linkedin/link/", tab.link, name="link"),
    path("candidates/<id:public_id>/linkedin/unlink/", tab.unlink, name="unlink"),
]
