"""The terminal program; the only importer of textual."""
