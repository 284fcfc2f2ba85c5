"""The machine: it knows no school rule and no wording."""
