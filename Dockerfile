# Two stages: the first builds with the development packages, the second keeps only what runs.
FROM node:20-slim AS build
WORKDIR /app
COPY . .
# `prepare` generates the database client and compiles; it needs the development packages, not the network.
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/locales ./locales
COPY --from=build --chown=node:node /app/prisma ./prisma
COPY --from=build --chown=node:node /app/prompts ./prompts
COPY --from=build --chown=node:node /app/assets ./assets
RUN mkdir data && chown node:node data
USER node
EXPOSE 8080
# Node itself is the first process, so that it hears SIGTERM and finishes what it holds.
CMD ["node", "dist/cli.js", "start"]
