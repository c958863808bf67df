# The command `testudo` with Node alone: every role of docker-compose.yml runs it.
FROM node:20-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts && node scripts/build.mjs && npm prune --omit=dev --ignore-scripts

FROM node:20-slim
WORKDIR /opt/testudo
COPY --from=build /src/dist dist
# Native addons and the logger stay outside the bundle; links to the workspace are of no use here.
COPY --from=build /src/node_modules node_modules
RUN printf '#!/bin/sh\nexec node /opt/testudo/dist/testudo.mjs "$@"\n' > /usr/local/bin/testudo \
  && chmod 755 /usr/local/bin/testudo \
  && mkdir /data && chown node:node /data
USER node
VOLUME /data
ENTRYPOINT ["testudo"]
CMD ["--help"]
