# Untested: it could not be built where the project is made. Plain on purpose, so that it can be read before it is trusted.
# Run it with a read-only root, and give it PostgreSQL: a container keeps no file. The one thing that is written is a packet of
# records, in TMPDIR and not encrypted, for as long as somebody downloads it: docker run --read-only --tmpfs /tmp:size=1g …
# keeps it in memory that counts as the container's. docs/operate.md says how large a packet may be.

FROM python:3.11-slim AS build
COPY requirements.txt .
RUN python -m venv /opt/guard && /opt/guard/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim
RUN useradd --system --no-create-home guard
COPY --from=build /opt/guard /opt/guard
WORKDIR /srv/guard
COPY bot bot
COPY handlers handlers
COPY content content
ENV PATH=/opt/guard/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=3978
USER guard
EXPOSE 3978
HEALTHCHECK CMD python -c "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz')"
CMD ["python", "-m", "bot", "serve", "--no-delivery"]
