"""The rehearsal: published rules walked in a real browser, product against sandbox, with a report for people."""
