"""Use cases of finance, one file for each thing that people do."""
