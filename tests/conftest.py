"""What tests of several rooms stand on."""

from tests.office import open_office as open_office
from tests.office import opened as opened
from tests.postgres import address as address
from tests.postgres import database as database
from tests.slack_office import slack as slack
