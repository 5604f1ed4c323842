"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
# A web request may not hold the database for long; commands (imports, migrations) may.
os.environ.setdefault("STATEMENT_TIMEOUT_SECONDS", "5")

application = get_wsgi_application()
