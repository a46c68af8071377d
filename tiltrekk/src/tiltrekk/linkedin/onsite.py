"""Applying on LinkedIn itself (*Apply Connect*, linkedin.md §19): for which jobs, and what LinkedIn asks there."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from linkedin_talent.apply_questions import (
    AdditionalQuestions,
    Choice,
    ContactInformationQuestions,
    CoverLetterQuestions,
    FormComponent,
    MultipleChoiceQuestion,
    OnsiteApplyConfiguration,
    Question,
    QuestionDetails,
    Questions,
    QuestionSet,
    Requirement,
    ResumeQuestions,
)

from tiltrekk.accounts.models import Environment
from tiltrekk.careers.forms import terms
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import process

from .models import Confirmed, Connection, JobMode, JobOperation, LinkedInSettings
from .posted import CHANNEL, posting_of
from .projection.facts import listing_of

TERMS = "terms"  # our name of the one question of ours
ACCEPTED = "ACCEPTED"
JOBS_TERMS = "https://www.linkedin.com/legal/jobs-terms-conditions"


def is_enabled() -> bool:
    """Whether LinkedIn lets people apply there and jobs reach it in the way that takes applications."""
    choices = LinkedInSettings.current()
    return bool(choices.onsite_enabled_at and choices.mode == JobMode.API and Connection.current())


def is_on() -> bool:
    """Whether it is enabled, and wanted here."""
    return is_enabled() and LinkedInSettings.current().onsite_apply


def is_wanted_of(job: Job) -> bool:
    """Whether nobody has taken it off for the job."""
    listing = listing_of(job)
    return listing.onsite_apply if listing else True


def takes(job: Job) -> bool:
    """Whether people apply to this job on LinkedIn, given that it is on: posted, without an address of its own."""
    posting = posting_of(job)
    return bool(job.is_active and posting and not posting.apply_url and is_wanted_of(job))


def is_expected() -> bool:
    """Whether LinkedIn should be taking applications to some job that is public there, so that it asks our address."""
    elsewhere = Q(linkedin_listing__onsite_apply=False) | (Q(postings__channel=CHANNEL) & ~Q(postings__apply_url=""))
    ours = JobOperation.objects.filter(confirmed=Confirmed.PUBLIC)
    return is_on() and ours.exclude(object_id__in=Job.objects.filter(elsewhere).values("job_id")).exists()


class Configurations:
    """What LinkedIn asks those who apply to some jobs, read in a fixed number of queries."""

    def __init__(self, jobs: Collection[Job]) -> None:
        connection = Connection.current()
        self._address = connection.deliveries_url if connection and is_on() else ""
        self._demanding = process.demanding_resume(jobs) if self._address else set()

    def of(self, job: Job) -> OnsiteApplyConfiguration | None:
        """Return it, or None where people apply elsewhere."""
        if not self._address or not takes(job):
            return None
        asked = questions(resume_required=job.pk in self._demanding)
        return OnsiteApplyConfiguration(job_application_webhook_url=self._address, questions=asked)


def questions(*, resume_required: bool) -> Questions:
    """Return the questions of our own apply form (AC-R7), in the company's language.

    Nothing about the person themselves (disability, gender, race, service) is ever asked of LinkedIn.
    """
    resume = Requirement.REQUIRED if resume_required else Requirement.OPTIONAL
    return Questions(
        contact_information_questions=ContactInformationQuestions(
            cellphone_number_question_requirement=Requirement.OPTIONAL
        ),
        resume_questions=ResumeQuestions(resume_question_requirement=resume),
        cover_letter_questions=CoverLetterQuestions(
            cover_letter_question_requirement=Requirement.SKIP,
            text_cover_letter_question_requirement=Requirement.OPTIONAL,
        ),
        additional_questions=AdditionalQuestions(custom_question_sets=(QuestionSet(questions=(_terms(),)),)),
    )


def _terms() -> Question:
    """The box that our own form has to be ticked."""
    with translation.override(Environment.current().language):
        text, yes = terms(), _("Yes")
    one = MultipleChoiceQuestion(
        choices=(Choice(symbolic_name=ACCEPTED, display_value=yes),),
        preferred_form_component=FormComponent.CHECKBOXES,
        select_multiple=True,
    )
    details = QuestionDetails(multiple_choice_question_details=one)
    return Question(partner_question_identifier=TERMS, question_text=text, required=True, question_details=details)
