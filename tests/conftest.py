"""What tests of several rooms stand on."""

from hypothesis import settings

from tests.office import open_office as open_office
from tests.office import opened as opened
from tests.postgres import address as address
from tests.postgres import database as database
from tests.slack_office import slack as slack

# How long an example takes says how busy the machine is; what is too slow is for tests/bench to say.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
