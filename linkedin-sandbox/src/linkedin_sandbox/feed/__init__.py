"""The reader of XML job feeds."""
