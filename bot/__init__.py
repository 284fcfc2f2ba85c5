"""The machine: it knows no school rule and no wording."""

VERSION = "0.1.0"
