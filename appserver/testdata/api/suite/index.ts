// Tests of @rip/api that run where apps do. `GET /` runs them all.
import { runAll } from "./harness";
import "./router";
import "./handlers";
import "./reading";
import "./sessions";
import "./middleware";
import "./sending";

export default async (request: Request): Promise<Response> => Response.json(await runAll());
