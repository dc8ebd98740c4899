// The place where .rip modules come in. The filter sees paths with their
// query, hence its end (spec v0.2, "Bun plugin support").
import type { BunPlugin } from "bun";

export const ripLoader: BunPlugin = {
  name: "rip",
  setup(build) {
    build.onLoad({ filter: /\.rip(\?.*)?$/ }, ({ path }) => {
      throw new Error(`${path.split("?")[0]}: serving Rip is not part of this build yet`);
    });
  },
};
