"""Writes COVERAGE.md."""

from .page import PAGE, text, unproven

if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
    for row in unproven():
        print("no test:", row)
