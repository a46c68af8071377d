"""Sentences colleagues write: notes and feedback, in Norwegian and English."""

NOTES_NB = (
    "Ringte i dag. Motivert, tre måneders oppsigelse.",
    "Har lest stillingen grundig og spør om de rette tingene.",
    "Kjenner to av kollegaene våre fra før; sjekk referanser der.",
    "Ønsker Bergen, kan ukependle det første halvåret.",
    "Lønnskrav litt over rammen, men åpen for å snakke om det.",
    "Usikker på turnus. Avtalt ny samtale neste uke.",
    "Sterk på faget, litt kort i svarene. Verdt et intervju.",
    "Har søkt hos oss før og fikk gode tilbakemeldinger da.",
    "Kan begynne fra februar. Må ta hensyn til foreldrepermisjon.",
    "Fin kandidat til neste runde hvis vi åpner en stilling til.",
)
NOTES_EN = (
    "Called today. Keen, three months' notice.",
    "Read the advertisement closely and asks the right questions.",
    "Knows the domain from an earlier employer; ask for the migration story.",
    "Would move to Norway, needs two months to arrange it.",
    "Salary wish slightly above the range, open to talk.",
    "Not sure about the on-call rota. New call next week.",
    "Strong on paper, brief in writing. Worth an interview.",
    "Applied before and left a good impression then.",
    "Can begin in February.",
    "Good person for the next opening if we get one.",
)
PRIVATE_NOTES = (
    "Spør Grete om lønnsrammen før jeg svarer.",
    "My gut says yes, but let the panel decide first.",
    "Husk: har fått tilbud fra en annen, svarer innen fredag.",
    "Ask Anders whether the second position is approved.",
)
STRENGTHS_NB = (
    "Forklarer vanskelige valg enkelt.",
    "Rolig under press, tar ansvar for hele løpet.",
    "Kan faget godt og lærer bort med glede.",
    "Spør først, løser så.",
)
STRENGTHS_EN = (
    "Explains trade-offs plainly.",
    "Calm under pressure and owns the whole of it.",
    "Deep in the subject and glad to teach it.",
    "Asks first, solves after.",
)
WEAKNESSES_NB = (
    "Lite erfaring med drift.",
    "Kunne vært tydeligere på egne valg.",
    "Har ikke ledet andre ennå.",
    "Litt uvant med vårt regelverk.",
)
WEAKNESSES_EN = (
    "Little time in operations so far.",
    "Could be clearer about their own part.",
    "Has not led others yet.",
    "New to our regulations.",
)
OVERALL_NB = (
    "Jeg vil gjerne arbeide med denne personen.",
    "God, men ikke den sterkeste i feltet.",
    "Trenger mer tid i faget først.",
)
OVERALL_EN = (
    "I would like to work with this person.",
    "Good, though not the strongest of the field.",
    "Needs more time in the field first.",
)
