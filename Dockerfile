# One image for every process; docker-compose.yml picks the command.
FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git openssh-client \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /driftline
COPY . .
RUN npm run --silent build
USER node
ENV DRIFTLINE_HOST=0.0.0.0
CMD ["bin/driftline", "up"]
