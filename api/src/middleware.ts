// @rip/api/middleware
export { bodyLimit } from "./middleware/bodylimit";
export { compress } from "./middleware/compress";
export { cors } from "./middleware/cors";
export { csrf } from "./middleware/csrf";
export { htmlJson } from "./middleware/htmljson";
export { logger } from "./middleware/logger";
export { secureHeaders } from "./middleware/secureheaders";
export { serve } from "./middleware/serve";
export { sessions } from "./middleware/sessions";
export { timeout } from "./middleware/timeout";
