import "uplot/dist/uPlot.min.css";
import "./styles/index.css";
import { render } from "preact";
import * as clock from "./now.ts";
import * as live from "./live.ts";
import * as router from "./router.ts";
import * as theme from "./theme.ts";
import { Shell } from "./views/shell.tsx";

theme.start();
router.start();
clock.start();
live.start();
render(<Shell />, document.body);
