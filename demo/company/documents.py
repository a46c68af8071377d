"""Résumés as PDF files."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus.flowables import Spacer

from demo.company.people import Person


def resume(person: Person) -> bytes:
    """Return a one-page résumé, the same bytes each time."""
    styles, out = getSampleStyleSheet(), BytesIO()
    post_word, study_word, skill_word = (
        ("Erfaring", "Utdanning", "Kan") if person.norwegian else ("Experience", "Education", "Skills")
    )
    school, degree, field, year = person.studies
    flow = [
        Paragraph(person.name, styles["Title"]),
        Paragraph(f"{person.title}, {person.employer} · {person.city}", styles["Normal"]),
        Paragraph(f"{person.email} · {person.phone}", styles["Normal"]),
        Spacer(1, 16),
        Paragraph(post_word, styles["Heading2"]),
        *(
            Paragraph(f"<b>{title}</b>, {employer} ({start}–{end or ''})", styles["Normal"])
            for title, employer, start, end in person.posts
        ),
        Paragraph(study_word, styles["Heading2"]),
        Paragraph(f"{degree} {field}, {school} ({year})", styles["Normal"]),
        Paragraph(skill_word, styles["Heading2"]),
        Paragraph(", ".join(person.skills), styles["Normal"]),
    ]
    SimpleDocTemplate(out, pagesize=A4, title=f"{person.name}", author=person.name, invariant=1).build(flow)
    return out.getvalue()
