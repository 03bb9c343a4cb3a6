# Unison: web server and worker from one image. Each step is a function of bin/image.sh, which the tests run as well.
#   docker build -t unison . && docker compose up
ARG PYTHON=3.13-slim-bookworm

FROM python:${PYTHON} AS build
WORKDIR /src
COPY requirements/ requirements/
COPY bin/ bin/
RUN bin/image.sh packages /opt/unison
COPY package.json package-lock.json .npmrc ./
COPY templates/ templates/
COPY static/ static/
COPY unison_web/ unison_web/
RUN bin/image.sh assets
COPY migrations/ migrations/
COPY alembic.ini LICENSE ./
RUN bin/image.sh files /opt/unison

FROM python:${PYTHON}
COPY bin/image.sh bin/system.py /opt/unison/bin/
RUN /opt/unison/bin/image.sh system
COPY --from=build /opt/unison /opt/unison
WORKDIR /opt/unison
ENV PATH=/opt/unison/bin:/opt/unison/.venv/bin:$PATH \
    PYTHONPATH=/opt/unison \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    UNISON_ENV=production \
    UNISON_DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8000
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["/opt/unison/bin/image.sh", "healthy"]
STOPSIGNAL SIGTERM
CMD ["unison-web", "serve"]
