# The study in a container: `docker build -t inotherwords . && docker run --rm inotherwords` rebuilds it there and
# says whether everything comes out again. The base is one image, by its digest; all packages come from the lock.
FROM python:3.13.5-slim-bookworm@sha256:6544e0e002b40ae0f59bc3618b07c1e48064c4faed3a15ae2fbd2e8f663e8283
WORKDIR /study
COPY requirements.txt .
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation -e .
CMD ["inotherwords", "check"]
